"""Announcing a session, changing it, cancelling it: officials of the municipality."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frontend.dates import local
from gatherings.actions.arranging import announce_session, cancel_session, change_session
from gatherings.policies import may_arrange
from gatherings.selectors.sessions import list_arranged_places, list_items
from participation.refusals import Refused
from proposals.selectors.consultations import list_consultations

from ..common import find_session
from ..forms import CancelForm, SessionForm
from ..programme import ProgrammeRows, is_being_edited, rearranged

MOST_ABOUT = 40


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Title, day, place, programme: public as soon as it is sent."""
    places = list_arranged_places(request.user)
    if not places:
        raise PermissionDenied
    abouts = _abouts(places)
    if is_being_edited(request.POST):
        return _edited(request, places, abouts)
    form = SessionForm(places, abouts, request.POST or None)
    if request.method == "POST" and form.is_valid():
        place_id = int(form.cleaned_data["municipality"])
        try:
            made = announce_session(official=request.user, municipality_id=place_id, **form.given())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The session is announced. People can follow it and ask in advance."))
            return redirect("session", made.pk)
    return render(request, "sessions/form.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what was announced, until it begins."""
    session = _arranged(request, pk)
    places = [session.municipality]
    abouts = _abouts(places)
    if is_being_edited(request.POST):
        return _edited(request, places, abouts, session)
    was = {"initial": _as_typed(session), "was_at": session.starts_at}
    form = SessionForm(places, abouts, request.POST or None, **was)
    if request.method == "POST" and form.is_valid():
        try:
            change_session(official=request.user, session_id=pk, **form.given())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It is changed."))
            return redirect("session", pk)
    context = {"form": form, "session": session}
    return render(request, "sessions/form.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel it, with a reason that everybody reads."""
    session = _arranged(request, pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_session(official=request.user, session_id=pk, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It is cancelled, and followers are told."))
            return redirect("session", pk)
    context = {"session": session, "form": form, "heading": _("Cancel the session"), "danger": True}
    return render(request, "sessions/note.html", context, status=422 if form.errors else 200)


def _arranged(request: HttpRequest, pk: int) -> Any:
    session = find_session(request, pk)
    if not may_arrange(request.user, session.municipality_id):
        raise PermissionDenied
    return session


def _edited(
    request: HttpRequest, places: list[Any], abouts: list[tuple[str, str]], session: Any = None
) -> HttpResponse:
    """The form as it was typed, with the rows as a button of the editor wants them; nothing is checked.

    To a script the programme alone, with the focus on what was moved.
    """
    made = rearranged(ProgrammeRows().value_from_datadict(request.POST, None, "programme"), request.POST)
    form = SessionForm(places, abouts, initial={**request.POST.dict(), "programme": made.rows})
    template = "sessions/programme.html" if request.htmx else "sessions/form.html"  # type: ignore[attr-defined]  # set by django-htmx
    return render(request, template, {"form": form, "session": session, "edited": made})


def _abouts(places: list[Any]) -> list[tuple[str, str]]:
    """Public consultations of these municipalities, to choose from."""
    found = [one for place in places for one in list_consultations(municipality=place.code)[:MOST_ABOUT]]
    return [(one.scope, one.title) for one in found]


def _as_typed(session: Any) -> dict[str, Any]:
    """The session as the form shows it."""
    zone = session.municipality.timezone
    starts, ends = local(session.starts_at, zone), local(session.ends_at, zone)
    points = [{"title": item.title, "minutes": str(item.minutes or "")} for item in list_items(session)]
    kept = {name: getattr(session, name) for name in ("title", "description", "venue", "online_url", "about")}
    times = {"day": starts.date(), "starts_time": f"{starts:%H:%M}", "ends_time": f"{ends:%H:%M}"}
    return {**kept, **times, "municipality": str(session.municipality_id), "programme": points}
