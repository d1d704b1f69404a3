"""The list of public forums, a session's calendar file, and what the projector shows."""

from __future__ import annotations

import io

import segno
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from frontend.places.chosen import known_places
from gatherings.calendar import calendar_file
from gatherings.selectors.floor import list_questions
from gatherings.selectors.sessions import list_arranged_places, list_coming, list_past
from participation.polls.telling import poll_data

from ..common import find_session, frame, room_of, session_card
from ..drawing import draw_questions, draw_wall_poll
from ..polled import on_the_wall

PER_PAGE, MOST_COMING = 15, 60


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """What comes and what was; ``?municipality= page=`` in the address."""
    wanted = request.GET.get("municipality", "").strip()[:8]
    page = Paginator(list_past(wanted), PER_PAGE).get_page(request.GET.get("page"))
    coming = [session_card(one) for one in list_coming(wanted)[:MOST_COMING]]
    context = {
        "live": [line for line in coming if getattr(line[0], "state", "") == "live"],
        "coming": [line for line in coming if getattr(line[0], "state", "") != "live"],
        "past": [session_card(one) for one in page],
        "page": page,
        "wanted": wanted,
        "places": [(place.code, place.name) for place in known_places()],
        "may_announce": bool(list_arranged_places(request.user)),
    }
    response = render(request, "sessions/list.html", context)
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    return response


@require_safe
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The session for one's own calendar."""
    session = find_session(request, pk)
    headers = {"Content-Disposition": f'attachment; filename="session-{session.pk}.ics"'}
    return HttpResponse(calendar_file(session), content_type="text/calendar; charset=utf-8", headers=headers)


@require_safe
def wall(request: HttpRequest, pk: int) -> HttpResponse:
    """For the projector in the hall: read from ten metres, follows by itself."""
    session = find_session(request, pk)
    address = (settings.ENV.origin or request.build_absolute_uri("/")).rstrip("/") + reverse("session", args=[pk])
    views = list_questions(session)  # the answered ones unseen, last: an answer may be taken back
    context = {
        **frame(request, session),
        "questions": draw_questions(views, room_of(request, session)),
        "asked": sum(one.answer is None for one in views),
        "polls": [draw_wall_poll(poll_data(view)) for view in on_the_wall(session)],
        "address": address.partition("://")[2].rstrip("/"),
        "qr": _qr(address),
    }
    return render(request, "sessions/wall.html", context)


def _qr(address: str) -> SafeString:
    """The address as a picture to be scanned, in ink on paper whatever the colours around it."""
    out = io.BytesIO()
    made = segno.make(address, error="m")
    made.save(out, kind="svg", border=2, xmldecl=False, svgns=True, omitsize=True, dark="#000", light="#fff")
    return mark_safe(out.getvalue().decode())  # made of squares by the library; the address itself is not in it
