"""A consultation in each state with everything on it, and one person of each role: what the matrix walks through."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from forums.actions import add_post
from participation.accounts.models import User
from participation.accounts.tokens import make_token
from participation.database import db_now
from participation.documents.actions import add_attachment, start_import
from participation.moderation.actions import decide, report_thing
from participation.moderation.models import Decision
from participation.notifications.actions import follow
from participation.notifications.models import Notification
from participation.organisations.actions import invite_representative
from participation.voting.actions import cast_ballot, seal_window
from participation.voting.models import Window
from proposals.actions.answering import answer_proposals, publish_report, stamp
from proposals.actions.taking_part import suggest_wording
from proposals.models import Consultation
from tests.support import factories as make

STATES = ("preparing", "announced", "open", "closed", "answered")
ROLES = ("anonymous", "citizen", "representative", "official elsewhere", "official", "moderator", "administrator")
DETAILS = {
    "institution": "Кмет на община Каварна",
    "contact_name": "Деница Георгиева",
    "contact_email": "d@kavarna.example",
    "way_counter": "Стая 3",
    **{f"document_{name}": "Текст." for name in ("introduction", "aims", "process", "related", "questions")},
}


@dataclass
class World:
    """Numbers to fill into addresses and bodies, and who asks."""

    state: str
    people: dict[str, User | None]
    numbers: dict[str, Any] = field(default_factory=dict)


def build(state: str) -> World:
    """The world with its consultation in this state. Comment, suggestion, ballot, token and follow are the citizen's."""
    place, elsewhere = make.place(), make.place("BGS04", "Бургас", "Burgas")
    ngo = make.organisation(place)
    waiting = make.organisation(place, "Сдружение „Нови хора“", state="pending")
    people: dict[str, User | None] = {
        "anonymous": None,
        "citizen": make.person("Стефка Петрова"),
        "representative": make.representative(ngo),
        "official elsewhere": make.official(elsewhere, "Чужд Служител"),
        "official": make.official(place),
        "moderator": make.moderator(place),
        "administrator": make.person("Администратор", is_staff=True, is_superuser=True),
    }
    citizen, official = people["citizen"], people["official"]
    assert citizen
    assert official
    what = make.consultation(place, **DETAILS, planned_closes_at=db_now() + timedelta(days=40))
    clause, other = make.clauses(what)
    post = add_post(author=citizen, thread_id=clause.thread_id, body="Мнение на гражданка")
    wish = suggest_wording(author=citizen, clause_id=other.pk, text="Друго", reason="По-ясно е")
    cast_ballot(voter=citizen, question_id=clause.question_id, choice="support")
    follow(user=citizen, scope=what.scope)
    job = start_import(uploader=official, text="# А\n\nб", scope=what.scope)
    key, _token = make_token(user=citizen, name="свой")
    decided = _hidden(citizen, clause.thread_id, people["moderator"])
    report_thing(reporter=None, ref=f"suggestion.{wish.pk}", reason="insult")
    invite_representative(representative=people["representative"], organisation_id=ngo.pk, email=citizen.email)  # type: ignore[arg-type]  # this one is a person
    _move(what, state, official)
    wish.proposal.refresh_from_db()
    plans = {**DETAILS, "planned_closes_at": db_now() + timedelta(days=40)}
    draft = make.draft(place, **plans) if state == "preparing" else what  # one without clauses, as drafts really are
    paper = add_attachment(
        uploader=official, file=SimpleUploadedFile("plan.txt", "Приложение".encode()), scope=draft.scope, kind="annex",
        is_public=state != "preparing",
    )  # fmt: skip
    numbers = {
        "c": what.pk, "draft": draft.pk, "scope": what.scope, "clause": clause.pk, "clause2": other.pk, "q": clause.question_id,
        "sq": wish.question_id, "post": post.pk, "wish": wish.pk, "prop": wish.proposal.pk, "job": job.pk,
        "token": key.pk, "org": ngo.pk, "waiting": waiting.pk, "place": place.code, "place_id": place.pk, "mail": citizen.email,
        "seen": stamp(wish.proposal), "file": paper.pk, "decided": decided.pk, "guest": citizen.pk,
        "other_mail": people["administrator"].email,  # type: ignore[union-attr]  # this one is a person
        "note": Notification.objects.get(user=citizen).pk,
    }  # fmt: skip
    return World(state, people, numbers)


def _hidden(author: User, thread_id: int, moderator: User | None) -> Decision:
    """Something of the author's that a moderator has hidden; the author was told."""
    assert moderator
    post = add_post(author=author, thread_id=thread_id, body="Обида")
    report_thing(reporter=None, ref=f"post.{post.pk}", reason="insult")
    return decide(moderator=moderator, ref=f"post.{post.pk}", outcome="hide", rule="Без обиди", facts="Обижда")


def _move(what: Consultation, state: str, official: User) -> None:
    """Bring an open consultation into a state; while it is being prepared its clauses exist all the same, to tempt."""
    now, window = db_now(), Window.objects.filter(pk=what.window_id)
    if state == "preparing":
        window.update(opens_at=None, closes_at=None)
        Consultation.objects.filter(pk=what.pk).update(stage="preparing", published_at=None)
    elif state == "announced":
        window.update(opens_at=now + timedelta(days=1))
    elif state in ("closed", "answered"):
        make.close(what)
        seal_window(what.window_id)
        ids = list(what.proposals.values_list("pk", flat=True))
        answer_proposals(official=official, consultation_id=what.pk, proposal_ids=ids, outcome="accepted")
        if state == "answered":
            publish_report(official=official, consultation_id=what.pk)
