"""The page of a project's hours and the page of one note, whatever led to them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from frontend import dates
from frontend.projects.common import crumbs_of
from participation.database import db_now
from volunteers.tasks.policies import refusal_to_decide, refusal_to_note
from volunteers.tasks.selectors.hours import confirmed_minutes, history_of, hours_to_decide, own_hours
from volunteers.tasks.selectors.worked import shifts_to_count, shifts_to_note

from .common import Standing, address_of_note, crumbs_under, today_in
from .forms import CorrectionForm, DoubtForm, HoursForm, SettleForm
from .words import change_of, length, note_of

PAGE, MOST_SHIFTS = 30, 12


def show_hours(
    request: HttpRequest, project: Any, standing: Standing, *, form: HoursForm | None = None, status: int = 200
) -> HttpResponse:
    """What waits for the reader, what they can note, and what they noted."""
    own = Paginator(own_hours(request.user).filter(project=project), PAGE)
    mine, waiting = own.get_page(request.GET.get("page")), hours_to_decide(request.user).filter(project=project)
    to_decide = list(waiting[:PAGE])
    form = form or HoursForm(standing.tasks, initial={"day": today_in(project)})
    context = {
        "project": project,
        "standing": standing,
        "form": form if standing.may_note else None,
        "confirmed": length(confirmed_minutes([project.pk]).get(project.pk, 0)),
        "page": mine,
        "own": [note_of(one) for one in mine],
        "waiting": [note_of(one) for one in to_decide],
        "more": waiting.count() - PAGE if len(to_decide) == PAGE else 0,
        "to_note": [_shift(one, project) for one in shifts_to_note(request.user, project)[:MOST_SHIFTS]]
        if standing.may_note
        else [],
        "to_count": [_shift(one, project) for one in shifts_to_count(project, request.user)[:MOST_SHIFTS]]
        if standing.closed is None
        else [],
        "crumbs": crumbs_of(project, _("Hours")),
    }
    return render(request, "hours/project.html", context, status=status)


def _shift(one: Any, project: Any) -> dict[str, Any]:
    zone = project.municipality.timezone
    return {
        "pk": one.pk,
        "task": one.task.title,
        "when": f"{dates.moment(one.begins, zone)} – {dates.local(one.ends, zone):%H:%M}",
        "length": length(one.minutes),
        "left": getattr(one, "left", 0),
    }


def show_note(
    request: HttpRequest, row: Any, *, correcting: Any = None, settling: Any = None, doubting: Any = None, status: int = 200
) -> HttpResponse:  # fmt: skip
    """One note, with what the reader can do about it and its history; a form that was refused as it was typed."""
    closed = refusal_to_note(row.project, db_now())
    stands = row.state != "withdrawn" and closed is None
    is_own, decides = row.user_id == request.user.pk, refusal_to_decide(request.user, row) is None
    seen, split = {"seen": row.version}, divmod(row.minutes, 60)
    known = {**seen, "day": row.day, "hours": split[0], "minutes": split[1], "words": row.words}
    context = {
        "project": row.project,
        "note": note_of(row),
        "at": row.at,
        "history": [change_of(one) for one in history_of(row)],
        "is_own": is_own,
        "decides": stands and decides,
        "correcting": correcting or (CorrectionForm(initial=known) if is_own and stands else None),
        "settling": settling
        or (
            SettleForm(initial={**seen, "reply": row.reply}) if is_own and stands and row.state == "disputed" else None
        ),
        "doubting": doubting or (DoubtForm(initial=seen) if stands and decides else None),
        "closed": str(closed) if closed and row.state != "withdrawn" else "",
        "here": address_of_note(row),
        "crumbs": crumbs_under(row.project, dates.day(row.day)),
    }
    return render(request, "hours/note.html", context, status=status)
