"""Polls as moderators see them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from participation.database import DatabaseNow
from participation.moderation.subjects import Described, Subject, register

from .actions import hide_poll, restore_poll
from .models import Poll
from .selectors import hidden_polls

FEW_WORDS = 60  # characters of the question, to name it by


def describe(numbers: Iterable[int]) -> dict[int, Described]:
    """Polls with their question, words and options, hidden or not; without those that have not opened yet.

    One on something that nobody reads any more is hidden with it: the same decision brings both back.
    """
    wanted = list(numbers)
    found = Poll.objects.filter(pk__in=wanted, window__opens_at__lte=DatabaseNow())
    gone = hidden_polls(wanted)
    at_hand = found.select_related("author").prefetch_related("options")
    return {poll.pk: _described(poll, is_hidden=poll.pk in gone) for poll in at_hand}


def _described(poll: Poll, *, is_hidden: bool) -> Described:
    options = format_html_join("", "<li>{}</li>", ((option.text,) for option in poll.options.all()))
    return Described(
        ref=poll.ref,
        scope=poll.scope,
        municipality_id=poll.municipality_id,
        author_id=poll.author_id,
        author=str(poll.author or ""),
        # The description was cleaned when it was written (documents.markup); the rest is escaped here.
        html=format_html("<p>{}</p>{}<ul>{}</ul>", poll.title, mark_safe(poll.description_html), options),
        about=f"{poll.title[:FEW_WORDS]}…" if len(poll.title) > FEW_WORDS else poll.title,
        url=poll.get_absolute_url(),
        is_hidden=is_hidden,
        said_at=poll.created_at,
    )


def _hide(number: int) -> None:
    hide_poll(poll_id=number)


def _restore(number: int) -> None:
    restore_poll(poll_id=number)


def join() -> None:
    """Make polls reportable."""
    register("poll", Subject(describe, _hide, _restore))
