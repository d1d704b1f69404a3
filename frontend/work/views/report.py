"""Publishing the report on the proposals (справка)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from frontend.work.common import own_consultation, show
from participation.refusals import Refused
from proposals.actions.answering import publish_report
from proposals.selectors.standing import conflicting, list_proposals, progress_of


class ReportForm(forms.Form):
    """What stands above the table of the report."""

    note = forms.CharField(
        label=gettext_lazy("Introduction to the report"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("A few sentences: how much came in, what changes, what happens next."),
    )  # fmt: skip


@own_consultation
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, consultation: Any) -> HttpResponse:
    """What will be published, what is still missing, and the one click."""
    if consultation.state != "closed":
        return redirect("work_consultation", pk=consultation.pk)
    form = ReportForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            publish_report(
                official=request.user,  # type: ignore[arg-type]  # signed in, by own_consultation
                consultation_id=consultation.pk,
                note=form.cleaned_data["note"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("The report is published. Those who proposed something are told."))
            return redirect("work_consultation", pk=consultation.pk)
    views = list_proposals(consultation, order="time")
    context = {"form": form, "progress": progress_of(consultation), "views": views}
    context["conflicts"] = list(conflicting(views).values())
    return show(request, "work/report.html", consultation, "answers", status=status, **context)
