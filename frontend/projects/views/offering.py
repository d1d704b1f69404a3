"""Things that people bring: offered, taken back, answered, brought."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontend.consultations import pending
from participation.keys import as_id
from participation.refusals import Refused
from volunteers.projects.actions.offering import answer_offer, mark_brought, offer_thing, withdraw_offer

from ..common import find_project, led
from ..showing import show
from ..small_forms import AnswerOfferForm, OfferForm
from .leading import show_lead


@require_POST
def offer(request: HttpRequest, pk: int, need_id: int) -> HttpResponse:
    """Offer to bring a thing that is needed; one step."""
    project = find_project(request, pk)
    back = f"{reverse('project', args=[pk])}#need-{need_id}"
    if not request.user.is_authenticated:
        return pending.keep(request, act="offer", back=back, need=need_id)
    form = OfferForm(need_id, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            offer_thing(
                person=request.user, need_id=need_id, quantity=data["quantity"], words=data["words"],
                organisation_id=as_id(request.POST.get("organisation", "")),
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Thank you. The coordinators are told and will answer you."))
            return redirect(back)
    return show(request, project, offer=(need_id, form), status=422)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int, offer_id: int) -> HttpResponse:
    """Take one's own offer back."""
    project = find_project(request, pk)
    made = withdraw_offer(person=request.user, offer_id=offer_id)
    messages.success(request, _("Your offer is taken back. Others can bring it."))
    return redirect(f"{project.get_absolute_url()}#need-{made.need_id}")


@led
@require_POST
def answer(request: HttpRequest, project: Any, offer_id: int) -> HttpResponse:
    """Accept an offer with ``accept``, or decline it with thanks."""
    form = AnswerOfferForm(offer_id, request.POST)
    if form.is_valid():
        accept = bool(request.POST.get("accept"))
        try:
            answer_offer(
                person=request.user, offer_id=offer_id, accept=accept, answer=form.cleaned_data["answer"]
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal)
        else:
            said = (
                _("Accepted. Whoever offered it is told.")
                if accept
                else _("Declined with thanks. Whoever offered it is told.")
            )
            messages.success(request, said)
            return redirect(f"{reverse('project_lead', args=[project.pk])}#offers")
    return show_lead(request, project, answered=(offer_id, form), status=422)


@led
@require_POST
def brought(request: HttpRequest, project: Any, offer_id: int) -> HttpResponse:
    """The thing is here; with ``stop`` it is not yet, after all."""
    is_brought = not request.POST.get("stop")
    mark_brought(person=request.user, offer_id=offer_id, is_brought=is_brought)
    messages.success(
        request, _("It is counted as brought.") if is_brought else _("It is not counted as brought any more.")
    )
    return redirect(f"{reverse('project_lead', args=[project.pk])}#offers")


@require_safe
def offers(request: HttpRequest, pk: int) -> HttpResponse:
    """The lasting address of a project's offers, which notifications name."""
    find_project(request, pk)
    return redirect(f"{reverse('project_lead', args=[pk])}#offers")
