"""Reporting something, and following a report by its receipt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from participation.moderation.actions import appeal_with_receipt, report_thing
from participation.moderation.policies import may_decide
from participation.moderation.selectors import (
    appeal_by_report,
    get_report,
    list_reports_of,
    usual_hours,
    waiting_report,
)
from participation.moderation.subjects import describe
from participation.refusals import Refused
from participation.rest.throttles import address_of

from ..forms import AppealForm, ReportForm
from ..words import Words, kind_of, outcome_tone

PAGE = 20
PRIVATE = "privacy"  # facts under this rule may repeat what was hidden


@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """What one reported, newest first, with what became of it."""
    page = Paginator(list_reports_of(request.user), PAGE).get_page(request.GET.get("page"))  # type: ignore[arg-type]  # signed in
    return render(request, "moderation/own.html", {"page": page, "reports": own_lines(page.object_list)})


def own_lines(reports: Iterable[Any]) -> list[tuple[Any, Words, str]]:
    """Reports as lines: the report, the kind of thing, the tone of what was decided (empty while it waits)."""
    return [(one, kind_of(one.ref, one.scope), _tone(one.decision)) for one in reports]


def _tone(decision: Any) -> str:
    return outcome_tone(decision.outcome) if decision is not None and decision.effective_at else ""


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Say that something breaks the rules; the answer is the page of the report, by its receipt."""
    ref = request.POST.get("ref") or request.GET.get("ref", "")
    subject = describe(ref)
    if subject is None or subject.is_hidden:
        raise Http404
    form = ReportForm(request.POST or None, is_guest=not request.user.is_authenticated)
    context: dict[str, Any] = {"form": form, "subject": subject, "may_decide": may_decide(request.user, subject)}
    context["before"] = waiting_report(request.user, ref)
    if request.user.is_authenticated and subject.author_id == request.user.pk:
        return render(request, "moderation/report.html", {**context, "own": True}, status=403 if request.POST else 200)
    if request.method == "POST" and form.is_valid():
        try:
            made = report_thing(reporter=request.user, ref=ref, address=address_of(request), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            added = _("Thank you. What you wrote was added to the report that you had made.")
            messages.success(request, added if made.was_there else _("Thank you. The report was received."))
            return redirect("report_followed", made.receipt)
    if subject.ref.startswith(("post.", "suggestion.")) and subject.author_id:
        context["name_ref"] = f"person.{subject.author_id}"
    return render(request, "moderation/report.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def followed(request: HttpRequest, receipt: str) -> HttpResponse:
    """What became of a report, for whoever has its receipt; POST appeals against leaving the thing as it is."""
    found = get_report(receipt)
    if found is None:
        raise Http404(_("There is no report with this receipt."))
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            appeal_with_receipt(receipt=receipt, text=form.cleaned_data["text"], address=address_of(request))
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Your appeal was received. Another person looks at it again."))
            return redirect("report_followed", found.receipt)
    subject, decision, appeal = describe(found.ref), found.decision, appeal_by_report(found)
    decided = decision if decision is not None and decision.effective_at else None
    context = {
        "report": found,
        "kind": kind_of(found.ref, found.scope),
        "is_own": request.user.is_authenticated and found.reporter_id == request.user.pk,
        "usual": usual_hours(found.municipality_id) if decided is None else None,
        "tells_facts": decided is not None and decided.rule_code != PRIVATE,
        "url": subject.url if subject is not None and not subject.is_hidden else "",
        "decision": decided,
        "tone": _tone(decision),
        "appeal": appeal,
        "may_appeal": decided is not None and decided.outcome == "keep" and appeal is None,
        "form": form,
    }
    response = render(request, "moderation/followed.html", context, status=422 if form.errors else 200)
    response["X-Robots-Tag"] = "noindex"
    return response
