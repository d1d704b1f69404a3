"""Who comes to a shift and who was there, and who could do a task: for those who lead the project."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from participation.database import db_now
from participation.keys import as_id
from participation.live.selectors import get_head
from participation.refusals import Refused
from volunteers.register.lists import SKILLS
from volunteers.register.policies import refusal_to_take_part
from volunteers.tasks.actions.attending import tick as tick_off
from volunteers.tasks.actions.deciding import confirm_shift
from volunteers.tasks.policies import refusal_to_check_in, refusal_to_note, refusal_to_plan, refusal_to_tick
from volunteers.tasks.selectors.matching import suitable_helpers, suitable_people
from volunteers.tasks.selectors.shifts import list_others, list_signups

from ..common import crumbs_of_task, led
from ..showing import about, line_of

STATES = ("going", "waiting", "came", "missed")


@led
@never_cache
@require_safe
def shift(request: HttpRequest, shift: Any) -> HttpResponse:
    """Who comes, who waits in which order, who was there; from half an hour before the beginning to be ticked."""
    head = get_head(shift.task.project.scope)  # asked first: what happens meanwhile is told again
    signups = list(list_signups(shift, request.user))
    now, task = db_now(), shift.task
    too_early = refusal_to_tick(shift, now)
    to_come = shift.cancelled_at is None and now < shift.begins and refusal_to_plan(task.project) is None
    is_over = shift.cancelled_at is None and now >= shift.ends
    context = {
        **about(request, task),
        "head": head,
        "shift": shift,
        "line": line_of(shift),
        **{state: [one for one in signups if one.state == state] for state in STATES},
        "others": list_others(shift, request.user) if too_early is None else [],
        "may_tick": too_early is None,
        "has_door": refusal_to_check_in(shift, now) is None,
        "may_change": to_come,
        "may_confirm": is_over and refusal_to_note(task.project, now) is None,
        "crumbs": crumbs_of_task(task, (_("Who comes"), "")),
    }
    return render(request, "tasks/people.html", context)


@led
@require_POST
def tick(request: HttpRequest, shift: Any) -> HttpResponse:
    """Somebody came, or did not; a helper who was not on the list, too."""
    person = as_id(request.POST.get("person", ""))
    came = bool(request.POST.get("came"))
    if person is None:
        messages.error(request, _("Choose who came."))
        return redirect("shift", shift.task.project_id, shift.task_id, shift.pk)
    words = _("It is noted: they were there.") if came else _("It is noted: they did not come.")
    return _done(request, shift, words, lambda: tick_off(
        person=request.user, shift_id=shift.pk, user_id=person, came=came))  # fmt: skip


@led
@require_POST
def confirm(request: HttpRequest, shift: Any) -> HttpResponse:
    """Everybody who was there has the hours of the shift, unless they noted some themselves."""
    try:
        n = confirm_shift(person=request.user, shift_id=shift.pk)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext(
            "The hours of %(n)d person are confirmed.", "The hours of %(n)d people are confirmed.", n
        )  # of those who had none yet
        messages.success(request, words % {"n": n})
    return redirect("shift", shift.task.project_id, shift.task_id, shift.pk)


@led
@never_cache
@require_safe
def suited(request: HttpRequest, task: Any) -> HttpResponse:
    """Helpers by name, and people of the register without names, to be invited; each with the reasons."""
    candidates = suitable_people(task, request.user)
    context = {
        **about(request, task),
        "helpers": suitable_helpers(task, request.user),
        "candidates": [
            {"id": one.id, "reasons": one.reasons, "skills": [SKILLS[code] for code in one.skills]}
            for one in candidates
        ],
        "takes_people": refusal_to_take_part(task.project) is None,
        "crumbs": crumbs_of_task(task, (_("Who could do it"), "")),
    }
    return render(request, "tasks/suited.html", context)


def _done(request: HttpRequest, shift: Any, said: str, act: Callable[[], Any]) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("shift", shift.task.project_id, shift.task_id, shift.pk)
