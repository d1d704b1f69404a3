"""The moderators' queue: what waits, and what was decided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from participation.moderation.actions import reverse_decision
from participation.moderation.selectors import count_queue, list_decisions, list_queue, moderated_places
from participation.moderation.subjects import describe_many, where
from participation.refusals import Refused

from ..words import kind_of, outcome_tone, waited
from .common import address_of, chosen_place, me, moderators_only, no_moderator

PAGE = 20
DECIDED = 10


@login_required
@require_safe
def moderation(request: HttpRequest) -> HttpResponse:
    """What waits: whoever waits for another human first, then the longest waiting; with ``?show=decided`` the past."""
    if not moderators_only(request):
        return no_moderator(request)
    places = moderated_places(me(request))
    place = chosen_place(request, places)
    place_id = place.pk if place else None
    waiting = count_queue(me(request), place_id)
    context: dict[str, Any] = {"waiting": waiting, "places": places, "place": place}
    if request.GET.get("show") == "decided":
        context |= _decided(request, place_id)
    else:
        context |= _waiting(request, waiting, place, {one.pk: one.name for one in places})
    return render(request, "moderation/queue.html", context)


def _waiting(request: HttpRequest, waiting: int, place: Any, names: dict[int, str]) -> dict[str, Any]:
    page = Paginator(range(waiting), PAGE).get_page(request.GET.get("page"))
    found = list_queue(me(request), most=PAGE, start=(page.number - 1) * PAGE, place_id=place.pk if place else None)
    items: list[tuple[Any, ...]] = []
    groups: dict[tuple[int, int | None], list[tuple[Any, str]]] = {}
    for item in found:
        also: list[tuple[Any, str]] = []
        if item.kind == "case" and item.subject and item.subject.author_id:
            who = (item.subject.author_id, item.subject.municipality_id)
            if who in groups:  # one card for one person: the first with the others folded under it
                groups[who].append((item, address_of(item, place)))
                continue
            groups[who] = also
        town = names.get(item.subject.municipality_id or 0, "") if item.subject else ""
        items.append((item, address_of(item, place), kind_of(item.ref), town, waited(item.since), also))
    return {"items": items, "page": page, "first_url": items[0][1] if items else ""}


def _decided(request: HttpRequest, place_id: int | None) -> dict[str, Any]:
    found = list_decisions(me(request))
    if place_id is not None:
        found = found.filter(municipality=place_id)
    page = Paginator(found, DECIDED).get_page(request.GET.get("page"))
    things = describe_many(decision.ref for decision in page)
    said = where(things.values())
    rows = [
        (one, outcome_tone(one.outcome), kind_of(one.ref, one.scope), things.get(one.ref), said.get(one.ref, ""))
        for one in page
    ]
    return {"decided": True, "page": page, "rows": rows}


@login_required
@require_POST
def reverse_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    try:
        reverse_decision(moderator=me(request), decision_id=pk)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Everything is as before, and the person was told."))
    return redirect("moderation")
