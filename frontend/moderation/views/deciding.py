"""One decision at a time: a case, a colleague's decision that needs a second moderator, an appeal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from participation.moderation.actions import agree, decide, decide_appeal, discard
from participation.moderation.policies import DRAFT, may_second, needs_second
from participation.moderation.selectors import (
    Case,
    Place,
    count_queue,
    current_rules,
    get_case,
    in_context,
    list_reports_about,
    waiting_appeals,
    waiting_for_second,
    waiting_on,
)
from participation.moderation.subjects import describe
from participation.places.selectors import get_place
from participation.refusals import Refused

from ..forms import AppealAnswerForm, DecisionForm, SecondForm
from ..words import DETECTORS, WHAT_IT_DOES, kind_of, options, outcome_tone
from .common import address_of, after, chosen_place, go_on, me, moderators_only, no_moderator

SAME = "moderation_same"  # in the session: what is taken along to the next thing of one person


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, ref: str) -> HttpResponse:
    """One decision; after it, the next. ``?own=1``: the moderator saw it, nobody reported it."""
    if not moderators_only(request):
        return no_moderator(request)
    waits = waiting_on(me(request), ref)
    if waits is not None:
        return _waiting(request, waits)
    own = "own" in request.GET
    found = get_case(me(request), ref, own=own)
    if found is None or found.subject is None:
        messages.info(request, _("This has been decided already."))
        return redirect("moderation")
    rules, taken = current_rules(found.subject.municipality_id), _taken_along(request, found)
    form = DecisionForm(request.POST or None, possible=found.outcomes, rules=rules, initial=taken)
    following = after(request, "case", ref)
    if request.method == "POST" and form.is_valid():
        try:
            made = decide(moderator=me(request), ref=ref, own=own, **form.given)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _done(found, made))
            if form.cleaned_data["same"] and found.more_by_author:
                return _take_along(request, found.more_by_author[0].ref, form.given)
            return go_on(request, following)
    context = {**frame(request, found, "case", following), "form": form, "what": _explained(found)}
    context["taken"] = bool(taken) and not form.is_bound
    context["needs_second"] = needs_second(request.user, found.subject)
    context["about_draft"] = found.subject.scope.startswith(DRAFT)
    return render(request, "moderation/case.html", context, status=422 if form.errors else 200)


def _take_along(request: HttpRequest, ref: str, given: dict[str, Any]) -> HttpResponse:
    """To the person's next thing, for which the same is proposed."""
    same = {name: given[name] for name in ("outcome", "rule", "facts", "reason", "days")}
    request.session[SAME] = {"ref": ref, "given": same}
    return go_on(request, Place("case", ref))


def _taken_along(request: HttpRequest, found: Case) -> dict[str, Any]:
    """What was decided about the same person's thing before this one, if that is possible here too; asked for once."""
    if request.method == "POST" or request.session.get(SAME, {}).get("ref") != found.ref:
        return {}
    given: dict[str, Any] = request.session.pop(SAME)["given"]
    given["same"] = bool(found.more_by_author)
    return given if given["outcome"] in found.outcomes else {**given, "outcome": ""}


def _waiting(request: HttpRequest, decision: Any) -> HttpResponse:
    """It was decided, and another has to agree: whoever may is led there, everybody else is told."""
    if may_second(request.user, decision):
        return go_on(request, Place("second", str(decision.pk)))
    words = _(
        "Decided, and without effect yet: it waits for a second moderator, who does not work for the municipality."
    )
    messages.info(request, words)
    return redirect("moderation")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def second(request: HttpRequest, pk: int) -> HttpResponse:
    """A colleague who works for the municipality decided: agree, or discard and say why."""
    if not moderators_only(request):
        return no_moderator(request)
    decision = get_object_or_404(waiting_for_second(me(request)), pk=pk)
    found, form = case_of(decision), SecondForm(request.POST or None)
    following = after(request, "second", str(pk))
    if request.method == "POST" and form.is_valid():
        agreed = request.POST.get("answer") == "agree"
        try:
            if agreed:
                decision = agree(moderator=me(request), decision_id=pk)
            else:
                discard(moderator=me(request), decision_id=pk, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.refuse(refusal)
        else:
            said = (
                _done(found, decision)
                if agreed
                else _("Discarded. Whoever decided was told why; the case waits again.")
            )
            messages.success(request, said)
            return go_on(request, following)
    context = {**frame(request, found, "second", following), "decision": decision, "form": form}
    return render(request, "moderation/second.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody asks another human to look again."""
    if not moderators_only(request):
        return no_moderator(request)
    found = get_object_or_404(waiting_appeals(me(request)), pk=pk)
    form = AppealAnswerForm(request.POST or None)
    following = after(request, "appeal", str(pk))
    if request.method == "POST" and form.is_valid():
        try:
            decide_appeal(moderator=me(request), appeal_id=pk, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Decided. Both sides were told why."))
            return go_on(request, following)
    context = {**frame(request, case_of(found.decision), "appeal", following), "appeal": found, "form": form}
    context["decision"] = found.decision
    return render(request, "moderation/appeal.html", context, status=422 if form.errors else 200)


def frame(request: HttpRequest, found: Case, kind: str, following: Place | None) -> dict[str, Any]:
    """What the page of one thing to decide shows around the form: the thing in its place, and the way on."""
    place = get_place(found.subject.municipality_id) if found.subject else None
    chosen = chosen_place(request)
    return {
        "case": found,
        "kind": kind_of(found.ref),
        "town": place.name if place else "",
        "rules_url": reverse("municipality_rules", args=[place.code]) if place else reverse("rules"),
        "waiting": count_queue(me(request), chosen.pk if chosen else None),
        "skip": address_of(following, chosen) if following is not None else "",
        "reports": [(report, DETECTORS.get(report.detector, report.detector)) for report in found.details],
        "keys": _keys(kind, found),
        "about_author": [(one, outcome_tone(one.outcome), kind_of(one.ref)) for one in found.about_author],
    }


def case_of(decision: Any) -> Case:
    """The thing that was decided about with all that was reported, as a case."""
    reports = list_reports_about(decision)
    return in_context(Case(decision.ref, len(reports), None, subject=describe(decision.ref), details=reports))


def _done(found: Case, made: Any) -> str:
    """What was decided, about whose what."""
    author = found.subject.author if found.subject else ""
    said = {"kind": capfirst(str(kind_of(found.ref))), "author": author or "–", "outcome": made.get_outcome_display()}
    if made.is_waiting:
        return _("%(kind)s, %(author)s: %(outcome)s. It has no effect until a second moderator agrees.") % said
    return _("Decided. %(kind)s, %(author)s: %(outcome)s.") % said


def _keys(kind: str, found: Case) -> list[tuple[str, Any]]:
    """The keys of the page with what they do, as its script has them."""
    if kind == "second":
        own: list[tuple[str, Any]] = [("A", _("to “Agree”")), ("D", _("to “Discard”"))]
    else:
        labels = [one[1] for one in (options(found.outcomes) if kind == "case" else AppealAnswerForm.outcomes)]
        own = [(str(n), label) for n, label in enumerate(labels, start=1)]
        own.append(("R", _("to the rule and the reasons")))
    return [*own, ("O", _("see it where it stands")), ("N", _("skip to the next"))]


def _explained(found: Case) -> list[tuple[str, Any]]:
    return [(str(outcome), WHAT_IT_DOES[str(outcome)]) for outcome in found.outcomes]
