"""Where a consultation is, what comes next, and who answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frontend import dates

PAST = {  # how far along the four steps each state is: steps before are done, the one at it is now
    "preparing": -1,
    "announced": 0,
    "open": 1,
    "closed": 2,
    "answered": 3,
    "adopted": 4,
}


@dataclass(frozen=True)
class Step:
    """One step of the time line. ``mark`` is done, now or todo."""

    title: str | Promise
    when: str
    mark: str


def local(consultation: Any, value: datetime | date | None) -> str:
    """A moment or a day as the municipality's people say it, with the year where it is not this one."""
    return _there(value, consultation.municipality.timezone) if value is not None else ""


def _there(value: datetime | date, zone: str) -> str:
    this_year = dates.local(timezone.now(), zone).year
    if isinstance(value, datetime):
        return dates.moment(value, zone, year=dates.local(value, zone).year != this_year)
    return dates.day(value, zone, year=value.year != this_year)


def until(closes_at: str, zone: str) -> str:
    """What stands under the consultation's step while it runs, from a moment in ISO 8601."""
    return _("until %s") % _there(datetime.fromisoformat(closes_at), zone)


def steps(consultation: Any) -> list[Step]:
    """Draft, consultation, answers, decision."""
    at = PAST.get(consultation.state, 0)
    window = consultation.window
    closing = local(consultation, window.closes_at)
    answers = consultation.answered_at or consultation.answers_due_on
    if consultation.state == "withdrawn":
        return _until_withdrawn(consultation)
    entries = [
        (_("Draft published"), local(consultation, consultation.published_at)),
        (_("Consultation"), (_("until %s") if at < 2 else _("closed %s")) % closing),
        (_("Answers"), _answers_when(consultation, answers)),
        (_("Decision"), _decision_when(consultation)),
    ]
    return [
        Step(title, when, "done" if i < at else "now" if i == at else "todo") for i, (title, when) in enumerate(entries)
    ]


def _until_withdrawn(consultation: Any) -> list[Step]:
    """The steps that were really gone, and where it ended."""
    window, end = consultation.window, consultation.withdrawn_at or timezone.now()
    gone = [(_("Draft published"), local(consultation, consultation.published_at))]
    if window.opens_at and window.opens_at <= end:
        has_closed = bool(window.closes_at and window.closes_at <= end)
        day = local(consultation, window.closes_at if has_closed else window.opens_at)
        gone.append((_("Consultation"), (_("closed %s") if has_closed else _("opened %s")) % day))
    done = [Step(title, when, "done") for title, when in gone]
    return [*done, Step(_("Withdrawn"), local(consultation, consultation.withdrawn_at), "now")]


def _answers_when(consultation: Any, answers: datetime | date | None) -> str:
    if answers is None:
        return _("after the closing")
    day = local(consultation, answers)
    return day if consultation.answered_at else _("by %s") % day


def _decision_when(consultation: Any) -> str:
    if consultation.adopted_on:
        return local(consultation, consultation.adopted_on)
    return _("after the answers")


def time_left(consultation: Any) -> str:
    """How long one can still take part, or until it opens, or since it closed; empty where no moment is set."""
    window, now = consultation.window, timezone.now()
    if consultation.state == "open" and window.closes_at:
        return _("%s left") % span(window.closes_at - now)
    if consultation.state == "announced" and window.opens_at:
        return _("opens in %s") % span(window.opens_at - now)
    return ""


def closes_soon(consultation: Any) -> bool:
    """Whether it is open for less than three days more."""
    closes = consultation.window.closes_at
    return bool(consultation.state == "open" and closes and closes - timezone.now() < timedelta(days=3))


def span(left: timedelta) -> str:
    """A time in its two largest units: 11 days and 4 hours, 3 hours, 20 minutes."""
    minutes = max(1, int(left.total_seconds() // 60))
    days, hours = minutes // 1440, minutes % 1440 // 60
    in_days = ngettext("%d day", "%d days", days) % days
    in_hours = ngettext("%d hour", "%d hours", hours) % hours
    if days >= 3 or (days and not hours):
        return in_days
    if days:
        return _("%(days)s and %(hours)s") % {"days": in_days, "hours": in_hours}
    return in_hours if hours else ngettext("%d minute", "%d minutes", minutes) % minutes


def next_step(consultation: Any) -> str:
    """What happens next and who does it; the days stand in the time line."""
    who = consultation.institution or _("the municipality of %s") % consultation.municipality.name
    words = {"who": who}
    if consultation.state == "announced":
        return _("Read it now; once it opens you can take part. The answers come from %(who)s.") % words
    if consultation.state == "open":
        return _("Anyone can take part. Then %(who)s answers every proposal.") % words
    if consultation.state == "closed":
        return _("The votes are sealed. Now %(who)s answers every proposal.") % words
    if consultation.state == "answered":
        return _("Every proposal has been answered by %(who)s. Next comes the decision.") % words
    if consultation.state == "adopted":
        number = consultation.decision_number
        return (_("Adopted with decision %s.") % number) if number else _("Adopted.")
    return consultation.withdrawn_reason or _("It was withdrawn.")
