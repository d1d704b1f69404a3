"""The public, anonymous log of decisions, and what a year of it comes to. No names, no words of anybody."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from participation.places.models import Municipality

from ..models import Appeal, Decision
from ..words import APPEALS, COUNTED_BY, kind_of

LAST, FEWEST = 50, 3  # decisions by which the usual time is told
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Line:
    """A decision as everybody may read it."""

    id: int
    day: date  # in the municipality's time
    municipality: Any
    kind: str  # "post", "suggestion"
    kind_label: str
    outcome: str
    outcome_label: str
    rule_code: str
    rule: str
    detection: str
    detection_label: str
    hours: float | None  # from the first report to the effect; None where nobody reported it
    appeal: str  # "", "waiting", "upheld" or "reversed"
    is_reversed: bool


def public_log() -> QuerySet[Decision]:
    """Decisions that took effect, newest first, with ``was_upheld``, ``was_reversed`` and ``is_appealed``."""
    appeals = Appeal.objects.filter(decision=OuterRef("pk"))
    return (
        Decision.objects.filter(effective_at__isnull=False)
        .select_related("municipality")
        .annotate(
            is_appealed=Exists(appeals.filter(outcome="")),
            was_upheld=Exists(appeals.filter(outcome=Appeal.Outcome.UPHELD)),
            was_reversed=Exists(appeals.filter(outcome=Appeal.Outcome.REVERSED)),
        )
        .order_by("-decided_at", "-id")
    )


def as_line(row: Decision) -> Line:
    """A row of ``public_log`` without anything that names somebody or repeats words."""
    found: Any = row  # with the annotations
    zone = ZoneInfo(row.municipality.timezone) if row.municipality else ZoneInfo("Europe/Sofia")
    appeal = "reversed" if found.was_reversed else "upheld" if found.was_upheld else ""
    return Line(
        id=row.pk,
        day=row.decided_at.astimezone(zone).date(),
        municipality=row.municipality,
        kind=row.ref.partition(".")[0],
        kind_label=str(kind_of(row.ref, row.scope)),
        outcome=row.outcome,
        outcome_label=row.get_outcome_display(),
        rule_code=row.rule_code,
        rule=row.rule_told,
        detection=row.detection,
        detection_label=row.get_detection_display(),
        hours=hours_of(row.first_report_at, row.effective_at),
        appeal="waiting" if found.is_appealed else appeal,
        is_reversed=row.reversed_at is not None,
    )


def hours_of(since: datetime | None, until: datetime | None) -> float | None:
    """Hours between the two, to a tenth; None where one is missing."""
    return round(max(until - since, timedelta(0)) / timedelta(hours=1), 1) if since and until else None


def usual_hours(municipality_id: int | None) -> float | None:
    """Within how many hours half of the last reports there were decided; of all places where there were fewer than
    three, None where there is nothing to go by.
    """
    rows = Decision.objects.filter(effective_at__isnull=False, first_report_at__isnull=False).order_by("-decided_at")
    for found in (rows.filter(municipality=municipality_id), rows):
        taken = [hours_of(*pair) for pair in found.values_list("first_report_at", "effective_at")[:LAST]]
        hours = [one for one in taken if one is not None]
        if len(hours) >= FEWEST:
            return float(median(hours))
    return None


def years_of(municipality_id: int | None) -> list[int]:
    """The years in which something was decided there, newest first."""
    rows = public_log() if municipality_id is None else public_log().filter(municipality=municipality_id)
    return [moment.year for moment in rows.order_by().datetimes("decided_at", "year", order="DESC")]


@dataclass(frozen=True)
class Count:
    """One row of the yearly report: ``what`` is counted by ``by`` (outcome, rule, detection, appeals, time)."""

    by: str
    what: str
    label: str
    n: float


def yearly(municipality_id: int | None, year: int) -> list[Count]:
    """What the decisions of a calendar year (in the municipality's time) come to."""
    lines = _lines_of(municipality_id, year)
    outcomes, detections = Counter(line.outcome for line in lines), Counter(line.detection for line in lines)
    rules = Counter((line.rule_code, line.rule) for line in lines if line.rule_code or line.rule)
    appeals = Counter(line.appeal for line in lines if line.appeal)
    hours = [line.hours for line in lines if line.hours is not None]
    return [
        Count("all", "decisions", _("decisions"), len(lines)),
        *[Count("outcome", value, str(label), outcomes[value]) for value, label in Decision.Outcome.choices],
        *[Count("rule", code, title, n) for (code, title), n in sorted(rules.items())],
        *[Count("detection", value, str(label), detections[value]) for value, label in Decision.Detection.choices],
        Count(
            "time", "median_hours", _("median hours from report to decision"), round(median(hours), 1) if hours else 0
        ),
        Count("appeals", "appeals", _("decisions appealed against"), sum(appeals.values())),
        Count("appeals", "reversed", _("of these reversed"), appeals["reversed"]),
        Count("appeals", "taken_back", _("decisions reversed in all"), sum(line.is_reversed for line in lines)),
    ]


def _lines_of(municipality_id: int | None, year: int) -> list[Line]:
    rows = public_log().filter(decided_at__gte=datetime(year, 1, 1, tzinfo=SOFIA) - timedelta(days=1))
    rows = rows.filter(decided_at__lt=datetime(year + 1, 1, 1, tzinfo=SOFIA) + timedelta(days=1))
    if municipality_id is not None:
        rows = rows.filter(municipality=municipality_id)
    return [line for line in map(as_line, rows) if line.day.year == year]


def rules_in_log(municipality_id: int | None) -> list[tuple[str, str]]:
    """``(code, title)`` of the rules by which something was decided there, by title."""
    rows = public_log() if municipality_id is None else public_log().filter(municipality=municipality_id)
    known = rows.exclude(rule_code="").order_by("-decided_at").values_list("rule_code", "rule").distinct()
    titles: dict[str, str] = {}
    for code, rule in known:
        titles.setdefault(code, Decision(rule=rule).rule_told)
    return sorted(titles.items(), key=lambda row: row[1].casefold())


def of_year(rows: QuerySet[Decision], year: int) -> QuerySet[Decision]:
    """Those of a calendar year, in the time of the platform."""
    begins, ends = (datetime(one, 1, 1, tzinfo=SOFIA) for one in (year, year + 1))
    return rows.filter(decided_at__gte=begins, decided_at__lt=ends)


SOFIA = ZoneInfo("Europe/Sofia")
SEMICOLON = "semicolon"


def places_in_log() -> list[Municipality]:
    """The municipalities in which something was decided, by name."""
    decided = public_log().filter(municipality__isnull=False).order_by().values("municipality")
    return list(Municipality.objects.filter(pk__in=decided).order_by("name_bg", "id"))


def yearly_csv(municipality_id: int | None, year: int, separator: str = "") -> str:
    """``yearly`` as CSV; ``separator`` as for ``log_csv``."""
    head = [_("year"), _("counted by"), _("code"), _("what"), _("number")]
    counts = yearly(municipality_id, year)
    rows = [
        [year, str(COUNTED_BY[one.by]), f"{one.by}.{one.what}", one.label, _number(one.n, separator)] for one in counts
    ]
    return _sheet([head, *rows], separator)


def log_csv(municipality_id: int | None, year: int, separator: str = "") -> str:
    """The decisions of a calendar year one by one, newest first, as the public log has them: no names, no words.

    ``separator`` "semicolon" is for Excel where the decimal sign is a comma, as in Bulgarian; anything else is a comma.
    """
    head = [
        _("number"), _("day"), _("municipality"), _("what"), _("decision"), _("rule"), _("how it was found"),
        _("hours from report to decision"), _("appeal"), _("reversed"),
    ]  # fmt: skip
    lines = _lines_of(municipality_id, year)
    return _sheet([head, *(_cells(line, separator) for line in lines)], separator)


def _cells(line: Line, separator: str) -> list[object]:
    place = line.municipality.name if line.municipality else ""
    took = "" if line.hours is None else _number(line.hours, separator)
    found: list[object] = [line.id, line.day.isoformat(), place, line.kind_label, line.outcome_label, line.rule]
    return [
        *found,
        line.detection_label,
        took,
        str(APPEALS.get(line.appeal, "")),
        _("yes") if line.is_reversed else _("no"),
    ]


def _number(value: float, separator: str) -> str:
    return f"{value:g}".replace(".", ",") if separator == SEMICOLON else f"{value:g}"


def _sheet(rows: Iterable[Iterable[object]], separator: str) -> str:
    """With a byte order mark (for spreadsheets), formulas made harmless: rules are free words."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if separator == SEMICOLON else ",")
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULAS) else cell
