"""The officials' desk for money: what waits, the account, and the daily comparison."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from volunteers.money.actions.arriving import set_treasury
from volunteers.money.policies import approvals_needed
from volunteers.money.references import reference_of
from volunteers.money.selectors.desk import expected_transfers, sum_expected, to_send_back, treasury_of
from volunteers.money.selectors.payouts import newest_reconciliation, second_payouts, to_transfer, waiting_payouts
from volunteers.money.selectors.pools import open_pools_in

from ..common import chosen_place, desk_crumbs, desk_page, status_of, tried
from ..desk_forms import AccountForm
from ..ways import more_ways
from ..words import compared_lines

MOST, NEWEST = 60, 20


@desk_page
@require_safe
def desk(request: HttpRequest, places: list[Any]) -> HttpResponse:
    """What waits for the official first; then everything else that is done with money here."""
    person: Any = request.user
    waiting: list[Any] = list(waiting_payouts(person)[:MOST])
    count, cents = sum_expected(expected_transfers(person))
    context = {
        "places": [{"place": place, "account": getattr(place, "treasury", None)} for place in places],
        "waiting": [{"one": one, "needed": approvals_needed(one)} for one in waiting],
        "seconds": list(second_payouts(person)[:MOST]),
        **_for_the_bank(person),
        "expected": count,
        "expected_cents": cents,
        "newest": newest_reconciliation(),
        "pools": len(open_pools_in([place.pk for place in places])),
        "ways": [{"way": way, "waits": way.waits(person)} for way in more_ways()],
        "crumbs": desk_crumbs(),
    }
    return render(request, "treasury/work/desk.html", context)


def _for_the_bank(person: Any) -> dict[str, Any]:
    """What officials have still to transfer: payouts that are approved, and what goes back to donors. The newest of each."""
    out, back = to_transfer(person), to_send_back(person)
    return {
        "out": list(out[:NEWEST]),
        "out_count": out.count(),
        "back": [{"one": one, "reference": reference_of(one.pledge_id)} for one in back[:NEWEST]],
        "back_count": back.count(),
        "newest_shown": NEWEST,
    }


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, places: list[Any]) -> HttpResponse:
    """The account to which people transfer; ``?municipality=`` for officials of several."""
    place = chosen_place(request, places)
    now = treasury_of(place.pk)
    said = {"holder": now.holder, "iban": now.iban, "bic": now.bic} if now else {"holder": place.name}
    form = AccountForm(request.POST if request.method == "POST" else None, initial=said)
    if request.method == "POST" and tried(
        form, lambda: set_treasury(official=request.user, municipality_id=place.pk, **form.cleaned_data)
    ):
        messages.success(request, _("The account is kept. Whoever pledges a transfer from now on is told it."))
        return redirect("work_money")
    context = {
        "form": form, "place": place, "now": now, "places": [(one.code, one.name) for one in places],
        "crumbs": desk_crumbs((_("Account"), "")),
    }  # fmt: skip
    return render(request, "treasury/work/account.html", context, status=status_of(form))


@desk_page
@require_safe
def comparison(request: HttpRequest, places: list[Any]) -> HttpResponse:
    """What the last comparison found, line by line."""
    newest = newest_reconciliation()
    context = {
        "newest": newest,
        "lines": compared_lines(newest) if newest else [],
        "place": places[0],
        "crumbs": desk_crumbs((_("Daily comparison"), "")),
    }
    return render(request, "treasury/work/comparison.html", context)
