"""What of a public forum stands in consultations, as its minutes tell it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gatherings.models import Session
from gatherings.selectors.minutes import add_chapter
from gatherings.selectors.words import plain

from .selectors.carried import list_carried, said_by


def carried_chapter(session: Session) -> list[str]:
    """Each proposal that was carried: whose words, what, where they stand; nothing where none was."""
    lines = []
    for one in list_carried(session):
        asked = one.question
        hidden = asked is not None and not asked.is_readable
        words = one.turn.gist if one.turn else _("[hidden by a moderator]") if hidden else asked.body if asked else ""
        where = _("carried to the consultation “%(title)s”") % {"title": plain(one.consultation.title)}
        lines.append(f"- {plain(said_by(one.turn, one.question))}: {plain(words)} — {where}")
    heading = _("Carried into consultations")
    return [f"## {heading}", "", *lines] if lines else []


def join() -> None:
    """The minutes end with it."""
    add_chapter(carried_chapter)
