"""The report on a project: what was reached of each goal, in words and numbers, and thanks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.documents.markup import is_blank, render_typed
from participation.limits import limit
from participation.pictures.actions import Wanted, set_pictures
from participation.refusals import BadInput, Closed, NotAllowed, refuse_all

from ..models import Project, Report
from .common import led, note, tell
from .details import TOO_LONG, Wrong
from .parts import MOST_TARGET, number

State = Project.State
LONGEST, LONGEST_THANKS = 10_000, 3000
Actuals = Mapping[int, Decimal | str | int]


@transaction.atomic
def publish_report(
    *,
    person: object,
    project_id: int,
    text: str,
    thanks: str = "",
    actuals: Actuals,
    pictures: Sequence[Wanted] = (),
) -> Report:
    """The project is finished, and everybody reads what was reached of each goal. Raises SignInFirst, NotAllowed, Closed
    unless it is under way, BadInput naming each field (``actuals`` wants a number for every goal).
    """
    project = led(person, project_id)
    if project.state != State.UNDER_WAY:
        raise Closed(_("A report is published once, for a project that is under way."))
    author, words = _somebody(person), _checked(project, text, thanks, actuals)
    report = Report.objects.create(project=project, author=author, at=db_now(), **words)
    _put_pictures(report, author, pictures)
    _put_actuals(project, actuals)
    project.state, project.finished_at = State.FINISHED, report.at
    project.save(update_fields=["state", "finished_at"])
    note(project, "project.reported", author)
    tell(project, "project.reported")
    return report


@transaction.atomic
def correct_report(
    *,
    person: object,
    project_id: int,
    text: str,
    thanks: str = "",
    actuals: Actuals,
    pictures: Sequence[Wanted] | None = None,
) -> Report:
    """The report says this from now on, and that it was corrected; harmless where nothing changes. Without ``pictures``
    they stay; who wrote it chooses others. Raises as publish_report, Closed where there is no report yet.
    """
    project = led(person, project_id)
    report = Report.objects.select_for_update().filter(project=project).first()
    if report is None:
        raise Closed(_("There is no report to correct yet."))
    author, words = _somebody(person), _checked(project, text, thanks, actuals)
    before = (report.text, report.thanks, report.pictures, sorted(project.goals.values_list("pk", "actual")))
    for name, value in words.items():
        setattr(report, name, value)
    if pictures is not None and (pictures or report.pictures):
        if report.author_id != author.pk:
            raise NotAllowed(_("Only who wrote it chooses its pictures."), field="pictures")
        _put_pictures(report, author, pictures)
    _put_actuals(project, actuals)
    if before == (report.text, report.thanks, report.pictures, sorted(project.goals.values_list("pk", "actual"))):
        return report
    limit(f"project_report:{author.pk}", times=30, seconds=3600)
    report.corrected_at = db_now()
    report.save()
    note(project, "project.report_corrected", author)
    tell(project, "project.report_corrected")
    return report


def _checked(project: Project, text: str, thanks: str, actuals: Actuals) -> dict[str, Any]:
    """The words as they are kept. Raises BadInput naming each field."""
    wrong: Wrong = {}
    text, thanks = (typed.replace("\r\n", "\n").strip() for typed in (text, thanks))
    if is_blank(text):
        wrong["text"] = _("Tell what was done and what became of it.")
    for name, typed, longest in (("text", text, LONGEST), ("thanks", thanks, LONGEST_THANKS)):
        if len(typed) > longest:
            wrong[name] = TOO_LONG % {"most": longest}
    goals = {goal.pk: goal.text for goal in project.goals.all()}
    if set(actuals) - set(goals):
        wrong["actuals"] = _("One of these goals is not there.")
    for pk, goal in goals.items():
        reached = number(actuals.get(pk))
        if reached is None or not 0 <= reached <= MOST_TARGET:
            wrong["actuals"] = _("Say what was reached, in a number: “%(goal)s”.") % {"goal": goal}
    refuse_all(wrong)
    return {"text": text, "html": render_typed(text), "thanks": thanks, "thanks_html": render_typed(thanks)}


def _put_actuals(project: Project, actuals: Actuals) -> None:
    for goal in project.goals.all():
        goal.actual = number(actuals[goal.pk])
        goal.save(update_fields=["actual"])


def _put_pictures(report: Report, author: User, pictures: Sequence[Wanted]) -> None:
    if pictures or report.pictures:
        report.pictures = set_pictures(owner=author, ref=report.ref, wanted=pictures)
        report.save(update_fields=["pictures"])


def _somebody(person: object) -> User:
    if not isinstance(person, User):  # whoever leads it is somebody
        raise BadInput
    return person
