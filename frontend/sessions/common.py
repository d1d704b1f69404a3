"""What every page of a session begins with."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from frontend import dates
from gatherings.policies import may_arrange, may_host
from gatherings.selectors.floor import board_of
from gatherings.selectors.sessions import get_session
from participation.live.selectors import get_head
from participation.notifications.selectors import is_following
from participation.refusals import SignInFirst

from . import drawing

TONES = {"live": "support", "announced": "accent", "cancelled": "oppose"}
STATES: dict[str, str | Promise] = {
    "announced": pgettext_lazy("public forum", "announced"),
    "live": pgettext_lazy("public forum", "live now"),
    "ended": pgettext_lazy("public forum", "ended, minutes to come"),
    "published": pgettext_lazy("public forum", "minutes published"),
    "cancelled": pgettext_lazy("public forum", "cancelled"),
}
OPEN = ("announced", "live")


def find_session(request: HttpRequest, pk: int) -> Any:
    """The session; its municipality becomes the page's. 404 for none."""
    found = get_session(pk)
    if found is None:
        raise Http404(_("There is no such session."))
    request.place = found.municipality  # type: ignore[attr-defined]  # the frame reads it
    return found


def when_of(session: Any) -> SafeString:
    """When it is held, and until when; once it was held, when it really began and ended. By the municipality's clock."""
    zone = session.municipality.timezone
    starts, ends = session.began_at or session.starts_at, session.ended_at or session.ends_at
    begins, closes = dates.local(starts, zone), dates.local(ends, zone)
    until = f"{closes:%H:%M}" if begins.date() == closes.date() else dates.moment(ends, zone)
    return format_html(
        '<time datetime="{}">{}</time>–<time datetime="{}">{}</time>',
        starts.isoformat(), dates.moment(starts, zone), ends.isoformat(), until,
    )  # fmt: skip


def room_of(request: HttpRequest, session: Any) -> drawing.Room:
    """Where its questions stand and who looks."""
    is_open = session.state in OPEN
    return drawing.Room(session.pk, open=is_open, viewer_id=request.user.pk, token=get_token(request))


def frame(request: HttpRequest, session: Any) -> dict[str, Any]:
    """What stands at the head of every page of a session. The stream's place is asked first: what happens meanwhile is heard."""
    head = get_head(session.scope)
    board = board_of(session)
    place = session.municipality
    return {
        "session": session,
        "when": when_of(session),
        "place": place,
        "head": head,
        "board": board,
        "state_words": STATES[session.state],
        "state_tone": TONES.get(session.state, ""),
        "is_live": session.state == "live",
        "is_open": session.state in OPEN,
        "is_over": session.state in ("ended", "published"),
        "is_host": may_host(request.user, session),
        "is_arranger": may_arrange(request.user, session.municipality_id),
        "following": is_following(request.user, session.scope),
        "now": drawing.draw_now(board),
        "queue": drawing.draw_queue(board),
        "queue_words": drawing.queue_words(board["waiting"]),
        "programme": drawing.draw_programme(board),
        "present": drawing.draw_attendance(board["attendance"]),
        "crumbs": [
            (place.name, reverse("municipality", args=[place.code])),
            (_("Public forums"), reverse("sessions")),
        ],
    }


def stranger(request: HttpRequest, pk: int) -> HttpResponse | None:
    """The way to the sign-in page and back to the session, for whoever is not signed in."""
    if request.user.is_authenticated:
        return None
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        raise SignInFirst
    return redirect_to_login(reverse("session", args=[pk]))


def session_card(one: Any) -> tuple[Any, Any, str]:
    """A session as ``sessions/card.html`` draws it: itself, the words of its state, their tone."""
    return one, STATES.get(one.state, ""), TONES.get(one.state, "")
