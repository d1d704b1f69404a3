"""What became of it: adopted, or withdrawn with reasons."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frontend.work.common import done, own_consultation, show, status_of
from frontend.work.forms import AdoptionForm, ReasonForm
from proposals.actions.adopting import correct_adoption, earliest_adoption, record_adoption
from proposals.actions.publishing import withdraw_consultation


@own_consultation
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest, consultation: Any) -> HttpResponse:
    """The number and day of the decision; once it is recorded, their correction."""
    if consultation.state not in ("answered", "adopted"):
        return redirect("work_consultation", pk=consultation.pk)
    corrects = consultation.state == "adopted"
    today = timezone.localdate(timezone=ZoneInfo(consultation.municipality.timezone))
    initial = {name: getattr(consultation, name) for name in ("decision_number", "adopted_on")}
    form = AdoptionForm(earliest_adoption(consultation), today, request.POST or None, initial=initial)
    act = correct_adoption if corrects else record_adoption
    if done(
        request,
        form,
        lambda: act(official=request.user, consultation_id=consultation.pk, **form.cleaned_data),  # type: ignore[arg-type]  # signed in
        _("The decision is corrected.") if corrects else _("The decision is recorded."),
    ):
        return redirect("work_consultation", pk=consultation.pk)
    context = {"form": form, "corrects": corrects, "status": status_of(form)}
    return show(request, "work/adopt.html", consultation, "overview", **context)


@own_consultation
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, consultation: Any) -> HttpResponse:
    """Withdrawing, with the reasons that everybody will read."""
    if consultation.state not in ("announced", "open", "closed"):
        return redirect("work_consultation", pk=consultation.pk)
    form = ReasonForm(request.POST or None)
    if done(
        request,
        form,
        lambda: withdraw_consultation(official=request.user, consultation_id=consultation.pk, **form.cleaned_data),  # type: ignore[arg-type]  # signed in
        _("The consultation is withdrawn."),
    ):
        return redirect("work_consultation", pk=consultation.pk)
    return show(request, "work/withdraw.html", consultation, "overview", form=form, status=status_of(form))
