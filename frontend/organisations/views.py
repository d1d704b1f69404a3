"""Organisations: the list, one of them, registering, vouching, representatives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forums.selectors.forums import get_forum_of
from frontend.feeds import tell_standing
from frontend.record import LIVELY
from frontend.viewer import roles_of
from participation.organisations import actions
from participation.organisations.policies import may_manage, may_vouch
from participation.organisations.selectors import (
    list_invitations,
    list_invitations_to,
    list_pending,
    list_representatives,
    matching,
    visible_organisations,
)
from participation.places.selectors import list_municipalities
from participation.record.selectors import list_acts_for
from participation.refusals import Refused
from proposals.selectors.titles import titles_of

from .forms import KINDS, InviteForm, RefuseForm, RegisterForm

PAGE = 21  # full rows of three
ACTS = 10


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Who takes part, by municipality and kind."""
    words = request.GET.get("q", "").strip()[:100]
    found = matching(visible_organisations(request.user), words)
    code, kind = request.GET.get("municipality", ""), request.GET.get("kind", "")
    if code:
        found = found.filter(municipality__code=code.upper())
    if kind in dict(KINDS):
        found = found.filter(kind=kind)
    waiting = list_pending(request.user) if "official" in roles_of(request) else []  # type: ignore[arg-type]  # signed in
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "places": list_municipalities(live_only=True),
        "kinds": KINDS,
        "words": words,
        "code": code,
        "kind": kind,
        "waiting": waiting,
    }
    return render(request, "organisations/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Register one; its municipality vouches for it."""
    form = RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        municipality_id = values.pop("municipality")
        try:
            made = actions.register_organisation(user=request.user, municipality_id=municipality_id, **values)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, _("It is registered. Once your municipality vouches for it, you can speak for it.")
            )
            return redirect("organisation", made.pk)
    return render(request, "organisations/register.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation, and for those whom it concerns what they can do."""
    return _page(request, _find(request, pk))


@login_required
@require_POST
def vouch(request: HttpRequest, pk: int) -> HttpResponse:
    """The municipality knows it."""
    return _act(
        request,
        pk,
        _("You vouch for it."),
        lambda: actions.vouch_for(official=request.user, organisation_id=pk),  # type: ignore[arg-type]  # signed in
    )


@login_required
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """The municipality does not vouch for it, and says why."""
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _page(request, _find(request, pk), refuse_form=form)
    reason = form.cleaned_data["reason"]
    return _act(
        request,
        pk,
        _("It was told why you do not vouch for it."),
        lambda: actions.refuse_organisation(official=request.user, organisation_id=pk, reason=reason),  # type: ignore[arg-type]  # signed in
    )


@login_required
@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask somebody to speak for it too."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, _find(request, pk), invite_form=form)
    said = _("The invitation stands. Whoever confirms this address finds it in their profile and can accept.")
    return _act(
        request,
        pk,
        said,
        lambda: actions.invite_representative(
            representative=request.user,  # type: ignore[arg-type]  # signed in
            organisation_id=pk,
            **form.cleaned_data,
        ),
    )


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or decline an invitation."""
    accept = request.POST.get("answer") == "accept"
    said = _("You can speak for it now.") if accept else _("You declined.")
    return _act(
        request,
        pk,
        said,
        lambda: actions.answer_invitation(user=request.user, organisation_id=pk, accept=accept),  # type: ignore[arg-type]  # signed in
    )


@login_required
@require_POST
def uninvite(request: HttpRequest, pk: int, invitation_id: int) -> HttpResponse:
    """Somebody is asked no more."""
    return _act(
        request,
        pk,
        _("Done."),
        lambda: actions.withdraw_invitation(
            representative=request.user,  # type: ignore[arg-type]  # signed in
            organisation_id=pk,
            invitation_id=invitation_id,
        ),
    )


@login_required
@require_POST
def remove(request: HttpRequest, pk: int, user_id: int) -> HttpResponse:
    """Somebody speaks for it no longer."""
    return _act(
        request,
        pk,
        _("Done."),
        lambda: actions.remove_representative(
            representative=request.user,  # type: ignore[arg-type]  # signed in
            organisation_id=pk,
            user_id=user_id,
        ),
    )


def _find(request: HttpRequest, pk: int) -> Any:
    found = visible_organisations(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, found: Any, **forms: Any) -> HttpResponse:
    manages = may_manage(request.user, found)
    ties = list(list_representatives(found))
    invited = list_invitations_to(request.user).filter(organisation=found.pk).exists()
    acts = tell_standing(list_acts_for(found.pk, kinds=LIVELY), ACTS)
    titles = titles_of(act.scope for act, _line in acts)
    context = {
        "organisation": found,
        "acts": [(line, titles.get(act.scope, "")) for act, line in acts],
        "ties": ties,
        "invitations": list(list_invitations(found)) if manages else [],
        "manages": manages,
        "forum": get_forum_of(f"organisation.{found.pk}"),
        "vouches": may_vouch(request.user, found),
        "invited": invited,
        "refuse_form": RefuseForm(),
        "invite_form": InviteForm(),
        **forms,
    }
    return render(request, "organisations/one.html", context, status=422 if forms else 200)


def _act(request: HttpRequest, pk: int, said: str, act: Callable[[], object]) -> HttpResponse:
    found = _find(request, pk)
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    still_seen = visible_organisations(request.user).filter(pk=found.pk).exists()
    return redirect("organisation", pk) if still_seen else redirect("organisations")
