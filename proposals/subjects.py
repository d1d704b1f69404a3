"""Suggested wordings as moderators see them."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from participation.moderation.subjects import Described, Subject, register

from .actions.taking_part import hide_suggestion, restore_suggestion
from .models import Suggestion


def describe(number: int) -> Described | None:
    """The suggestion with its wording and reason, hidden or not; None if there is none."""
    found = (
        Suggestion.objects.select_related("clause__consultation", "author", "organisation", "passage")
        .filter(pk=number)
        .first()
    )
    if found is None:
        return None
    consultation = found.clause.consultation
    return Described(
        ref=found.ref,
        scope=consultation.scope,
        municipality_id=consultation.municipality_id,
        author_id=found.author_id,
        author=str(found.organisation or found.author or ""),
        # The reason was cleaned when it was written (documents.markup); the wording is escaped here.
        html=format_html("<p>{}</p>{}", found.text, mark_safe(found.reason_html)),
        about=f"{found.passage.label} {consultation.title}".strip(),
        url=f"{consultation.get_absolute_url()}suggestions/{found.pk}/",
        is_hidden=found.hidden_at is not None,
        said_at=found.created_at,
    )


def _hide(number: int) -> None:
    hide_suggestion(suggestion_id=number)


def _restore(number: int) -> None:
    restore_suggestion(suggestion_id=number)


def join() -> None:
    """Make suggestions reportable."""
    register("suggestion", Subject(describe, _hide, _restore))
