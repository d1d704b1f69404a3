"""Reporting something, and the moderators' queue."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend.viewer import roles_of
from participation.moderation.actions import decide, report_thing, reverse_decision
from participation.moderation.selectors import get_case, list_cases, list_decisions
from participation.moderation.subjects import describe
from participation.refusals import Refused

from .forms import DecisionForm, ReportForm


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Say that something breaks the rules; the answer is a receipt."""
    ref = request.POST.get("ref") or request.GET.get("ref", "")
    subject = describe(ref)
    if subject is None or subject.is_hidden:
        raise Http404
    form = ReportForm(request.POST or None)
    context = {"form": form, "subject": subject}
    if request.method == "POST" and form.is_valid():
        try:
            made = report_thing(
                reporter=request.user,
                ref=ref,
                reason=form.cleaned_data["reason"],
                note=form.cleaned_data["note"],
                address=request.META.get("REMOTE_ADDR", ""),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return render(request, "moderation/reported.html", {**context, "report": made})
    return render(request, "moderation/report.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def moderation(request: HttpRequest) -> HttpResponse:
    """What waits, the longest waiting first."""
    _moderators_only(request)
    cases = list_cases(request.user)  # type: ignore[arg-type]  # signed in
    decided = Paginator(list_decisions(request.user), 10).get_page(request.GET.get("page"))  # type: ignore[arg-type]  # signed in
    for case in cases[:20]:
        case.subject = describe(case.ref)
    return render(request, "moderation/queue.html", {"cases": cases, "shown": cases[:20], "page": decided})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, ref: str) -> HttpResponse:
    """One decision at a time; after it, the next one."""
    _moderators_only(request)
    found = get_case(request.user, ref)  # type: ignore[arg-type]  # signed in
    if found is None or found.subject is None:
        messages.info(request, _("This has been decided already."))
        return redirect("moderation")
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decide(moderator=request.user, ref=ref, **form.cleaned_data)  # type: ignore[arg-type]  # signed in
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Decided."))
            waiting = list_cases(request.user)  # type: ignore[arg-type]  # signed in
            return redirect("moderation_case", waiting[0].ref) if waiting else redirect("moderation")
    context = {"case": found, "form": form, "waiting": len(list_cases(request.user))}  # type: ignore[arg-type]  # signed in
    return render(request, "moderation/case.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def reverse_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Restore what was hidden."""
    try:
        reverse_decision(moderator=request.user, decision_id=pk)  # type: ignore[arg-type]  # signed in
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It can be read again, and its author was told."))
    return redirect("moderation")


def _moderators_only(request: HttpRequest) -> None:
    if "moderator" not in roles_of(request):
        raise Http404
