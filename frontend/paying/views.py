"""Entering a card for one's own pledge. The card goes from the browser to Stripe; this site never sees it."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from frontend.projects.common import crumbs_of
from participation.refusals import Refused
from volunteers.money.actions.cards import Entry, begin_card, enter_card
from volunteers.money.selectors.cards import SAVED, WAITS, asked_cents, card_stage
from volunteers.money.selectors.pledges import own_pledge, ways_to_pay
from volunteers.money.telling import euro


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What will be taken, when, and by whom; Stripe's field for the card. POST asks Stripe whether it has saved one."""
    pledge = _own(request, pk)
    if request.method != "POST":
        return _page(request, pledge)
    try:
        entered = enter_card(person=request.user, pledge_id=pk)
    except Refused as refusal:
        return _page(request, pledge, problem=str(refusal), status=refusal.status)
    if card_stage(entered) != SAVED:
        problem = _("The payment service has not saved a card yet. Enter it and press the button once more.")
        return _page(request, pledge, problem=problem, status=422)
    messages.success(request, _("Your card is saved, and your pledge stands. Thank you."))
    return redirect("pledge_card", pk)


def _own(request: HttpRequest, pk: int) -> Any:
    """One's own pledge by card; 404 for any other."""
    pledge = own_pledge(request.user, pk)
    if pledge is None or not card_stage(pledge):
        raise Http404(_("You have no such pledge."))
    request.place = pledge.campaign.project.municipality  # type: ignore[attr-defined]  # the frame reads it
    return pledge


def _page(request: HttpRequest, pledge: Any, *, problem: str = "", status: int = 200) -> HttpResponseBase:
    """Waiting for a card, the page may load Stripe's script; in every other stage it is as closed as all others."""
    entry: Entry | None = None
    if card_stage(pledge) == WAITS:
        try:
            entry = begin_card(person=request.user, pledge_id=pledge.pk)
        except Refused as refusal:
            problem, status = problem or str(refusal), status if problem else refusal.status
        else:
            pledge = pledge if entry else _own(request, pledge.pk)
    campaign = pledge.campaign
    context = {
        "pledge": pledge,
        "stage": card_stage(pledge),
        "entry": entry,
        "problem": problem,
        "sum": euro(asked_cents(pledge)),
        "has_minimum": campaign.kind == "all_or_nothing",
        "by_transfer": entry is not None and "transfer" in ways_to_pay(campaign),
        "language": get_language(),
        "script": settings.CARDS.js,
        "crumbs": crumbs_of(campaign.project, _("Your card")),
    }

    def draw(asked: HttpRequest) -> HttpResponseBase:
        return render(asked, "paying/card.html", context, status=status)

    return (csp_update(settings.CARDS.sources)(draw) if entry else draw)(request)
