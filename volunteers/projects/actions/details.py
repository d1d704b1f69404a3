"""The words of a project as they were typed, checked field by field: every mistake is told at once, beside its field."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from participation.documents.markup import is_blank, render_typed
from participation.refusals import Words
from participation.unseen import one_line
from proposals.models import Clause, Consultation
from proposals.selectors.states import visible_to

from ..models import Project

FIELDS = (
    "title", "summary", "description", "language", "consultation_id", "clause_id", "where", "is_remote", "starts_on",
    "ends_on", "hours_goal",
)  # fmt: skip
WHILE_RUNNING = ("summary", "description", "where", "is_remote", "ends_on")  # what may change once it was opened
LONGEST = {"title": 120, "summary": 300, "description": 10_000, "where": 240}
MOST_HOURS = 1_000_000
LATEST = date(2100, 1, 1)
TOO_LONG = _("This is too long: at most %(most)d characters.")
Wrong = dict[str, Words]


def kept(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, as it is kept: titles on one line, texts trimmed. Only what was given."""
    made = {name: value for name, value in fields.items() if name in FIELDS}
    for name in ("title", "summary", "where"):
        if name in made:
            made[name] = one_line(str(made[name] or ""))
    if "description" in made:
        made["description"] = str(made["description"] or "").replace("\r\n", "\n").strip()
    if "hours_goal" in made:
        made["hours_goal"] = made["hours_goal"] or 0
    return made


def problems_with(fields: Mapping[str, Any], *, municipality_id: int) -> Wrong:
    """What stands against these details (as ``kept`` gives them), by field; nothing that may still be missing."""
    wrong: Wrong = {}
    for name, longest in LONGEST.items():
        if len(fields.get(name) or "") > longest:
            wrong[name] = TOO_LONG % {"most": longest}
    if "title" in fields and not fields["title"]:
        wrong["title"] = _("Give it a title.")
    if "language" in fields and fields["language"] not in dict(settings.LANGUAGES):
        wrong["language"] = _("Choose one of the languages.")
    if not 0 <= int(fields.get("hours_goal") or 0) <= MOST_HOURS:
        wrong["hours_goal"] = _("Give a whole number of hours.")
    return wrong | _wrong_days(fields) | _wrong_consultation(fields, municipality_id)


def _wrong_days(fields: Mapping[str, Any]) -> Wrong:
    starts, ends = fields.get("starts_on"), fields.get("ends_on")
    wrong: Wrong = {
        name: _("Choose a day.")
        for name, day in (("starts_on", starts), ("ends_on", ends))
        if day is not None and (not isinstance(day, date) or not date(2000, 1, 1) <= day <= LATEST)
    }
    if not wrong and starts and ends and ends < starts:
        wrong["ends_on"] = _("It cannot end before it begins.")
    return wrong


def _wrong_consultation(fields: Mapping[str, Any], municipality_id: int) -> Wrong:
    wanted, clause = fields.get("consultation_id"), fields.get("clause_id")
    if wanted is None:
        return {"clause_id": _("Choose a consultation first.")} if clause is not None else {}
    public: Any = visible_to(None)
    known = public.select_related(None).filter(pk=wanted, municipality=municipality_id)
    if not known.exclude(stage=Consultation.Stage.PREPARING).exists():
        return {"consultation_id": _("There is no such consultation in this municipality.")}
    if clause is not None and not Clause.objects.filter(pk=clause, consultation=wanted).exists():
        return {"clause_id": _("There is no such clause in this consultation.")}
    return {}


def missing_from(project: Project, today: date) -> Wrong:
    """What has to be there before the municipality can check it, by field."""
    wrong: Wrong = {}
    if not project.title:
        wrong["title"] = _("Give it a title.")
    if not project.summary:
        wrong["summary"] = _("Say in a sentence or two what it is about.")
    if is_blank(project.description):
        wrong["description"] = _("Describe what will be done, and why.")
    if not project.where and not project.is_remote:
        wrong["where"] = _("Say where it takes place, or that one can help from home.")
    if project.starts_on is None:
        wrong["starts_on"] = _("Say when it begins.")
    if project.ends_on is None:
        wrong["ends_on"] = _("Say when it ends.")
    elif project.ends_on < today:
        wrong["ends_on"] = _("This day has passed.")
    if not project.goals.exists():
        wrong["goals"] = _("Name at least one goal with a number that can be checked.")
    return wrong


def put_details(project: Project, fields: Mapping[str, Any], only: Collection[str] = FIELDS) -> bool:
    """The project holds these details, not yet saved; whether any is another one than before."""
    before = {name: getattr(project, name) for name in only}
    for name in only:
        if name in fields:
            setattr(project, name, fields[name])
    if project.consultation_id is None:
        project.clause_id = None
    project.description_html = render_typed(project.description)
    return before != {name: getattr(project, name) for name in only}
