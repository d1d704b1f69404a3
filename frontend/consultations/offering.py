"""Following is offered once, after a stance: whoever comments or suggests follows by that, whoever only votes does not."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from participation.notifications.selectors import is_following

ASKED, WAITING = "follow_offered", "follow_offer_waits"
MOST = 100  # consultations remembered in one session


def is_due(request: HttpRequest, consultation: Any) -> bool:
    """Whether to offer it now: never twice in a session, never to somebody who follows already."""
    asked: list[int] = request.session.get(ASKED, [])
    if consultation.pk in asked:
        return False
    request.session[ASKED] = [*asked, consultation.pk][-MOST:]
    return not is_following(request.user, consultation.scope)


def leave(request: HttpRequest, consultation: Any) -> None:
    """Offer it on the next page of a clause, if it is due."""
    if is_due(request, consultation):
        request.session[WAITING] = consultation.pk


def take(request: HttpRequest, consultation: Any) -> bool:
    """Whether an offer was left for this page."""
    if request.session.get(WAITING) != consultation.pk:
        return False
    del request.session[WAITING]
    return True
