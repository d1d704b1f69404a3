"""What a page needs to know about the person looking; each is asked at most once per request."""

from __future__ import annotations

from django.http import HttpRequest

from participation.moderation.selectors import Stopped, stopped_in
from participation.notifications.selectors import count_unread
from participation.places.selectors import list_roles_of


def roles_of(request: HttpRequest) -> frozenset[str]:
    """The kinds of role the person holds anywhere; nothing, and no query, for nobody."""
    if not request.user.is_authenticated:
        return frozenset()
    kept: frozenset[str] | None = getattr(request, "_role_kinds", None)
    if kept is None:
        kept = frozenset(role.kind for role in list_roles_of(request.user))
        request._role_kinds = kept  # type: ignore[attr-defined]  # a note on the request, for this request only
    return kept


def stopped_here(request: HttpRequest) -> Stopped | None:
    """Why the person adds nothing in the municipality of the page; None, and no query, for whoever may."""
    if not request.user.is_authenticated:
        return None
    place_id = getattr(getattr(request, "place", None), "pk", None)
    kept: dict[int | None, Stopped | None] = getattr(request, "_stopped", None) or {}
    if place_id not in kept:
        kept[place_id] = stopped_in(request.user, place_id)
        request._stopped = kept  # type: ignore[attr-defined]  # a note on the request, for this request only
    return kept[place_id]


def unread_of(request: HttpRequest) -> int:
    """How many notifications wait for the person."""
    return count_unread(request.user)
