"""The polls of the demo place: one that has closed, and three that are open: one of them secret and of organisations,
one at the head of a topic.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from demo.clock import Clock
from demo.moments import Moment
from demo.people import Population
from demo.stage import Stage
from forums.models import Topic
from participation.accounts.models import User
from participation.documents.markup import render_typed
from participation.notifications.models import Follow
from participation.organisations.models import Organisation
from participation.polls.models import Poll, PollOption
from participation.polls.selectors.results import ONE, VOTED, YESNO, is_sheet
from participation.voting.actions.sealing import digest_of
from participation.voting.folding import naming, publishable
from participation.voting.models import Ballot, Question, Window

PLACE = "DOB17"


@dataclass(frozen=True)
class Asked:
    """A poll as the demo tells it. ``weights``: how much each option is liked, in the order of the options."""

    title: str
    description: str
    kind: str
    opens: str
    closes: str
    voters: int
    weights: tuple[int, ...]
    options: tuple[str, ...] = ()
    limit: int = 1
    by: str = "person"
    is_secret: bool = False
    quorum: int | None = None
    host: str = "official"
    topic: str = ""  # the title of the one at whose head it stands


POLLS = (
    Asked(
        title="Да бъде ли ул. „Добротица“ пешеходна в летните вечери?",
        description="От 20 юни до 10 септември, всеки ден от 19 до 24 часа. Линейки, пожарна и живущите с пропуск минават.",
        kind="yesno", opens="-24d", closes="-3d", voters=74, weights=(49, 17, 8), quorum=60, host="vladimir",
    ),
    Asked(
        title="Какво да има първо на новата площадка до пристанището?",
        description="Парите стигат за две неща през пролетта; останалото следва през есента. Изберете до две.",
        kind="several", opens="-5d", closes="+9d", voters=52, weights=(30, 22, 14, 26, 9), limit=2, quorum=80,
        options=(
            "Сенник и пейки за родителите",
            "Люлки, достъпни и за деца с увреждания",
            "Стена за катерене",
            "Чешма и тоалетна",
            "Маса за шах и тенис на маса",
        ),
    ),
    Asked(
        title="Как да се разпределят часовете в новата зала на читалището?",
        description="Всяка организация разпределя десет точки. Резултатът се вижда, когато гласуването приключи.",
        kind="points", opens="-2d", closes="+5d", voters=6, weights=(4, 3, 2, 3), limit=10, by="organisation",
        is_secret=True,
        options=("Школи за деца", "Репетиции на съставите", "Срещи и обсъждания", "Клуб на пенсионера"),
    ),
    Asked(
        title="Коя събота да е пешеходна всеки месец?",
        description="Заявлението е подадено за шест месеца. Автобусът ще обикаля по „Добротица“ от 9 до 13 часа.",
        kind="single", opens="-4d", closes="+6d", voters=37, weights=(21, 9, 12, 4), host="petya",
        topic="Пешеходна събота пред училището",
        options=("Първата", "Втората", "Последната", "Която и да е, стига да не вали"),
    ),
)  # fmt: skip


@dataclass
class Asking:
    """One poll on the stage: its rows as the actions would have left them."""

    stage: Stage
    known: Population
    asked: Asked
    poll: Poll
    questions: list[Question] = field(default_factory=list)  # the anchor, then one for each option of a sheet

    def vote(self, voter: User, organisation: Organisation | None, marks: dict[str, int], at: datetime) -> None:
        """As `participation.polls.actions.vote_in_poll`, for somebody who has not voted."""
        anchor, *options = self.questions
        choices: dict[Question, str] = {anchor: VOTED if options else next(iter(marks))}
        choices |= {options[int(key) - 1]: str(points) for key, points in marks.items() if options}
        group = self.known.group(voter, organisation, self.poll.municipality_id)
        for question, choice in choices.items():
            ballot = Ballot(question=question, choice=choice, group=group, cast_at=at, changed_at=at)
            ballot.voter, ballot.organisation = (None, organisation) if organisation else (voter, None)
            self.stage.add(ballot)
            self.stage.count(question.pk, group, choice)
        self._record("ballot.cast", at, public=False)
        self.poll.told_at = at

    def close(self, at: datetime) -> None:
        """As `participation.polls.actions.close_due`."""
        tallies, window = self.stage.tallies, self.poll.window
        turnout = tallies[self.poll.anchor.pk]
        kinds = naming(turnout.groups)
        for question in self.questions:
            is_option = question.kind == Question.Kind.OPTION
            question.sealed = publishable(tallies[question.pk].groups, kinds if is_option else None)
        window.digest, window.sealed_at, self.poll.closed_at = digest_of(self.questions), at, window.closes_at
        data = {"digest": window.digest, "ballots": turnout.total, "questions": len(self.questions)}
        self._record("window.sealed", at, data=data)
        reached = None if self.poll.quorum is None else turnout.total >= self.poll.quorum
        self._record(
            "poll.closed", at, data={"turnout": turnout.total, "quorum": self.poll.quorum, "quorum_reached": reached}
        )

    def open(self, at: datetime) -> None:
        """What is recorded as it opens."""
        self._record("poll.opened", at, actor=self.poll.author, role="citizen" if self.asked.topic else "official")

    def _record(self, kind: str, at: datetime, *, public: bool = True, **more: Any) -> None:
        more.setdefault("role", "" if kind.startswith("ballot.") else "system")
        self.stage.record(
            kind=kind, scope=self.poll.scope, municipality_id=self.poll.municipality_id, ref=self.poll.ref,
            is_public=public, at=at, **more,
        )  # fmt: skip


def moments(stage: Stage, known: Population, clock: Clock, rng: random.Random) -> Iterator[Moment]:
    """Opening, votes and closing of every poll of the demo place; visitors follow what is open."""
    for asked in POLLS:
        asking = _lay_down(stage, known, asked, clock)
        opens, closes = asking.poll.window.opens_at, asking.poll.window.closes_at
        assert opens and closes
        yield opens, asking.open
        for voter, organisation in _voters(known, asked, rng):
            marks, at = _marks(asked, rng), clock.within(opens, closes)
            yield at, partial(asking.vote, voter, organisation, marks)
        if closes <= clock.now:
            yield closes, asking.close
        elif not asked.topic:
            stage.add(Follow(user=known.users["maria"], scope=asking.poll.scope, since=opens))


def _lay_down(stage: Stage, known: Population, asked: Asked, clock: Clock) -> Asking:
    place = known.places[PLACE]
    opens, closes = clock.at(asked.opens, 10), clock.at(asked.closes, 20)
    window = stage.add(Window(municipality=place, opens_at=opens, closes_at=closes))
    several = asked.kind in ("several", "points")
    keys = [str(n + 1) for n in range(len(asked.options))] or list(YESNO)
    anchor = stage.add(Question(window=window, kind=Question.Kind.POLL, choices=[VOTED] if several else keys))
    poll = stage.add(
        Poll(
            municipality=place, window=window, anchor=anchor, title=asked.title, description=asked.description,
            description_html=render_typed(asked.description), kind=asked.kind, limit=asked.limit, by=asked.by,
            is_secret=asked.is_secret, quorum=asked.quorum, author=known.users[asked.host], created_at=opens,
            opened_at=opens,
        )
    )  # fmt: skip
    poll.scope = poll.stream = window.scope = anchor.ref = poll.ref
    if asked.topic:
        topics: list[Any] = stage.rows[Topic]
        topic = next(one for one in topics if one.title == asked.topic)
        poll.about = poll.scope = poll.stream = window.scope = topic.scope
    asking = Asking(stage, known, asked, poll, [anchor])
    points = [str(n + 1) for n in range(asked.limit)] if asked.kind == "points" else [ONE]
    for position, text in enumerate(asked.options, start=1):
        option = stage.add(PollOption(poll=poll, position=position, text=text))
        if is_sheet(poll):
            option.question = stage.add(
                Question(window=window, kind=Question.Kind.OPTION, choices=points, ref=f"option.{option.pk}")
            )
            asking.questions.append(option.question)
    for question in asking.questions:
        stage.watch(question)
    return asking


def _voters(known: Population, asked: Asked, rng: random.Random) -> list[tuple[User, Organisation | None]]:
    """Residents of the place, or its organisations each by its representative; not the visitors, who are to vote."""
    if asked.by == "organisation":
        spoken = [(user, known.speaks_for[user.pk]) for user in known.users.values() if user.pk in known.speaks_for]
        there = [(user, body) for user, body in spoken if body.municipality_id == known.places[PLACE].pk]
        bodies: dict[int, tuple[User, Organisation | None]] = {
            body.pk: (user, body) for user, body in there if user != known.users["ngo"]
        }
        return [*bodies.values()][: asked.voters]
    visitors = {known.users[key].pk for key in ("maria", "stoyan")}
    people = [user for user in known.residents[PLACE] if user.pk not in visitors]
    return [(user, None) for user in rng.sample(people, min(asked.voters, len(people)))]


def _marks(asked: Asked, rng: random.Random) -> dict[str, int]:
    """What somebody chooses, as likely as each option is liked."""
    keys = [str(n + 1) for n in range(len(asked.options))] or list(YESNO)
    if asked.kind == "points":
        given = rng.choices(keys, asked.weights, k=asked.limit)
        return {key: given.count(key) for key in keys if key in given}
    wanted = rng.choices(keys, asked.weights, k=asked.limit)
    return dict.fromkeys(sorted(set(wanted)), 1)
