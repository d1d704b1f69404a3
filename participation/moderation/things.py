"""What lower rooms hold that people read and can report: organisations, and the names people chose to be shown by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.utils.html import format_html, linebreaks

from participation.accounts import sessions
from participation.accounts.models import User
from participation.live.actions import publish, rewrite
from participation.organisations.models import Organisation
from participation.record.models import Act

from .masking import mask
from .subjects import Described, Subject, register

SPEAKING = ("comment.created", "suggestion.created")


def describe_organisations(numbers: Iterable[int]) -> dict[int, Described]:
    """Organisations that everybody reads: those a municipality vouches for."""
    vouched = Organisation.objects.filter(pk__in=list(numbers), state=Organisation.State.VOUCHED)
    return {one.pk: _organisation(one) for one in vouched.select_related("registered_by")}


def _organisation(one: Organisation) -> Described:
    return Described(
        ref=f"organisation.{one.pk}",
        scope=f"organisation.{one.pk}",
        municipality_id=one.municipality_id,
        author_id=one.registered_by_id,
        author=str(one.registered_by or ""),
        html=format_html("<p><b>{}</b></p>{}", one.name, linebreaks(one.about, autoescape=True)),
        about=one.name,
        url=f"/organisations/{one.pk}/",
        is_hidden=False,
        said_at=one.registered_at,
    )


def mask_organisation(number: int, words: Sequence[str]) -> str:
    """The words are gone from its name and from what it says it does."""
    one = Organisation.objects.select_for_update().get(pk=number)
    before = {"name": one.name, "about": one.about}
    one.name, one.about = mask([one.name, one.about], words)
    one.save(update_fields=["name", "about"])
    return json.dumps({**before, "masked": {"name": one.name, "about": one.about}}, ensure_ascii=False)


def unmask_organisation(number: int, original: str) -> None:
    """The words are back, wherever nobody has written anything else meanwhile."""
    one, kept = Organisation.objects.select_for_update().get(pk=number), json.loads(original)
    for field in ("name", "about"):
        if getattr(one, field) == kept["masked"][field]:
            setattr(one, field, kept[field])
    one.save(update_fields=["name", "about"])


def describe_people(numbers: Iterable[int]) -> dict[int, Described]:
    """The names of those who have spoken in public: two queries. The others' names are nobody's to see.

    The municipality is the one where they spoke last.
    """
    wanted = list(numbers)
    spoke: dict[int, Act] = {}
    acts = Act.objects.filter(actor__in=wanted, kind__in=SPEAKING, is_public=True, municipality__isnull=False)
    for act in acts.order_by("id"):
        spoke[act.actor_id or 0] = act
    people = User.objects.filter(pk__in=list(spoke), is_active=True)
    return {person.pk: _person(person, spoke[person.pk]) for person in people}


def _person(person: User, act: Act) -> Described:
    kind, _dot, number = act.ref.partition(".")
    return Described(
        ref=f"person.{person.pk}",
        scope=f"person.{person.pk}",
        municipality_id=act.municipality_id,
        author_id=person.pk,
        author=person.display_name,
        html=format_html("<p><b>{}</b></p>", person.display_name),
        about=person.display_name,
        url=f"/posts/{number}/" if kind == "post" else "/consultations/",
        is_hidden=False,
    )


def mask_name(number: int, words: Sequence[str]) -> str:
    """The words are gone from the name, on open screens and in the streams' past too."""
    person = User.objects.select_for_update().get(pk=number)
    before = person.display_name
    (after,) = mask([before], words)
    _rename(person, after)
    return json.dumps({"name": before, "masked": after}, ensure_ascii=False)


def unmask_name(number: int, original: str) -> None:
    """The name is back, unless the person has chosen another meanwhile."""
    person, kept = User.objects.select_for_update().get(pk=number), json.loads(original)
    if person.display_name == kept["masked"]:
        _rename(person, kept["name"])


def _rename(person: User, name: str) -> None:
    User.objects.filter(pk=person.pk).update(display_name=name)
    acts = Act.objects.filter(actor=person, kind__in=SPEAKING).values_list("scope", "ref")
    said: dict[str, list[str]] = {}
    for scope, ref in acts:
        said.setdefault(scope, []).append(ref)
    for scope in sorted(said):
        rewrite(stream=scope, refs=said[scope], change=partial(_renamed, name=name))
    sessions.changed(person.pk)
    for scope in sorted(said):
        publish(stream=scope, kind="author.renamed", data={"author": person.pk, "name": name}, ref="")


def _renamed(data: dict[str, Any], name: str) -> dict[str, Any]:
    author = data.get("author")
    return {**data, "author": {**author, "name": name}} if author else data


def join() -> None:
    """Make organisations and names reportable. Neither is hidden as a whole: their words are, in part or all."""
    register(
        "organisation",
        Subject(describe_organisations, mask=mask_organisation, unmask=unmask_organisation, may_suspend=False),
    )
    register("person", Subject(describe_people, mask=mask_name, unmask=unmask_name))
