"""What may still change once it is announced: back to a draft, a later closing, one more file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frontend.work.common import done, own_consultation, show, status_of
from frontend.work.forms import AttachmentForm, ExtensionForm, ReasonForm
from frontend.work.views.details import ATTACHED
from participation.documents.selectors import list_attachments
from proposals.actions.changing import add_file, extend_term, take_back_announcement
from proposals.policies import addable_kinds


@own_consultation
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, consultation: Any) -> HttpResponse:
    """Before it opens: a draft again, with the reason that everybody will read."""
    if consultation.state != "announced":
        return redirect("work_consultation", pk=consultation.pk)
    form = ReasonForm(request.POST or None)
    if done(
        request,
        form,
        lambda: take_back_announcement(
            official=request.user,  # type: ignore[arg-type]  # signed in, by own_consultation
            consultation_id=consultation.pk,
            reason=form.cleaned_data["reason"],
        ),
        _("It is a draft again. Change what you need, then announce it once more."),
    ):
        return redirect("work_consultation", pk=consultation.pk)
    return show(request, "work/take_back.html", consultation, "overview", form=form, status=status_of(form))


@own_consultation
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, consultation: Any) -> HttpResponse:
    """A later closing, with the reason that everybody will read."""
    if consultation.state not in ("announced", "open") or consultation.window.closes_at is None:
        return redirect("work_consultation", pk=consultation.pk)
    form = ExtensionForm(consultation, request.POST or None)
    if done(
        request,
        form,
        lambda: extend_term(
            official=request.user,  # type: ignore[arg-type]  # signed in, by own_consultation
            consultation_id=consultation.pk,
            closes_at=form.moment(),
            reason=form.cleaned_data["reason"],
        ),
        _("The term is extended. Those who follow it are told."),
    ):
        return redirect("work_consultation", pk=consultation.pk)
    return show(request, "work/extend.html", consultation, "overview", form=form, status=status_of(form))


@own_consultation
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest, consultation: Any) -> HttpResponse:
    """The files beside what is public, and adding one."""
    kinds = addable_kinds(consultation, consultation.state)
    if not kinds:
        return redirect("work_consultation", pk=consultation.pk)
    labels = dict(ATTACHED)
    form = AttachmentForm([(kind, labels[kind]) for kind in kinds], request.POST or None, request.FILES or None)
    if done(
        request,
        form,
        lambda: add_file(official=request.user, consultation_id=consultation.pk, **form.cleaned_data),  # type: ignore[arg-type]  # signed in
        _("The file is public now."),
    ):
        return redirect("work_files", pk=consultation.pk)
    context = {"file_form": form, "files": list_attachments(consultation.scope)}
    return show(request, "work/files.html", consultation, "overview", status=status_of(form), **context)
