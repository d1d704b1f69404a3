"""One's own pledges: all of them, one with what comes next, changed and taken back while the campaign is open."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from participation.refusals import Refused
from volunteers.money.actions.pledging import change_pledge, withdraw_pledge
from volunteers.money.iban import grouped
from volunteers.money.policies import STANDING, refusal_to_pledge
from volunteers.money.selectors import adding
from volunteers.money.selectors.pledges import asked_cents, instructions_for, own_pledge, own_pledges, receipt_number
from volunteers.money.selectors.pools import WHY, pools_for, reason_in_words
from volunteers.money.ways import way_of

from .. import words
from ..forms import ChangeForm
from ..steps import next_steps

PAGE = 20


@never_cache
@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """The newest first, each with its sum, its state and its receipt."""
    page = Paginator(own_pledges(request.user), PAGE).get_page(request.GET.get("page"))
    rows = [
        {"one": one, "state": words.OWN_STATES[one.state], "tone": words.OWN_TONES.get(one.state, ""), "receipt": _number(one),
         "remaining": one.cents - one.refunded_cents}
        for one in page
    ]  # fmt: skip
    return render(request, "giving/pledges.html", {"page": page, "rows": rows, "crumbs": [(_("My pledges"), "")]})


@never_cache
@login_required
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is, what happens next, how to transfer it, and what can still be changed."""
    return _page(request, find_pledge(request, pk))


@never_cache
@login_required
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another sum, or another name shown."""
    pledge = find_pledge(request, pk)
    form = _form(pledge, request.POST)
    if form.is_valid():
        try:
            change_pledge(person=request.user, pledge_id=pk, **form.given())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It is changed."))
            return redirect("own_pledge", pk)
    return _page(request, pledge, form, status=422)


@never_cache
@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing of it will be taken."""
    find_pledge(request, pk)
    try:
        withdraw_pledge(person=request.user, pledge_id=pk)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your pledge is taken back. Nothing is taken from you."))
    return redirect("own_pledge", pk)


def find_pledge(request: HttpRequest, pk: int) -> Any:
    """One's own pledge; its municipality becomes the page's. 404 for another's, and where there is none."""
    found: Any = own_pledge(request.user, pk)
    if found is None:
        raise Http404(_("There is no such pledge."))
    request.place = found.campaign.project.municipality  # type: ignore[attr-defined]  # the frame reads it
    return found


def _form(pledge: Any, sent: Any = None) -> ChangeForm:
    is_there = pledge.provider == "transfer" and pledge.state == "authorised"  # the money has arrived: it is what it is
    return ChangeForm(pledge, sent, asked=asked_cents(pledge), may_change_sum=not is_there)


def _page(request: HttpRequest, pledge: Any, form: ChangeForm | None = None, *, status: int = 200) -> HttpResponse:
    stands = pledge.state in STANDING
    is_open = stands and refusal_to_pledge(pledge.campaign, timezone.now()) is None  # the action asks the database
    said = instructions_for(pledge)
    asked = asked_cents(pledge)
    context = {
        "pledge": pledge,
        "project": pledge.campaign.project,
        "state": words.OWN_STATES[pledge.state],
        "tone": words.OWN_TONES.get(pledge.state, ""),
        "next": words.what_next(pledge),
        "asked": asked if stands and asked != pledge.cents else 0,
        "way": way_of(pledge.provider),
        "said": said if is_open else None,
        "iban": grouped(said.iban) if said else "",
        "sum": f"{said.cents // 100},{said.cents % 100:02d}" if said else "",
        "code": mark_safe(said.svg)
        if said
        else "",  # made of squares by the library; what it says is not in it as text
        "steps": next_steps(request, pledge),
        "is_open": is_open,
        "is_named_somewhere": stands or pledge.state == "captured",  # a pledge that is over is not among the donors
        "form": form or _form(pledge),
        "added": _added(pledge),
        "receipt": _number(pledge),
        "crumbs": [(_("My pledges"), reverse("own_pledges")), (pledge.campaign.project.title, "")],
    }
    return render(request, "giving/pledge.html", context, status=status)


def _added(pledge: Any) -> list[dict[str, Any]]:
    """What each pool added and why so much; before it is decided, what it would add as things stand."""
    if pledge.campaign.decided_at is None:
        if pledge.state != "authorised":
            return []
        found = adding.expected_for(pledge, pools_for(pledge.campaign))
        return [{"pool": one.pool.title, "cents": one.cents, "why": WHY[one.reason], "would": True} for one in found]
    rows = pledge.shares.select_related("pool").order_by("pool_id")
    return [
        {"pool": one.pool.title, "cents": one.cents - one.returned_cents, "why": reason_in_words(one)} for one in rows
    ]


def _number(pledge: Any) -> str:
    receipt = getattr(pledge, "receipt", None)
    return receipt_number(receipt) if receipt is not None else ""
