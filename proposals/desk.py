"""Where officials work on a consultation: addresses by the names that the site gives them."""

from __future__ import annotations

from django.urls import reverse


def desk_url(consultation_id: int, section: str) -> str:
    """The address of a page of the workspace, such as "text", "dates" or "answers"."""
    return reverse(f"work_{section}", args=[consultation_id])
