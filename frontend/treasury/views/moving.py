"""Money that arrives on the municipality's account, and money that is given back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from frontend.templatetags.projects import euros
from participation.refusals import NotAllowed
from participation.retries import was_there
from volunteers.money.actions.arriving import confirm_arrival
from volunteers.money.actions.refunding import refund_pledge
from volunteers.money.references import reference_of
from volunteers.money.selectors.desk import expected_transfers, find_given, get_given, refunds_of
from volunteers.money.selectors.payouts import available
from volunteers.money.selectors.pledges import receipt_number

from ..common import desk_crumbs, desk_page, status_of, tried
from ..desk_forms import ArrivalForm, FindForm, RefundForm
from ..words import REFUNDS

PAGE = 40


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def arrivals(request: HttpRequest, _places: list[Any]) -> HttpResponse:
    """One transfer is confirmed as the bank shows it; below, what is expected."""
    wanted = {"reference": request.GET.get("reference", "")[:60]}
    form = ArrivalForm(request.POST if request.method == "POST" else None, initial=wanted)

    def confirm() -> Any:
        try:
            return confirm_arrival(official=request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            words = _("This is a pledge to a project of yours, or of another municipality: its officials confirm it.")
            raise NotAllowed(words, field="reference") from refusal

    if request.method == "POST" and (done := tried(form, confirm)):
        again, reference = was_there(done), reference_of(done.pk)
        said = (
            _("%s was confirmed before. Nothing was booked a second time.")
            if again
            else _("%s has arrived. It counts for the project now.")
        )
        messages.success(request, said % reference)
        return redirect("work_arrivals")
    person: Any = request.user
    page = Paginator(expected_transfers(person), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form, "page": page, "rows": [{"one": one, "reference": reference_of(one.pk)} for one in page],
        "crumbs": desk_crumbs((_("Transfers"), "")),
    }  # fmt: skip
    return render(request, "treasury/work/arrivals.html", context, status=status_of(form))


@desk_page
@require_safe
def refunds(request: HttpRequest, _places: list[Any]) -> HttpResponse:
    """The gift is found by what its donor has in hand."""
    form = FindForm(request.GET if "number" in request.GET else None)
    if form.is_valid():
        found = find_given(request.user, form.cleaned_data["number"])
        if found is not None:
            return redirect("work_refund", found.pk)
        form.add_error("number", _("Nothing in your municipality has this number, or it is of a project of yours."))
    context = {"form": form, "crumbs": desk_crumbs((_("Give back"), ""))}
    return render(request, "treasury/work/refunds.html", context, status=status_of(form))


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def refund(request: HttpRequest, _places: list[Any], pk: int) -> HttpResponse:
    """What was given and given back; POST gives back once, however often the form is sent."""
    found = get_given(request.user, pk)
    if found is None:
        raise Http404(_("There is no such pledge."))
    done = list(refunds_of(found))
    number = len(done) + 1
    form = RefundForm(request.POST if request.method == "POST" else None, initial={"number": number})
    if request.method == "POST":
        made = tried(form, lambda: refund_pledge(official=request.user, pledge_id=found.pk, **form.cleaned_data))
        if made:
            _say_how(request, made, by_hand=found.provider == "transfer")
            return redirect("work_refund", pk)
        # Another refund was made meanwhile: it stands below now, and what is sent next is a new one.
        form.data = {**dict(form.data.items()), "number": str(number)}
    return _refund_page(request, found, done, form)


def _say_how(request: HttpRequest, made: Any, *, by_hand: bool) -> None:
    """What became of a refund so far; by hand, what the official has still to do."""
    if made.is_done and by_hand:
        words = _("Transfer %(sum)s now to the account it came from. The donor is told that it is on its way.")
        messages.warning(request, words % {"sum": euros(made.cents)})
    elif made.is_done:
        messages.success(request, _("It is given back. The donor is told."))
    elif made.is_done is None:
        messages.info(request, _("It is on its way: the payment service is asked until it answers."))
    else:
        messages.error(request, _("The payment service refused it. Nothing was given back."))


def _refund_page(request: HttpRequest, found: Any, done: list[Any], form: RefundForm) -> HttpResponse:
    receipt, project = getattr(found, "receipt", None), found.campaign.project
    request.place = project.municipality  # type: ignore[attr-defined]  # the frame reads it
    is_taken = found.state in ("captured", "refunded")
    left = min(found.cents - found.refunded_cents, available(found.campaign_id, project.pk)) if is_taken else 0
    context = {
        "one": found, "project": project, "form": form, "left": max(left, 0), "is_taken": is_taken,
        "receipt": receipt_number(receipt) if receipt else "",
        "reference": reference_of(found.pk) if found.provider == "transfer" else "",
        "done": [{"one": one, "words": REFUNDS[one.is_done][0], "tone": REFUNDS[one.is_done][1]} for one in done],
        "crumbs": desk_crumbs((_("Give back"), "")),
    }  # fmt: skip
    return render(request, "treasury/work/refund.html", context, status=status_of(form))
