"""Voting, taking a vote back, following."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontend.consultations import pending
from participation.keys import as_id
from participation.notifications.actions import follow as start_following
from participation.notifications.actions import unfollow
from participation.polls.actions import vote_in_poll, withdraw_vote
from participation.polls.selectors import PollView
from participation.refusals import BadInput, Refused, SignInFirst

from ..component import draw_poll, marks_of
from .reading import found, show

Marks = dict[str, int]


@require_POST
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Vote, vote otherwise, or with ``withdraw`` take it back; what was chosen stays in the form if it is refused."""
    view = found(request, pk)
    alone = bool(request.POST.get("alone"))
    marks: Marks = {}
    try:
        marks = marks_of(request.POST, view.poll.kind, [option.key for option in view.options])
        if not request.user.is_authenticated:
            back = reverse("poll_resume", args=[pk])
            return pending.keep(request, act="poll", back=back, poll=pk, marks=_few(marks))
        said = act(request.user, view, marks, request.POST.get("organisation", ""), bool(request.POST.get("withdraw")))
    except SignInFirst:
        raise
    except Refused as refusal:
        return _refused(request, pk, refusal, marks, alone=alone)
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return _component(request, pk, alone=alone, said=said)
    messages.success(request, said)
    return redirect(f"{_back(request, view)}#poll-{pk}")


def act(user: object, view: PollView, marks: Marks, organisation: str, withdraw: bool = False) -> str:
    """Vote or take it back; what became of it in words that can be read out."""
    voice = as_id(organisation)
    if withdraw:
        withdraw_vote(voter=user, poll_id=view.poll.pk, organisation_id=voice)
        return _("Your vote was taken back.")
    is_first = vote_in_poll(voter=user, poll_id=view.poll.pk, marks=marks, organisation_id=voice)
    return _("Your vote is counted.") if is_first else _("Your vote was changed.")


def _few(marks: Marks) -> Marks:
    """As many as a poll has options: what strangers send takes room in the session."""
    return dict(list(marks.items())[:20])


def _refused(request: HttpRequest, pk: int, refusal: Refused, marks: Marks, *, alone: bool) -> HttpResponse:
    view = found(request, pk)
    said = str(refusal)
    if isinstance(refusal, BadInput) and refusal.args[0] == BadInput.message:
        said = _("Points are whole numbers.")
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return _component(request, pk, alone=alone, error=said, typed=marks, status=422)
    return show(request, view, status=refusal.status, error=said, typed=marks)


def _component(request: HttpRequest, pk: int, *, status: int = 200, **extra: Any) -> HttpResponse:
    response = HttpResponse(draw_poll(request, found(request, pk), **extra), status=status)
    response["Cache-Control"] = "no-store"
    return response


def _back(request: HttpRequest, view: PollView) -> str:
    """The page on which the form stood, if it says one of this site."""
    back = request.POST.get("back", "")
    if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return back.partition("#")[0]
    return str(view.poll.get_absolute_url())


@require_safe
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """After signing in: do what was clicked before. Sent by a form of ours in this very session; at most once."""
    view = found(request, pk)
    kept = pending.take(request, "poll", "follow", poll=pk)
    if kept is None:
        return redirect("poll", pk)
    try:
        if kept["act"] == "follow":
            start_following(user=request.user, scope=view.poll.scope)
            messages.success(request, _("You will be told what happens."))
        else:
            marks = kept["values"]["marks"]
            messages.success(request, act(request.user, view, marks, kept["typed"].get("organisation", "")))
    except SignInFirst:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("poll", pk)


@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Be told how it ends, or no longer."""
    view = found(request, pk)
    if not request.user.is_authenticated:
        return pending.keep(request, act="follow", back=reverse("poll_resume", args=[pk]), poll=pk)
    on = not request.POST.get("stop")
    (start_following if on else unfollow)(user=request.user, scope=view.poll.scope)
    messages.success(request, _("You will be told what happens.") if on else _("You no longer follow this."))
    return redirect("poll", pk)
