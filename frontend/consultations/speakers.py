"""Who said something, as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ONE = {
    "citizen": gettext_lazy("citizen"),
    "ngo": gettext_lazy("NGO"),
    "business": gettext_lazy("business"),
    "institution": gettext_lazy("institution"),
    "official": gettext_lazy("official"),
    "moderator": gettext_lazy("moderator"),
    "system": gettext_lazy("by itself"),
}


@dataclass(frozen=True)
class Shown:
    """A name, the kind of participant in words, and whether it is an organisation's."""

    name: str
    kind: str
    group: str | Promise
    organisation: bool


def speaker_of(author: Any, organisation: Any, group: str) -> Shown:
    """For people and organisations as the database gives them."""
    name = organisation.name if organisation else author.display_name if author else ""
    return shown(name, group, organisation is not None)


def shown(name: str, group: str, organisation: bool) -> Shown:
    """For names alone, as a live event gives them."""
    return Shown(name or _("former participant"), group, ONE.get(group, group), organisation)
