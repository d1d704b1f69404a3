"""Who hosts a session besides officials and moderators: named, taken back, given up."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gatherings.actions.naming import name_host, remove_host
from gatherings.policies import may_name_hosts
from gatherings.selectors.hosts import list_eligible, list_hosts
from participation.refusals import NotAllowed, Refused

from ..forms import HostForm
from .hosting import host_session


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hosts(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was named, and for officials and moderators the form to name somebody."""
    session = host_session(request, pk)
    names = may_name_hosts(request.user, session)
    if request.method == "POST" and not names:
        raise NotAllowed
    form = HostForm(list_eligible(session) if names else [], request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = name_host(by=request.user, session_id=pk, person_id=form.cleaned_data["person"])
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%s hosts this session now, and was told.") % made.user)
            return redirect("session_hosts", pk)
    over = session.state in ("published", "cancelled")
    context = {"session": session, "form": form, "named": list_hosts(session), "names": names, "over": over}
    return render(request, "sessions/hosts.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def remove(request: HttpRequest, pk: int, person_id: int) -> HttpResponse:
    """The person hosts it no longer."""
    host_session(request, pk)
    remove_host(by=request.user, session_id=pk, person_id=person_id)
    if person_id == request.user.pk:
        messages.success(request, _("You no longer host this session."))
        return redirect("session", pk)
    messages.success(request, _("This person no longer hosts the session."))
    return redirect("session_hosts", pk)
