"""One's own page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend.record import told
from participation.accounts import actions
from participation.accounts.adapter import set_language
from participation.notifications.selectors import list_follows
from participation.organisations.selectors import list_ties_of
from participation.places.actions import set_residence
from participation.places.selectors import get_residence, list_roles_of
from participation.record.selectors import list_acts_of
from participation.refusals import Refused
from proposals.selectors.titles import titles_of

from .forms import ProfileForm

PAGE = 20
SHOWN = 5


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
        "acts": _shown(list_acts_of(user)[:SHOWN]),
        "follows": _followed(user),
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


def _followed(user: Any) -> list[tuple[int, str]]:
    titles = titles_of(follow.scope for follow in list_follows(user)[:PAGE])
    return [(int(scope.rpartition(".")[2]), title) for scope, title in titles.items()]


def _shown(acts: Any) -> list[tuple[Any, str]]:
    found = list(acts)
    titles = titles_of(act.scope for act in found)
    return [(told(act), titles.get(act.scope, "")) for act in found]


@login_required
@require_safe
def contributions(request: HttpRequest) -> HttpResponse:
    """Everything one did in public, newest first. Votes are not among it: nobody keeps who voted what in the record."""
    page = Paginator(list_acts_of(request.user), PAGE).get_page(request.GET.get("page"))  # type: ignore[arg-type]  # signed in
    return render(request, "people/contributions.html", {"page": page, "acts": _shown(page.object_list)})


@login_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Every session ends, this one included."""
    actions.sign_out_everywhere(user=request.user)  # type: ignore[arg-type]  # signed in
    logout(request)
    messages.success(request, _("You are signed out on all your devices."))
    return redirect("home")
