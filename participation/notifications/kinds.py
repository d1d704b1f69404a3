"""What a person can be told: each kind with its sentence, registered by the room that tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Words = str | Promise


@dataclass(frozen=True)
class Kind:
    """A sentence for the bell and the mail's subject, and what the mail says besides. ``%(name)s`` come from the data.

    ``by_mail``: whether it is mailed to those who want mail. ``always_mail``: also to those who do not, because the law
    wants the person told (a statement of reasons, say).
    """

    title: Words
    body: Words = ""
    by_mail: bool = True
    always_mail: bool = False


_kinds: dict[str, Kind] = {}


def register(name: str, kind: Kind) -> None:
    """Declare a kind. The sentences are lazy translations: they are made in the reader's language."""
    _kinds[name] = kind


def get_kind(name: str) -> Kind | None:
    """The kind of that name, or None if this release knows it no more."""
    return _kinds.get(name)


def title_of(kind: str, data: Mapping[str, Any]) -> str:
    """The sentence in the active language; the kind's name where the release knows it no more."""
    found = _kinds.get(kind)
    return str(found.title) % _named(data) if found else kind


def body_of(kind: str, data: Mapping[str, Any]) -> str:
    """What the mail says besides, in the active language."""
    found = _kinds.get(kind)
    return str(found.body) % _named(data) if found and found.body else ""


def _named(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Who erased their account has no name any more."""
    return {**data, "name": data.get("name") or _("former participant")}
