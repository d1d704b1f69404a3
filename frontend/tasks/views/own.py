"""One's own shifts, the calendar that follows them, and tasks that suit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from participation.refusals import Refused
from volunteers.register.selectors.entries import is_volunteer
from volunteers.tasks.actions.feeds import make_feed, remove_feed
from volunteers.tasks.policies import refusal_to_check_in
from volunteers.tasks.selectors.feeds import has_feed
from volunteers.tasks.selectors.matching import suitable_tasks
from volunteers.tasks.selectors.shifts import own_of, own_signups

from .. import drawing
from ..common import absolute
from ..showing import rows_of

PAGE, SUITED = 20, 6
PAST = {
    "going": pgettext_lazy("a past shift", "you had a place"),
    "waiting": pgettext_lazy("a past shift", "there was no place"),
    "came": pgettext_lazy("a past shift", "you were there"),
    "missed": pgettext_lazy("a past shift", "you did not come"),
}


@never_cache
@login_required
@require_safe
def shifts(request: HttpRequest) -> HttpResponse:
    """Where one comes, where one waits, where one was; what else suits."""
    return _page(request)


@never_cache
@login_required
@require_POST
def calendar(request: HttpRequest) -> HttpResponse:
    """``do=make``: an address for one's calendar program, shown in this answer and nowhere else; ``do=remove``."""
    if request.POST.get("do") != "make":
        if remove_feed(person=request.user):
            messages.success(request, _("The address is removed: it opens nothing any more."))
        return redirect("own_shifts")
    try:
        key = make_feed(person=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("own_shifts")
    return _page(request, address=absolute(request, reverse("api-shifts-feed-file", args=[key])))


def _page(request: HttpRequest, *, address: str = "") -> HttpResponse:
    now = timezone.now()
    listed = own_signups(request.user).exclude(state="cancelled")
    coming = list(listed.filter(shift__ends__gt=now).order_by("shift__begins", "id"))
    places = own_of([one.shift_id for one in coming if one.state == "waiting"], request.user)
    page = Paginator(listed.filter(shift__ends__lte=now), PAGE).get_page(request.GET.get("page"))
    suited = suitable_tasks(request.user)[:SUITED]
    context = {
        "coming": [_row(one) for one in coming if one.state != "waiting"],
        "waiting": [_row(one, places) for one in coming if one.state == "waiting"],
        "page": page,
        "past": [_row(one) for one in page],
        "suited": [
            {"row": row, "reasons": one.reasons}
            for row, one in zip(rows_of(s.task for s in suited), suited, strict=True)
        ],
        "has_entry": is_volunteer(request.user),
        "has_feed": has_feed(request.user),
        "address": address,
        "crumbs": [(_("Volunteers"), reverse("volunteers")), (_("My shifts"), "")],
    }
    return render(request, "tasks/own.html", context)


def _row(signup: Any, places: Any = None) -> dict[str, Any]:
    """A shift with how one stands to it."""
    shift = signup.shift
    zone = shift.task.project.municipality.timezone
    own, now = (places or {}).get(shift.pk), timezone.now()
    return {
        "shift": shift,
        "task": shift.task,
        "project": shift.task.project,
        "state": signup.state,
        "when": drawing.draw_when(shift.begins, shift.ends, zone),
        "tag": drawing.draw_state(shift.begins, shift.ends, is_cancelled=shift.cancelled_at is not None),
        "has_begun": now >= shift.begins,
        "is_on": refusal_to_check_in(shift, now) is None,
        "place": own.place if own else None,
        "words": PAST.get(signup.state, ""),
    }
