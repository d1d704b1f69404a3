"""One small shared population that everyone knows by name, and an open consultation to act on."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import F

from forums.actions import open_missing_forums, start_topic
from forums.models import Forum, Post, Thread, Topic
from gatherings.actions.arranging import announce_session, cancel_session
from gatherings.actions.hosting import begin_session, end_session
from gatherings.actions.minutes import publish_minutes
from gatherings.models import Session
from participation.accounts.models import User
from participation.database import db_now
from participation.organisations.models import Organisation, Representative
from participation.places.models import Municipality, Region, Role
from participation.polls.actions import create_poll
from participation.polls.actions.plans import Plan
from participation.polls.models import Poll
from participation.voting.actions import open_questions
from participation.voting.models import Question, Window
from proposals.actions.publishing import lay_down_text
from proposals.models import Consultation, DraftTree

PASSWORD = "megdan-demo"
_numbers = itertools.count(1)

TREE: list[dict[str, Any]] = [
    {
        "key": "a",
        "kind": "heading",
        "label": "1.",
        "heading": "Електронни услуги",
        "body": "",
        "children": [
            {
                "key": "b",
                "kind": "numbered",
                "label": "1.1",
                "heading": "",
                "body": "До края на 2027 г. всички услуги се заявяват и по интернет.",
                "children": [],
            },
            {
                "key": "c",
                "kind": "numbered",
                "label": "1.2",
                "heading": "",
                "body": "Който не ползва интернет, получава помощ от служител в работно време.",
                "children": [],
            },
        ],
    },
]


def person(name: str = "Стефка Петрова", email: str = "", *, verified: bool = True, **fields: Any) -> User:
    """A person with PASSWORD and, unless told otherwise, a confirmed address."""
    email = email or f"person{next(_numbers)}@megdan.example"
    user = User.objects.create_user(email, PASSWORD, display_name=name, **fields)
    if verified:
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


def place(code: str = "DOB17", name_bg: str = "Каварна", name_en: str = "Kavarna", **fields: Any) -> Municipality:
    """A municipality that takes part; the one of that code if there is one."""
    region, _new = Region.objects.get_or_create(code=code[:3], defaults={"name_bg": "Добрич", "name_en": "Dobrich"})
    values = {"region": region, "name_bg": name_bg, "name_en": name_en, "is_live": True, **fields}
    return Municipality.objects.update_or_create(code=code, defaults=values)[0]


def official(municipality: Municipality, name: str = "Деница Георгиева", **fields: Any) -> User:
    """An official of the municipality."""
    user = person(name, **fields)
    Role.objects.create(user=user, municipality=municipality, kind=Role.Kind.OFFICIAL, post="главен експерт")
    return user


def moderator(municipality: Municipality, name: str = "Милена Стоева", **fields: Any) -> User:
    """A moderator of the municipality."""
    user = person(name, **fields)
    Role.objects.create(user=user, municipality=municipality, kind=Role.Kind.MODERATOR)
    return user


def organisation(municipality: Municipality, name: str = "Читалище „Съгласие“", **fields: Any) -> Organisation:
    """An organisation that the municipality vouches for."""
    values = {"kind": Organisation.Kind.NGO, "state": Organisation.State.VOUCHED, **fields}
    return Organisation.objects.create(name=name, municipality=municipality, **values)


def representative(of: Organisation, name: str = "Ивелина Маринова", **fields: Any) -> User:
    """A person who speaks for the organisation."""
    user = person(name, **fields)
    Representative.objects.create(organisation=of, user=user)
    return user


def draft(municipality: Municipality | None = None, **fields: Any) -> Consultation:
    """A consultation being prepared, with a small clause tree."""
    municipality = municipality or place()
    window = Window.objects.create(municipality=municipality)
    values = {"title": "Стратегия за цифрова Каварна", "kind": Consultation.Kind.STRATEGY, **fields}
    consultation = Consultation.objects.create(municipality=municipality, window=window, **values)
    Window.objects.filter(pk=window.pk).update(scope=consultation.scope)
    DraftTree.objects.create(consultation=consultation, tree=TREE)
    return consultation


def consultation(
    municipality: Municipality | None = None,
    *,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    tree: list[dict[str, Any]] | None = None,
    **fields: Any,
) -> Consultation:
    """A published consultation, open since an hour and for ten days unless told otherwise."""
    now = db_now()
    made = draft(municipality, stage=Consultation.Stage.PUBLISHED, published_at=now - timedelta(hours=1), **fields)
    Window.objects.filter(pk=made.window_id).update(
        opens_at=opens_at or now - timedelta(hours=1), closes_at=closes_at or now + timedelta(days=10)
    )
    lay_down_text(made, tree or TREE, at=now)
    return Consultation.objects.select_related("window", "municipality").get(pk=made.pk)


def clauses(of: Consultation) -> list[Any]:
    """Its clauses that have a question, in reading order."""
    return list(of.clauses.filter(question__isnull=False).select_related("question", "thread").order_by("id"))


def forum(municipality: Municipality | None = None) -> Forum:
    """The forum of the municipality."""
    municipality = municipality or place()
    open_missing_forums()
    return Forum.objects.select_related("municipality").get(scope=f"municipality.{municipality.pk}")


def topic(
    of: Forum | None = None, author: User | None = None, title: str = "Осветлението в парка", **fields: Any
) -> Topic:
    """A topic with its first post, in the first part of the forum."""
    of = of or forum()
    category = of.categories.order_by("position").first()
    assert category
    values = {"body": "От вторник алеята до моста не свети.", **fields}
    return start_topic(author=author or person(), category_id=category.pk, title=title, **values)


def posts(of: Topic, many: int, author: User | None = None) -> list[Post]:
    """That many more posts in the topic, written at once, as `add_topic_post` would have left them."""
    author, now = author or person(), db_now()
    thread = Thread.objects.get(pk=of.thread_id)
    assert thread.window_id is not None
    questions = open_questions(window_id=thread.window_id, kind="reaction", stream=of.scope, refs=[""] * many)
    made = Post.objects.bulk_create(
        Post(
            thread=thread, number=thread.last_number + n, author=author, body=f"Мнение {n}", body_html=f"<p>Мнение {n}</p>",
            question=question, created_at=now + timedelta(milliseconds=n),
        )
        for n, question in enumerate(questions, 1)
    )  # fmt: skip
    for post, question in zip(made, questions, strict=True):
        question.ref = f"post.{post.pk}"
    Question.objects.bulk_update(questions, ["ref"], batch_size=500)
    Thread.objects.filter(pk=thread.pk).update(post_count=F("post_count") + many, last_number=F("last_number") + many)
    Topic.objects.filter(pk=of.pk).update(last_post=made[-1], last_post_at=made[-1].created_at)
    return made


def close(what: Consultation, *, seconds_ago: float = 1) -> None:
    """Move its closing moment into the past of the database's clock."""
    Window.objects.filter(pk=what.window_id).update(closes_at=db_now() - timedelta(seconds=seconds_ago))


