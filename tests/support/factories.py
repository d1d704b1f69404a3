"""One small shared population that everyone knows by name, and an open consultation to act on."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import Any

from participation.accounts.models import User
from participation.database import db_now
from participation.organisations.models import Organisation, Representative
from participation.places.models import Municipality, Region, Role
from participation.voting.models import Window
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
        user.emailaddress_set.create(email=user.email, primary=True, verified=True)
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


def close(what: Consultation, *, seconds_ago: float = 1) -> None:
    """Move its closing moment into the past of the database's clock."""
    Window.objects.filter(pk=what.window_id).update(closes_at=db_now() - timedelta(seconds=seconds_ago))
