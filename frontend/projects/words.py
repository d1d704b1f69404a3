"""Where a project is, how long it still takes, what comes next: in words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from frontend import dates
from frontend.consultations.timeline import Step

PUBLIC = ("open", "under_way", "finished", "ended")
RUNNING = ("open", "under_way")
WRITABLE = ("draft", "returned")
TONES = {
    "submitted": "unsure",
    "returned": "unsure",
    "refused": "oppose",
    "open": "support",
    "under_way": "accent",
    "ended": "oppose",
}
STATES: dict[str, str | Promise] = {
    "draft": pgettext_lazy("project", "being written"),
    "submitted": pgettext_lazy("project", "being checked"),
    "returned": pgettext_lazy("project", "returned to be mended"),
    "refused": pgettext_lazy("project", "not accepted"),
    "open": pgettext_lazy("project", "looking for people and things"),
    "under_way": pgettext_lazy("project", "under way"),
    "finished": pgettext_lazy("project", "finished"),
    "ended": pgettext_lazy("project", "ended before its goals"),
}
AT = {"draft": 0, "returned": 0, "submitted": 1, "refused": 1, "open": 2, "under_way": 3, "finished": 4}


def today_in(zone: str) -> date:
    """Today on the municipality's calendar."""
    return dates.local(timezone.now(), zone).date()


def time_left(project: Any) -> str:
    """Until it begins, or how long it still takes; empty where it is over or has no days."""
    if project.state not in RUNNING or not project.ends_on:
        return ""
    today = today_in(project.municipality.timezone)
    if project.starts_on and project.starts_on > today and project.state == "open":
        n = (project.starts_on - today).days
        return ngettext("begins in %(n)d day", "begins in %(n)d days", n) % {"n": n}
    n = (project.ends_on - today).days
    if n < 0:
        return _("the report is due")
    if n == 0:
        return _("the last day is today")
    return ngettext("%(n)d day left", "%(n)d days left", n) % {"n": n}


def is_due(project: Any) -> bool:
    """Whether its last day has come or is near."""
    if project.state not in RUNNING or not project.ends_on:
        return False
    return bool((project.ends_on - today_in(project.municipality.timezone)).days < 3)


def steps(project: Any) -> list[Step]:
    """Proposed, checked, looking for people, under way, report."""
    zone = project.municipality.timezone
    if project.state == "ended":
        return _until_ended(project, zone)
    at = AT.get(project.state, 0)
    entries = [
        (_("Proposed"), _when(project.submitted_at, zone)),
        (
            _("Checked by the municipality"),
            _("not accepted") if project.state == "refused" else _when(project.opened_at, zone),
        ),
        (_("Looking for help"), _from(project.starts_on) if at == 2 else ""),
        (_("Under way"), _until(project.ends_on) if at == 3 else _when(project.began_at, zone)),
        (pgettext("of a project", "Report"), _when(project.finished_at, zone)),
    ]
    last = len(entries) - 1
    marks = ["done" if n < at or (n == at == last) else "now" if n == at else "todo" for n in range(len(entries))]
    return [Step(title, when, mark) for (title, when), mark in zip(entries, marks, strict=True)]


def _until_ended(project: Any, zone: str) -> list[Step]:
    gone = [
        (_("Proposed"), _when(project.submitted_at, zone)),
        (_("Checked by the municipality"), _when(project.opened_at, zone)),
    ]
    if project.began_at:
        gone.append((_("Under way"), _when(project.began_at, zone)))
    done = [Step(title, when, "done") for title, when in gone]
    return [*done, Step(_("Ended before its goals"), _when(project.ended_at, zone), "now")]


def _when(value: datetime | None, zone: str) -> str:
    return dates.day(value, zone, year=dates.local(value, zone).year != timezone.now().year) if value else ""


def _day(value: date) -> str:
    return dates.day(value, year=value.year != timezone.now().year)


def _from(value: date | None) -> str:
    return _("begins on %s") % _day(value) if value else ""


def _until(value: date | None) -> str:
    return _("until %s") % _day(value) if value else ""


def next_step(project: Any) -> str:
    """What happens next, and who does it."""
    who = {"place": project.municipality.name}
    told = {
        "draft": _(
            "Only those who write it see it. Send it when it is ready: the municipality of %(place)s looks at it."
        ),
        "returned": _("The municipality of %(place)s asks for changes. Mend it and send it again."),
        "submitted": _("The municipality of %(place)s looks at it by criteria that everybody can read."),
        "open": _("It looks for people and things. Offer what you can, or follow it."),
        "under_way": _("It is under way. At the end its coordinators tell what became of every goal."),
        "finished": _("It is finished. The report tells what became of every goal."),
    }
    return told[project.state] % who if project.state in told else ""


def who_proposed(project: Any) -> tuple[str, bool]:
    """Who stands behind it, and whether that is an organisation."""
    if project.by_municipality:
        return _("the municipality of %s") % project.municipality.name, True
    if project.organisation:
        return project.organisation.name, True
    return (project.proposer.display_name if project.proposer else _("former participant")), False
