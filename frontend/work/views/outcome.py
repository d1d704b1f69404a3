"""What became of it: adopted, or withdrawn with reasons."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frontend.work.common import own_consultation, show
from frontend.work.forms import AdoptionForm, ReasonForm
from participation.refusals import Refused
from proposals.actions.answering import record_adoption
from proposals.actions.publishing import withdraw_consultation


@own_consultation
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest, consultation: Any) -> HttpResponse:
    """The number and day of the decision."""
    if consultation.state != "answered":
        return redirect("work_consultation", pk=consultation.pk)
    form = AdoptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            record_adoption(official=request.user, consultation_id=consultation.pk, **form.cleaned_data)  # type: ignore[arg-type]  # signed in
        except Refused as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, _("The decision is recorded."))
            return redirect("work_consultation", pk=consultation.pk)
    return show(request, "work/adopt.html", consultation, "overview", form=form, status=_status(form))


@own_consultation
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, consultation: Any) -> HttpResponse:
    """Withdrawing, with the reasons that everybody will read."""
    if consultation.state not in ("announced", "open", "closed"):
        return redirect("work_consultation", pk=consultation.pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_consultation(official=request.user, consultation_id=consultation.pk, **form.cleaned_data)  # type: ignore[arg-type]  # signed in
        except Refused as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, _("The consultation is withdrawn."))
            return redirect("work_consultation", pk=consultation.pk)
    return show(request, "work/withdraw.html", consultation, "overview", form=form, status=_status(form))


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200


def _tell(form: Any, refusal: Refused) -> None:
    field = refusal.extra.get("field")
    form.add_error(str(field) if field in form.fields else None, str(refusal))
