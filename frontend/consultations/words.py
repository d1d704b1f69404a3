"""A consultation in few words: its state, and how much was said on it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import ngettext

TONES = {"open": "support", "announced": "accent", "closed": "unsure", "answered": "support", "adopted": "support"}


def state_tone(consultation: Any) -> str:
    """The tone of the consultation's state."""
    return TONES.get(consultation.state, "")


def state_label(consultation: Any) -> str:
    """The state in words."""
    return str(type(consultation).State(consultation.state).label)


def said(numbers: Any) -> str:
    """``12 votes · 3 comments · 1 suggested wording``; of an object or a dictionary with these numbers."""
    names = ("ballots", "comments", "suggestions")
    votes, comments, suggestions = (
        numbers[name] if isinstance(numbers, dict) else getattr(numbers, name) for name in names
    )
    return " · ".join(
        (
            ngettext("%d vote", "%d votes", votes) % votes,
            ngettext("%d comment", "%d comments", comments) % comments,
            ngettext("%d suggested wording", "%d suggested wordings", suggestions) % suggestions,
        )
    )
