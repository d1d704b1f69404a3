"""Instant polls of a session: asked and closed at the desk, voted on where people are."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontend.consultations.pieces import answer, piece
from frontend.polls.component import draw_poll, find_view
from gatherings.actions.polling import ask_everybody, close_asked
from participation.refusals import Refused

from ..common import find_session
from ..desk import asking_piece, show_desk, told
from ..forms import AskEverybodyForm
from .hosting import host_session


@login_required
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody is asked now; what is wrong is said at the field, on the desk."""
    session, form = host_session(request, pk), AskEverybodyForm(request.POST)
    if form.is_valid():
        try:
            ask_everybody(host=request.user, session_id=pk, **form.given())  # type: ignore[arg-type]  # a host, checked
        except Refused as refusal:
            form.refuse(refusal)
    if form.errors:
        if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
            return answer([asking_piece(request, session, form)], status=422)
        return show_desk(request, session, asking=form, status=422)
    said = _("Everybody is asked.")
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return told(request, session, said, more=[asking_piece(request, session)])
    messages.success(request, said)
    return redirect(f"{reverse('session_host', args=[pk])}#console-polls")


@login_required
@require_POST
def close(request: HttpRequest, pk: int, poll_id: int) -> HttpResponse:
    """No more votes; before a moment that was announced, with the reason."""
    session, said, tone, status = (
        host_session(request, pk),
        _("The poll is closed, and everybody sees the result."),
        "support",
        200,
    )
    try:
        close_asked(host=request.user, session_id=pk, poll_id=poll_id, reason=request.POST.get("reason", ""))  # type: ignore[arg-type]  # a host, checked
    except Refused as refusal:
        said, tone, status = str(refusal), "oppose", refusal.status
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return told(request, session, said, tone=tone, status=status)
    (messages.success if status == 200 else messages.error)(request, said)
    return redirect(f"{reverse('session_host', args=[pk])}#console-polls")


@require_safe
def poll(request: HttpRequest, pk: int, poll_id: int) -> HttpResponse:
    """A poll where it stands among what happens; a script that hears of a new one asks for it alone."""
    session, view = find_session(request, pk), find_view(request, poll_id)
    if view is None or view.poll.about != session.scope:
        raise Http404(_("There is no such poll."))
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return redirect(f"{reverse('session', args=[pk])}#poll-{poll_id}")
    say = _("A new poll: %s") % view.poll.title
    return answer([piece("polls", "put", draw_poll(request, view), say=say)])
