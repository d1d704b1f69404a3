"""Checking in at the door: the address of the code that the coordinator's screen shows."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from frontend.projects.common import stranger
from participation.database import db_now
from participation.refusals import Refused
from volunteers.tasks.actions.attending import check_in
from volunteers.tasks.policies import refusal_to_check_in
from volunteers.tasks.selectors.shifts import get_shift, own_of

from ..forms import HereForm
from ..showing import line_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def here(request: HttpRequest, shift_id: int) -> HttpResponse:
    """``?code=`` from the picture at the door: one button says that one is here. Whoever is not signed in comes back."""
    sent = request.POST.get("code", "") if request.method == "POST" else request.GET.get("code", "")
    code, address = sent[:40], reverse("shift_here", args=[shift_id])
    if (way := stranger(request, f"{address}?{urlencode({'code': code})}" if code else address)) is not None:
        return way
    shift = get_shift(shift_id, request.user)
    if shift is None:
        raise Http404(_("There is no such shift."))
    if request.method != "POST":
        return _page(request, shift, HereForm(initial={"code": code}), is_scanned=bool(code))
    form, status = HereForm(request.POST), 422
    if form.is_valid():
        try:
            check_in(person=request.user, shift_id=shift_id, code=form.cleaned_data["code"])
        except Refused as refusal:
            form.refuse(refusal)
            status = 422 if refusal.field else refusal.status
        else:
            return redirect(address)
    return _page(request, shift, form, status=status)


def _page(
    request: HttpRequest, shift: Any, form: HereForm, *, is_scanned: bool = False, status: int = 200
) -> HttpResponse:
    request.place = shift.task.project.municipality  # type: ignore[attr-defined]  # the frame reads it
    own = own_of([shift.pk], request.user).get(shift.pk)
    refusal = refusal_to_check_in(shift, db_now())
    state = own.state if own else ""
    context = {
        "project": shift.task.project,
        "task": shift.task,
        "shift": shift,
        "line": line_of(shift, own),
        "state": state,
        "on_list": state in ("going", "missed", "came"),
        "why": str(refusal) if refusal else "",
        "form": form,
        "is_scanned": is_scanned,
        "crumbs": [(_("My shifts"), reverse("own_shifts")), (_("I am here"), "")],
    }
    return render(request, "tasks/here.html", context, status=status)
