"""The bell: what one was told, newest first."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from participation.notifications.actions import mark_read
from participation.notifications.kinds import body_of, title_of
from participation.notifications.selectors import list_notifications

PAGE = 20


@login_required
@require_safe
def notifications(request: HttpRequest) -> HttpResponse:
    """The list; looking at it marks nothing as read, so nothing is lost on a hasty glance."""
    page = Paginator(list_notifications(request.user), PAGE).get_page(request.GET.get("page"))  # type: ignore[arg-type]  # signed in
    rows = [(one, title_of(one.kind, one.data), body_of(one.kind, one.data)) for one in page]
    return render(request, "notifications/list.html", {"page": page, "rows": rows})


@login_required
@require_POST
def open_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Go where it leads; it is read now."""
    found = list_notifications(request.user).filter(pk=pk).first()  # type: ignore[arg-type]  # signed in
    if found is None:
        raise Http404
    mark_read(user=request.user, notification_id=pk)
    return redirect(found.url or "notifications")


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Everything is read."""
    mark_read(user=request.user)
    return redirect("notifications")
