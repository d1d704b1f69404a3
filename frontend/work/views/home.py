"""The workspace's front page, and starting a consultation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from frontend.work.forms import StartForm
from frontend.work.next_steps import Next, next_of
from participation.refusals import Refused
from proposals.actions.drafts import start_draft
from proposals.selectors.details import state_choices
from proposals.selectors.drafts import Work, list_official_places, list_work
from volunteers.money.selectors.desk import waiting_lines, waiting_statements
from volunteers.money.selectors.payouts import waiting_payouts
from volunteers.projects.selectors.projects import list_waiting

A_PAGE = 30


@dataclass(frozen=True)
class Line:
    """A consultation on the front page with what to do next."""

    work: Work
    next: Next


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """All consultations of one's municipalities, what needs one first."""
    places = list_official_places(request.user)
    if not places:
        raise PermissionDenied
    chosen = {"place": request.GET.get("place", ""), "state": request.GET.get("state", "")}
    lines = [Line(work, next_of(work)) for work in list_work(request.user, **chosen)]
    sheet = Paginator([line for line in lines if not line.next.is_main], A_PAGE).get_page(request.GET.get("page"))
    context = {
        "places": places,
        "chosen": chosen,
        "states": state_choices(),
        "urgent": [line for line in lines if line.next.is_main],
        "others": sheet,
        "is_filtered": any(chosen.values()),
        "projects_waiting": list_waiting(request.user).count(),
        "money_waiting": _money_waiting(request.user),
    }
    return render(request, "work/home.html", context)


def _money_waiting(person: Any) -> int:
    """What waits on the desk for money: payouts to decide on, statements to book, lines of statements to settle."""
    return waiting_payouts(person).count() + waiting_statements(person) + waiting_lines(person)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Municipality, kind, title: then straight to the text."""
    places = list_official_places(request.user)
    if not places:
        raise PermissionDenied
    form = StartForm(places, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = start_draft(
                official=request.user,  # type: ignore[arg-type]  # signed in, by the decorator
                municipality_id=int(data["municipality"]),
                kind=data["kind"],
                title=data["title"],
            )
        except Refused as refusal:
            form.add_error(
                str(refusal.extra.get("field")) if refusal.extra.get("field") in form.fields else None, str(refusal)
            )
        else:
            messages.success(request, _("The draft is started. Only officials of the municipality see it."))
            return redirect("work_text", pk=made.pk)
    return render(request, "work/new.html", {"form": form}, status=422 if form.errors else 200)
