"""The statement of reasons: a lasting page for the person concerned and the moderators, and the way to appeal."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from participation.moderation.actions import appeal_decision
from participation.moderation.selectors import appeal_of, get_statement
from participation.moderation.subjects import describe, where
from participation.refusals import Refused

from ..forms import AppealForm
from ..words import kind_of, outcome_tone


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """What was decided, why, until when; POST asks another human to look again."""
    decision = get_statement(request.user, pk)  # type: ignore[arg-type]  # signed in
    if decision is None:
        raise Http404
    is_mine = decision.affected_id == request.user.pk
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            appeal_decision(person=request.user, decision_id=pk, text=form.cleaned_data["text"])
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Your appeal was received. Another person looks at it again."))
            return redirect("statement", pk)
    appeal = appeal_of(request.user, decision) if is_mine else None  # type: ignore[arg-type]  # signed in
    in_time = decision.appeal_until is not None and decision.appeal_until > timezone.now()
    subject = describe(decision.ref)
    context = {
        "decision": decision,
        "subject": subject,
        "where": where([subject]).get(subject.ref, "") if subject else "",
        "kind": kind_of(decision.ref),
        "tone": outcome_tone(decision.outcome),
        "is_mine": is_mine,
        "appeal": appeal,
        "may_appeal": is_mine and appeal is None and decision.stands and in_time,
        "form": form,
    }
    return render(request, "moderation/statement.html", context, status=422 if form.errors else 200)
