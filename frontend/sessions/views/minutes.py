"""The minutes: read, downloaded, written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from frontend.diffs import redline
from gatherings.actions.minutes import LONGEST, publish_minutes, save_minutes
from gatherings.selectors.minutes import list_versions, minutes_csv, minutes_of, newest_version, published_minutes
from participation.documents.markup import render_typed
from participation.refusals import Refused

from ..common import find_session, frame
from ..forms import MinutesForm
from .hosting import host_session


@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The public text and how it was corrected; before it is public, that it is still to come."""
    session = find_session(request, pk)
    versions = published_minutes(session)
    history = [(newer, redline(older.text, newer.text)) for newer, older in zip(versions, versions[1:], strict=False)]
    context = {**frame(request, session), "version": versions[0] if versions else None, "history": history}
    return render(request, "sessions/minutes.html", context)


@require_safe
def markdown(request: HttpRequest, pk: int) -> HttpResponse:
    """The public text as it was typed."""
    version = _public(request, pk)
    headers = {"Content-Disposition": f'attachment; filename="minutes-{pk}.md"'}
    return HttpResponse(version.text, content_type="text/markdown; charset=utf-8", headers=headers)


@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Speakers and questions for a spreadsheet."""
    session = _public(request, pk).session
    headers = {"Content-Disposition": f'attachment; filename="minutes-{pk}.csv"'}
    return HttpResponse(minutes_csv(session), content_type="text/csv; charset=utf-8", headers=headers)


def _public(request: HttpRequest, pk: int) -> Any:
    versions = published_minutes(find_session(request, pk))
    if not versions:
        raise Http404(_("The minutes have not been published yet."))
    return versions[0]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write, keep and publish the minutes; ``?automatic=1`` or ``?version=2`` starts from another text."""
    session = host_session(request, pk)
    newest = newest_version(session)
    form = MinutesForm(request.POST or None, initial={"text": _start(request, session, newest)})
    previewed = "preview" in request.POST
    if request.method == "POST" and not previewed and form.is_valid():
        try:
            said = _send(request, session, form)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, said)
            return redirect("session_minutes" if request.POST.get("publish") else "session_minutes_edit", pk)
    versions = list(list_versions(session))
    context = {**frame(request, session), "form": form, "versions": versions, "number": newest.number if newest else 0}
    if previewed:
        context["preview"] = mark_safe(
            render_typed(request.POST.get("text", "")[:LONGEST])
        )  # made safe by the renderer
    return render(request, "sessions/minutes_edit.html", context, status=422 if form.errors else 200)


def _start(request: HttpRequest, session: Any, newest: Any) -> str:
    if newest is None or request.GET.get("automatic"):
        return minutes_of(session)
    wanted = request.GET.get("version", "")
    chosen = next((one for one in list_versions(session) if str(one.number) == wanted), newest)
    return str(chosen.text)


def _send(request: HttpRequest, session: Any, form: MinutesForm) -> str:
    text, user = form.cleaned_data["text"], request.user
    if request.POST.get("publish"):
        publish_minutes(official=user, session_id=session.pk, text=text)  # type: ignore[arg-type]  # signed in
        return _("The minutes are published.")
    seen = request.POST.get("seen", "")
    save_minutes(
        host=user, session_id=session.pk, text=text, reason=form.cleaned_data["reason"],  # type: ignore[arg-type]  # signed in
        seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 6 else None,
    )  # fmt: skip
    return _("The version is kept.")
