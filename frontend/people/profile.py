"""One's own page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forums.selectors.mine import unread_in
from frontend.feeds import tell
from frontend.moderation.views.reporting import own_lines
from participation.accounts import actions
from participation.accounts.adapter import set_language
from participation.moderation.selectors import list_reports_of
from participation.notifications.selectors import list_follows
from participation.organisations.selectors import list_invitations_to, list_ties_of
from participation.places.actions import set_residence
from participation.places.selectors import get_residence, list_roles_of
from participation.record.selectors import list_acts_of
from participation.refusals import Refused
from proposals.selectors.titles import titles_of

from .forms import ProfileForm
from .own import told_to_oneself

PAGE = 20
SHOWN = 5
FEW = 3  # reports
FOLLOWED = {
    "consultation": gettext_lazy("consultation"),
    "topic": gettext_lazy("topic"),
    "session": gettext_lazy("public forum"),
    "poll": gettext_lazy("poll"),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Name, residence, language, mail; what one speaks for; the ways to everything else."""
    user: Any = request.user
    residence = get_residence(user)
    form = ProfileForm(
        request.POST if request.method == "POST" else None,
        initial={
            "display_name": user.display_name,
            "municipality": residence.municipality.code if residence else "",
            "language": user.language,
            "mail_answers": user.mail_answers,
            "is_seen": user.is_seen,
        },
    )
    if request.method == "POST" and form.is_valid() and _keep(user, form):
        with override(form.cleaned_data["language"]):
            messages.success(request, _("Your profile is kept."))
        response = redirect("profile")
        set_language(response, form.cleaned_data["language"])
        return response
    context = {
        "form": form,
        "residence": residence,
        "roles": list_roles_of(user),
        "ties": list_ties_of(user),
        "invitations": list_invitations_to(user),
        "acts": _shown(list_acts_of(user)[:SHOWN]),
        "follows": _followed(user),
        "reports": own_lines(list_reports_of(user)[:FEW]),
    }
    return render(request, "people/profile.html", context, status=422 if form.errors else 200)


def _keep(user: Any, form: ProfileForm) -> bool:
    values = dict(form.cleaned_data)
    code = values.pop("municipality")
    try:
        with transaction.atomic():
            actions.change_profile(user=user, **values)
            set_residence(user=user, code=code)
    except Refused as refusal:
        form.refuse(refusal)
        user.refresh_from_db()
        return False
    return True


@dataclass(frozen=True)
class Followed:
    """What one follows: where it is, what it is called, what kind of thing, how much in it is unread."""

    url: str
    title: str
    kind: str
    unread: int


def _followed(user: Any) -> list[Followed]:
    """What one follows, of each kind its newest first; what has unread posts before all else."""
    scopes = [follow.scope for follow in list_follows(user)[:PAGE]]
    titles = titles_of(scopes)
    unread = unread_in(user, [number for kind, number in map(as_known, scopes) if kind == "topic"])
    rows = []
    for scope in scopes:
        kind, number = as_known(scope)
        if scope in titles and kind in FOLLOWED:
            new = unread.get(number, 0) if kind == "topic" else 0
            rows.append(Followed(reverse(kind, args=[number]), titles[scope], str(FOLLOWED[kind]), new))
    return sorted(rows, key=lambda row: (row.unread == 0, row.kind))


def as_known(scope: str) -> tuple[str, int]:
    """``topic.3`` as its kind and number."""
    kind, _dot, number = scope.partition(".")
    return kind, int(number)


def _shown(acts: Any) -> list[tuple[Any, str]]:
    found = tell(acts)
    titles = titles_of(act.scope for act, _line in found)
    return [(line, titles.get(act.scope, "")) for act, line in found]


@login_required
@require_safe
def contributions(request: HttpRequest) -> HttpResponse:
    """Everything one did in public, newest first. Votes are not among it: nobody keeps who voted what in the record."""
    page = Paginator(list_acts_of(request.user), PAGE).get_page(request.GET.get("page"))  # type: ignore[arg-type]  # signed in
    return render(request, "people/contributions.html", {"page": page, "acts": told_to_oneself(page.object_list)})


@login_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Every session ends, this one included."""
    actions.sign_out_everywhere(user=request.user)  # type: ignore[arg-type]  # signed in
    logout(request)
    messages.success(request, _("You are signed out on all your devices."))
    return redirect("home")
