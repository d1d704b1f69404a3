"""Anybody checks a certificate: by its code, typed or in the address of its QR code."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from participation.refusals import TooMany
from volunteers.tasks.codes import in_groups, whole_code
from volunteers.tasks.policies import may_open_paper, may_revoke

from ..forms import CodeForm
from ..words import CHECKED, paper
from .papers import known


@never_cache
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Where the code is typed; it leads to the address of the certificate."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        if code := whole_code(form.cleaned_data["code"]):
            return redirect("certificate", in_groups(code))
        form.add_error("code", _("A code has 16 letters and digits. Compare it with the paper, sign by sign."))
    return _asking(request, form, status=422 if form.errors else 200)


@never_cache
@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Whether it is valid, and what stands on it; nothing more for strangers than its paper tells."""
    try:
        row = known(request, code)
    except TooMany as refusal:
        return _asking(request, CodeForm(initial={"code": code[:60]}), refusal=str(refusal), status=429)
    if row is None:
        return _asking(request, CodeForm(initial={"code": code[:60]}), missing=True, status=404)
    request.place = row.project.municipality  # type: ignore[attr-defined]  # the frame reads it
    heading, words = CHECKED[row.state]
    is_holder, may_end = _rights(request, row)
    context = {
        "paper": paper(row),
        "heading": heading,
        "words": words,
        "is_holder": is_holder,
        "may_open": row.state == "valid" and may_open_paper(request.user, row),
        "may_revoke": row.state == "valid" and may_end,
        "reason": row.reason if is_holder or may_end else "",
        "crumbs": [(_("Certificates"), reverse("certificates")), (in_groups(row.code), "")],
    }
    return render(request, "hours/certificate.html", context)


def _rights(request: HttpRequest, row: Any) -> tuple[bool, bool]:
    """Whether it is the reader's own, and whether they could revoke it."""
    if not request.user.is_authenticated:
        return False, False
    return row.user_id == request.user.pk, may_revoke(request.user, row)


def _asking(
    request: HttpRequest, form: CodeForm, *, missing: bool = False, refusal: str = "", status: int
) -> HttpResponse:
    context = {"form": form, "missing": missing, "refusal": refusal, "crumbs": [(_("Certificates"), "")]}
    return render(request, "hours/ask.html", context, status=status)
