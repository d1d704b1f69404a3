"""Who said something, as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    """A name, the kind of participant in words, whether it is an organisation's, and else the person's number."""

    name: str
    kind: str
    group: str | Promise
    organisation: bool
    person: int | None = None


def speaker_of(author: Any, organisation: Any, group: str) -> Shown:
    """For people and organisations as the database gives them."""
    name = organisation.name if organisation else author.display_name if author else ""
    person = None if organisation else getattr(author, "pk", None)
    return Shown(name or nobody(), group, ONE.get(group, group), organisation is not None, person)


def speaker_in(post: Any, at: Any) -> Shown:
    """Who said it there; of what was carried from a public forum whoever said it at the forum."""
    shown = speaker_of(post.author, post.organisation, post.group)
    carried = post.author is None and post.organisation is None
    return replace(shown, name=at.said_at_forums.get(post.pk, shown.name)) if carried else shown


def nobody() -> str:
    """Whoever has erased their account."""
    return _("former participant")
