"""What hosts do: ask, change what was asked, open, close."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from frontend.viewer import stopped_here
from participation.places.selectors import get_place, list_municipalities
from participation.polls.actions import close_poll, create_poll, discard_poll, edit_poll, open_poll
from participation.polls.grounds import Ground, ground_of
from participation.polls.policies import may_hold, may_run
from participation.polls.selectors import PollView
from participation.refusals import NotAllowed, Refused
from participation.voting.folding import FEWEST_SHOWN

from ..forms import CloseForm, PollForm
from ..hosts import places_to_ask_in
from .reading import found

IN_A_ROOM = "5"  # minutes that people who sit together are asked for, unless the host chooses otherwise


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask something, in a municipality or with ``?about=`` where something is talked about already."""
    about = request.GET.get("about", "")[:60]
    ground = ground_of(about, request.user) if about else None
    if ground is not None:
        request.place = get_place(ground.municipality_id)  # type: ignore[attr-defined]  # the frame reads it
    if stopped_here(request) is not None:
        return render(request, "moderation/stopped_page.html", {"heading": _("New poll")}, status=403)
    places = _places(request, about, ground)
    if ground is not None and ground.is_over:
        messages.error(request, _("This has ended: nothing can be asked in it any more."))
        return redirect(ground.url)
    form = PollForm(places, request.POST or None, lasts=IN_A_ROOM if about.startswith("session.") else "")
    if request.method == "POST" and form.is_valid():
        try:
            made = create_poll(
                host=request.user,
                plan=form.plan(),
                municipality_id=form.cleaned_data["municipality"],
                about=about,
                is_open=form.opens_at_once,
                client_key=form.cleaned_data["client_key"],
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect("poll", made.pk)
    context = {"form": form, "ground": ground, "back": ground.url if ground else reverse("polls")}
    return render(request, "polls/form.html", context, status=422 if form.errors else 200)


def _places(request: HttpRequest, about: str, ground: Ground | None) -> list[Any]:
    """Where the person may ask. Raises NotAllowed where they may not."""
    if not about:
        places = places_to_ask_in(request.user)
    else:
        if ground is None:
            raise Http404
        allowed = may_hold(request.user, ground.municipality_id, ground)
        places = list(list_municipalities().filter(pk=ground.municipality_id)) if allowed else []
    if not places:
        raise NotAllowed(_("Officials and moderators of the municipality hold polls here."))
    return places


def _own(request: HttpRequest, pk: int) -> PollView:
    """A poll that the person may run. Raises NotAllowed."""
    view = found(request, pk)
    if not may_run(request.user, view.poll):
        raise NotAllowed(_("Whoever holds this poll does that."))
    return view


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change it, until somebody has voted."""
    view = _own(request, pk)
    if view.turnout or view.poll.state == "closed":
        messages.error(request, _("Somebody has voted, or it has closed: it can no longer be changed."))
        return redirect("poll", pk)
    form = PollForm([view.poll.municipality], request.POST or None, poll=view.poll)
    if request.method == "POST" and form.is_valid():
        try:
            edit_poll(host=request.user, poll_id=pk, plan=form.plan())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The poll was changed."))
            return redirect("poll", pk)
    context = {"form": form, "poll": view.poll, "back": view.poll.get_absolute_url()}
    return render(request, "polls/form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def open_now(request: HttpRequest, pk: int) -> HttpResponse:
    """What was prepared takes votes."""
    _own(request, pk)
    try:
        open_poll(host=request.user, poll_id=pk)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The poll is open."))
    return redirect("poll", pk)


@login_required
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """What was prepared is not asked after all."""
    view = _own(request, pk)
    ground = ground_of(view.poll.about, request.user) if view.poll.about else None
    try:
        discard_poll(host=request.user, poll_id=pk)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("poll", pk)
    messages.success(request, _("The poll was discarded. Nobody else had seen it."))
    return redirect(ground.url if ground else reverse("polls"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close it before its time, and say why."""
    view = _own(request, pk)
    if view.poll.state != "open":
        messages.error(request, _("It is not open."))
        return redirect("poll", pk)
    form = CloseForm(request.POST if request.method == "POST" else None, poll=view.poll)
    if request.method == "POST" and form.is_valid():
        try:
            close_poll(host=request.user, poll_id=pk, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The poll is closed. The votes were counted and sealed."))
            return redirect("poll", pk)
    few = view.turnout if view.poll.is_secret and view.turnout < FEWEST_SHOWN else 0
    context = {"form": form, "poll": view.poll, "few": few}
    return render(request, "polls/close.html", context, status=422 if form.errors else 200)