def poll(
    municipality: Municipality | None = None,
    kind: str = "single",
    *,
    host: User | None = None,
    options: Iterable[str] = ("Събота", "Неделя", "Вторник"),
    is_open: bool = True,
    **fields: Any,
) -> Poll:
    """A poll of the municipality, held by an official of it and open for a day unless told otherwise."""
    municipality = municipality or place()
    values = {"title": "Кога да е пазарът?", "closes_at": db_now() + timedelta(days=1), **fields}
    plan = Plan(kind=kind, options=() if kind == "yesno" else options, **values)
    host = host or official(municipality, "Домакин на допитване")
    return create_poll(host=host, plan=plan, municipality_id=municipality.pk, is_open=is_open)


def end_poll(poll: Poll, *, seconds_ago: float = 1) -> None:
    """Move its closing moment into the past of the database's clock."""
    Window.objects.filter(pk=poll.window_id).update(closes_at=db_now() - timedelta(seconds=seconds_ago))


def gathering(
    municipality: Municipality | None = None, *, by: User | None = None, state: str = "live", **fields: Any
) -> Session:
    """A public forum session with two points, live unless told otherwise."""
    municipality = municipality or place()
    by = by or official(municipality, "Водещ Служител")
    now = db_now()
    values = {"title": "Форум за бюджета", "venue": "Читалището", "starts_at": now, "ends_at": now + timedelta(hours=2)}
    items = [{"title": "Представяне", "minutes": 15}, {"title": "Въпроси", "minutes": 60}]
    made = announce_session(official=by, municipality_id=municipality.pk, items=items, **{**values, **fields})
    if state in ("live", "ended", "published"):
        begin_session(host=by, session_id=made.pk)
    if state in ("ended", "published"):
        end_session(host=by, session_id=made.pk)
    if state == "published":
        publish_minutes(official=by, session_id=made.pk, text="# Протокол")
    if state == "cancelled":
        cancel_session(official=by, session_id=made.pk, reason="Буря")
    return Session.objects.select_related("municipality").get(pk=made.pk)
