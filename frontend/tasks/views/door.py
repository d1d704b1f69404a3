"""The screen at the door of a shift: a code to scan that is another one each minute."""

from __future__ import annotations

import math
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from participation.database import db_now
from participation.refusals import Closed, NotYetOpen
from volunteers.tasks.doors import door_of

from ..common import absolute, address_of, crumbs_of_task, led
from ..showing import line_of

LOOK_AGAIN = 30  # seconds, while there is no code yet


@led
@never_cache
@require_safe
def door(request: HttpRequest, shift: Any) -> HttpResponse:
    """The code of this minute, or why there is none now. The page asks for the next one; so does a browser without scripts."""
    shown, why, seconds = None, "", LOOK_AGAIN
    try:
        shown = door_of(shift, request.user, lambda path: absolute(request, path))
    except (NotYetOpen, Closed) as refusal:
        why = str(refusal)
    else:
        seconds = max(math.ceil((shown.changes_at - db_now()).total_seconds()), 1)
    line = line_of(shift)
    context = {
        "project": shift.task.project,
        "task": shift.task,
        "shift": shift,
        "line": line,
        "shown": shown,
        "svg": mark_safe(shown.svg) if shown else "",  # squares, made by the library; the address itself is not in it
        "why": why,
        "is_over": line.is_past or shift.cancelled_at is not None,
        "seconds": seconds,
        "crumbs": crumbs_of_task(
            shift.task, (_("Who comes"), address_of("shift", shift)), (_("The code at the door"), "")
        ),
    }
    return render(request, "tasks/door.html", context)
