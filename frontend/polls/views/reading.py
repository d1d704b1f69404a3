"""Polls to be read: the list, one of them, the wall of a meeting, the results as a sheet."""

from __future__ import annotations

from typing import Any

import segno
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from frontend.feeds import tell
from frontend.places.chosen import known_places
from participation.live.selectors import get_head
from participation.notifications.selectors import is_following
from participation.polls.grounds import ground_of
from participation.polls.policies import may_run
from participation.polls.selectors import PollView, list_polls, open_first, results_csv, views_of
from participation.polls.telling import poll_data
from participation.record.selectors import list_public_acts

from .. import words
from ..component import draw_poll, find_view
from ..drawing import lines_of, result_context
from ..hosts import places_to_ask_in

PER_PAGE = 15
STATES = (("open", pgettext_lazy("polls", "open")), ("closed", pgettext_lazy("polls", "closed")))
PREPARED = ("prepared", pgettext_lazy("polls", "being prepared"))  # asked for by those alone who prepare some
ACTS = 30


@require_safe
def polls(request: HttpRequest) -> HttpResponse:
    """Every poll that is public; ``?state= municipality= page=`` in the address."""
    asked = {name: request.GET.get(name, "").strip()[:20] for name in ("state", "municipality")}
    may_ask = bool(places_to_ask_in(request.user))
    states = (*STATES, PREPARED) if may_ask else STATES
    state = asked["state"] if asked["state"] in dict(states) else ""
    found = list_polls(viewer=request.user, state=state, municipality=asked["municipality"])
    page = Paginator(found if state else open_first(found), PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "page": page,
        "cards": [_card(view) for view in views_of(list(page), viewer=request.user)],
        "asked": asked,
        "filtered": any(asked.values()),
        "states": states,
        "places": [(place.code, place.name) for place in known_places()],
        "may_ask": may_ask,
    }
    return _own(request, render(request, "polls/list.html", context))


def _card(view: PollView) -> dict[str, Any]:
    poll, data = view.poll, poll_data(view)
    return {
        "poll": poll,
        "state": words.STATES[poll.state],
        "tone": words.TONES[poll.state],
        "left": words.time_left(poll),
        "opens": words.when_opens(poll),
        "turnout": words.turnout(view.turnout, poll.by),
        "reached": view.quorum_reached if poll.state == "closed" else None,
        "lines": sorted(lines_of(data), key=lambda line: -(line.n or 0))[:3] if view.is_shown and view.turnout else [],
        "voted": bool(view.own),
        "when_known": words.when_known(is_secret=poll.is_secret) if not view.is_shown and not view.is_withheld else "",
    }


@require_safe
def poll(request: HttpRequest, pk: int) -> HttpResponse:
    """One poll: its question, the vote, the results, what happened to it."""
    view = found(request, pk)
    return _own(request, show(request, view))


def found(request: HttpRequest, pk: int) -> PollView:
    """The poll, if this reader may know of it; its municipality becomes the page's."""
    view = find_view(request, pk)
    if view is None:
        raise Http404(_("There is no such poll."))
    request.place = view.poll.municipality  # type: ignore[attr-defined]  # the frame reads it
    return view


def show(request: HttpRequest, view: PollView, status: int = 200, **extra: Any) -> HttpResponse:
    """The poll's page; ``extra`` is for the component: an error, what was typed."""
    one = view.poll
    head = get_head(one.stream)
    acts = list_public_acts(scopes=[one.scope, *one.scopes_before]).filter(ref=one.ref)[:ACTS]
    context = {
        "poll": one,
        "view": view,
        "drawn": draw_poll(request, view, alone=True, **extra),
        "head": head,
        "ground": ground_of(one.about, request.user) if one.about else None,
        "acts": [line for _act, line in tell(acts)],
        "runs": may_run(request.user, one),
        "may_change": not view.turnout and one.state != "closed",
        "following": is_following(request.user, one.scope),
        "digest": one.window.digest,
        "state": words.STATES[one.state],
        "tone": words.TONES[one.state],
        "left": words.time_left(one),
        "opens": words.when_opens(one),
        "crumbs": [
            (one.municipality.name, reverse("municipality", args=[one.municipality.code])),
            (_("Polls"), reverse("polls")),
        ],
    }
    return render(request, "polls/page.html", context, status=status)


@require_safe
def wall(request: HttpRequest, pk: int) -> HttpResponse:
    """For the projector of a hall: large, alone, live, with the poll's address to be photographed."""
    view = found(request, pk)
    address = request.build_absolute_uri(reverse("poll", args=[pk]))
    context = {
        **result_context(poll_data(view)),
        "poll": view.poll,
        "open": view.poll.state == "open",
        "head": get_head(view.poll.stream),
        "address": address,
        "shown_address": address.partition("://")[2].rstrip("/"),
        "code": qr_code(address),
        "how": words.how(view.poll.kind, view.poll.limit),
        "state": words.STATES[view.poll.state],
        "left": words.time_left(view.poll),
    }
    return _own(request, render(request, "polls/wall.html", context))


def qr_code(address: str) -> SafeString:
    """The address as a QR code: an SVG without styles, black on white whatever the page's colours."""
    made = segno.make(address, error="m", micro=False)
    drawn = made.svg_inline(border=4, light="#fff", omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(drawn)  # squares; the address itself is not in it


@require_safe
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """What everybody may know of the results, for a spreadsheet."""
    view = found(request, pk)
    response = HttpResponse(
        results_csv(view.poll, request.GET.get("separator", "")), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="poll-{pk}.csv"'
    return response


def _own(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Kept by nobody between the server and this reader."""
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    response["Cache-Control"] = "private, no-cache"
    return response
