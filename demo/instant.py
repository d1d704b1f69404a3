"""Two polls of the demo that are held by its actions: one in the public forum that is on, one that waits for its moment."""

from __future__ import annotations

from datetime import datetime, timedelta

from demo.people import Population
from gatherings.models import Session
from participation.polls.actions import create_poll, vote_in_poll
from participation.polls.actions.plans import Plan

PLACE = "DOB17"
FIRST = ("Пунктове с човек в селата", "Едно подаване за детска градина", "Проследяване на заявление")
LIKED = "1131211321311213121131"  # which of them each voter chooses


def hold(known: Population, session: Session, now: datetime, evening: datetime) -> None:
    """Both of them: one is asked now, the other opens that evening."""
    ask_the_room(known, session, "vladimir", now)
    prepare(known, evening)


def ask_the_room(known: Population, session: Session, host: str, now: datetime) -> None:
    """The host asks everybody in the hall and at home, and most have answered."""
    plan = Plan(
        title="Кое да стане първо?", kind="single", options=FIRST, quorum=20, closes_at=now + timedelta(hours=2),
        description="Питаме ви тук и сега; решението остава за общинския съвет.",
    )  # fmt: skip
    poll = create_poll(host=known.users[host], plan=plan, about=session.scope)
    visitors = {known.users[key].pk for key in ("maria", "stoyan")}
    voters = [person for person in known.residents[PLACE] if person.pk not in visitors]
    for person, key in zip(voters, LIKED, strict=False):
        vote_in_poll(voter=person, poll_id=poll.pk, marks={key: 1})


def prepare(known: Population, evening: datetime) -> None:
    """A poll that opens by itself on a day to come; until then officials and moderators of the place see it."""
    plan = Plan(
        title="В колко часа да се събираме на общественото обсъждане на бюджета?", kind="single",
        options=("17:30", "18:30", "В събота от 10:00"), opens_at=evening, closes_at=evening + timedelta(days=5),
    )  # fmt: skip
    create_poll(host=known.users["official"], plan=plan, municipality_id=known.places[PLACE].pk)
