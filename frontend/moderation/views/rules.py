"""The rules of a municipality: read by everybody, written by its moderators."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participation.moderation.actions import repeal_rule, write_rule
from participation.moderation.policies import may_write_rules
from participation.moderation.selectors import current_rules, earlier_rules, find_rule
from participation.places.selectors import get_municipality
from participation.refusals import Refused

from ..forms import RuleForm


@require_safe
def rules(request: HttpRequest, code: str) -> HttpResponse:
    """What holds in one municipality, and what held before."""
    place = _place(request, code)
    held = current_rules(place.pk)
    context = {
        "place": place,
        "rules": held,
        "is_own": any(rule.id for rule in held),
        "earlier": earlier_rules(place.pk),
        "may_write": request.user.is_authenticated and may_write_rules(request.user, place.pk),
        "crumbs": _crumbs(place, _("Rules")),
    }
    return render(request, "moderation/rules.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, code: str) -> HttpResponse:
    """New words for a rule (``?rule=code``), or a new rule."""
    place = _place(request, code)
    if not may_write_rules(request.user, place.pk):
        raise Http404
    named = request.POST.get("code") or request.GET.get("rule", "")
    before = find_rule(place.pk, named) if named else None
    if named and before is None:
        raise Http404
    start = {"code": before.code, "title": before.title, "text": before.text} if before else {}
    form = RuleForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            write_rule(writer=request.user, municipality=place.code, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The rule holds from now on."))
            return redirect("municipality_rules", place.code)
    context = {"place": place, "form": form, "before": before, "crumbs": _crumbs(place, _("Write a rule"))}
    return render(request, "moderation/write_rule.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def repeal(request: HttpRequest, code: str) -> HttpResponse:
    """The rule holds no longer."""
    place = _place(request, code)
    if not may_write_rules(request.user, place.pk):
        raise Http404
    try:
        repeal_rule(writer=request.user, municipality=place.code, code=request.POST.get("code", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The rule holds no longer. Its words are kept."))
    return redirect("municipality_rules", place.code)


def _place(request: HttpRequest, code: str) -> Any:
    place = get_municipality(code)
    if place is None:
        raise Http404(_("There is no such municipality."))
    request.place = place  # type: ignore[attr-defined]  # the frame reads it
    return place


def _crumbs(place: Any, last: str) -> list[tuple[str, str]]:
    return [
        (_("Municipalities"), reverse("municipalities")),
        (place.name, reverse("municipality", args=[place.code])),
        (last, ""),
    ]
