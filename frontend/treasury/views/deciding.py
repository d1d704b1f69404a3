"""One payout before an official: looked at, approved or refused."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from participation.refusals import NotAllowed, Refused
from volunteers.money.actions.payouts import approve_payout, refuse_payout
from volunteers.money.iban import grouped
from volunteers.money.policies import approvals_needed, may_decide_payout
from volunteers.money.selectors.movements import held_cents
from volunteers.money.selectors.payouts import approvals_of, get_payout, hidden_iban

from ..campaign_forms import RefusalForm
from ..common import desk_crumbs, desk_page, status_of, tried
from ..words import payout_line


def _found(places: list[Any], pk: int) -> Any:
    """The payout, of one of the official's municipalities; 404 for every other."""
    found = get_payout(pk)
    if found is None or found.campaign.project.municipality_id not in {place.pk for place in places}:
        raise Http404(_("There is no such payout."))
    return found


@desk_page
@require_safe
def payout(request: HttpRequest, places: list[Any], pk: int) -> HttpResponse:
    """Everything that is needed to decide; the account in full for whoever decides."""
    return _page(request, _found(places, pk), RefusalForm())


def _page(request: HttpRequest, found: Any, form: RefusalForm) -> HttpResponse:
    request.place = found.campaign.project.municipality  # type: ignore[attr-defined]  # the frame reads it
    decides, approvals = may_decide_payout(request.user, found), list(approvals_of(found))
    mine = any(one.official_id == request.user.pk for one in approvals)
    needed = approvals_needed(found)
    context = {
        **payout_line(found), "project": found.campaign.project, "form": form, "approvals": approvals, "needed": needed,
        "account": grouped(found.iban) if decides else hidden_iban(found.iban),
        "held": held_cents(found.campaign), "is_second": len(approvals) == needed - 1 and needed > 1,
        "decides": decides, "can_decide": decides and found.state == "asked", "mine": mine,
        "crumbs": desk_crumbs((_("Payout"), "")),
    }  # fmt: skip
    return render(request, "treasury/work/payout.html", context, status=status_of(form))


@desk_page
@require_POST
def approve(request: HttpRequest, places: list[Any], pk: int) -> HttpResponse:
    """The official's yes; with as many as are needed it is paid out."""
    found = _found(places, pk)
    try:
        done = approve_payout(official=request.user, payout_id=found.pk)
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("work_payout", found.pk)
    if done.state == "approved":
        messages.success(
            request, _("It is approved. Transfer it now from the municipality's account; its team is told.")
        )
        return redirect("work_payout", found.pk)
    messages.success(request, _("You approved it. A second official has to approve it before it is paid."))
    return redirect("work_money")


@desk_page
@require_POST
def refuse(request: HttpRequest, places: list[Any], pk: int) -> HttpResponse:
    """The official's no, with a reason."""
    found, form = _found(places, pk), RefusalForm(request.POST)

    def say_no() -> Any:
        return refuse_payout(official=request.user, payout_id=found.pk, reason=form.cleaned_data["reason"])

    if not may_decide_payout(request.user, found):
        raise NotAllowed
    if tried(form, say_no):
        messages.success(request, _("It is refused. The coordinators are told why."))
        return redirect("work_money")
    if (refusal := getattr(form, "refused", None)) is not None:  # a colleague has decided meanwhile
        messages.error(request, str(refusal))
        return redirect("work_payout", found.pk)
    return _page(request, found, form)
