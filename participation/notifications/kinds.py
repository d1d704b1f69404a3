"""What a person can be told: each kind with its sentence, registered by the room that tells it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

Words = str | Promise
SECOND_STOP = re.compile(r"(?<=[.!?…])(\s?[“”\"»])\.")


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
    say: Mapping[str, Callable[[str], str]] = field(
        default_factory=dict
    )  # how a name of the data is said to the reader

    def told(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """The data as the sentences name it, in the active language."""
        return _named({**data, **{name: say(str(data[name])) for name, say in self.say.items() if data.get(name)}})


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
    return _one_stop(str(found.title) % found.told(data)) if found else kind


def body_of(kind: str, data: Mapping[str, Any]) -> str:
    """What the mail says besides, in the active language."""
    found = _kinds.get(kind)
    return _one_stop(str(found.body) % found.told(data)) if found and found.body else ""


def _one_stop(sentence: str) -> str:
    """A quoted title that ends with a stop of its own ("2027 г.") ends the sentence too."""
    return SECOND_STOP.sub(r"\1", sentence)


class _Told(dict[str, Any]):
    """What was noted when it was told; nothing for what an earlier release did not note."""

    def __missing__(self, key: str) -> str:
        return ""


def _day(said: object) -> date | None:
    try:
        return date.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None


def _named(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Who erased their account has no name any more; a day until which something holds is told in words."""
    if day := _day(data.get("until")):
        data = {**data, "until": date_format(day, "DATE_FORMAT")}
    return _Told({**data, "name": data.get("name") or _("former participant")})
