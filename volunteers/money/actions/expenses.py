"""What a project spent: entered, changed and taken out by those who lead it; everybody reads the sums."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.limits import limit
from participation.live.actions import publish
from participation.refusals import BadInput, Closed, SignInFirst, Stale, Words, refuse_all
from participation.retries import made_once, there_before, was_there
from participation.unseen import one_line
from volunteers.projects.actions.common import led, note
from volunteers.projects.actions.parts import MOST_CENTS
from volunteers.projects.models import Project

from ..models import Expense, Payout
from ..papers import TakenPaper
from ..policies import refusal_to_account
from ..refusals import KeyUsedDifferently
from ..selectors.expenses import told_spending
from .common import hold
from .papers import MOST, keep_papers

GONE = _("This is not there any more.")
TOO_LONG = _("This is too long: at most %(most)d characters.")
OTHER_EXPENSE = _("This form was already used for another expense. Open a new one to enter this one.")
FIELDS = ("what", "cents", "day", "line", "payout", "supplier")
EARLIEST = date(2000, 1, 1)
Fields = dict[str, Any]


@transaction.atomic
def add_expense(
    *,
    person: object,
    project_id: int,
    what: str,
    cents: int,
    day: date,
    line: int | None = None,
    payout: int | None = None,
    supplier: str = "",
    papers: Sequence[TakenPaper] = (),
    client_key: str = "",
) -> Expense:
    """Everybody reads that so much was spent, on what and when; the supplier and the papers (prepared before) are for
    coordinators and officials. The same ``client_key`` again gives what was entered before.

    Raises SignInFirst, NotAllowed but for coordinators, Closed 90 days after the project's end, TooMany, BadInput by field,
    KeyUsedDifferently where the key made an expense of other contents.
    """
    project, user = _accounted(person, project_id)
    limit(f"expense:{user.pk}", times=120, seconds=3600)
    given = {"what": what, "cents": cents, "day": day, "line": line, "payout": payout, "supplier": supplier}
    kept = _checked(project, given)
    if len(papers) > MOST:
        raise BadInput(_("At most %(most)d papers.") % {"most": MOST}, field="file")
    made = made_once(
        lambda: _add(project, user, kept, papers, client_key[:40]),
        of=Expense, constraint="expense_sent_once", by=user, client_key=client_key[:40], project=project,
    )  # fmt: skip
    if was_there(made) and made.version == 1 and _names(kept) != _names_of(made):
        raise KeyUsedDifferently(OTHER_EXPENSE, field="client_key")
    return made


def _add(project: Project, user: User, kept: Fields, papers: Sequence[TakenPaper], key: str) -> Expense:
    made = Expense.objects.create(project=project, by=user, at=db_now(), client_key=key, **kept)
    for paper in papers:
        keep_papers(user, paper, expense=made)
    note(project, "expense.added", user, ref=made.ref, data={"cents": made.cents})
    _tell(project)
    return made


@transaction.atomic
def change_expense(*, person: object, expense_id: int, seen: int | None = None, **fields: Any) -> Expense:
    """It says this from now on; what is not given stays. Harmless where nothing changes. The sum before stands in the
    public record. Raises as add_expense, and Stale where somebody changed it after the version that was ``seen``.
    """
    project, user, expense = _found(person, expense_id)
    if expense.removed_at is not None:
        raise Closed(GONE)
    before = _names_of(expense)
    kept = _checked(project, {**before, **{name: fields[name] for name in FIELDS if name in fields}})
    if _names(kept) == before:
        return there_before(expense)
    if seen is not None and seen != expense.version:
        raise Stale
    limit(f"expense:{user.pk}", times=120, seconds=3600)
    for name, value in kept.items():
        setattr(expense, name, value)
    expense.version, expense.changed_at = expense.version + 1, db_now()
    expense.save()
    sums = {"cents": expense.cents, "before": before["cents"]}
    note(project, "expense.changed", user, ref=expense.ref, data=sums)
    _tell(project)
    return expense


@transaction.atomic
def remove_expense(*, person: object, expense_id: int, reason: str) -> Expense:
    """It does not count any more; everybody reads that it was there, and why it was taken out. Its supplier is gone, and
    the worker deletes its papers. Harmless a second time. Raises as add_expense.
    """
    project, user, expense = _found(person, expense_id)
    if expense.removed_at is not None:
        return there_before(expense)
    reason = one_line(reason)
    if not reason:
        raise BadInput(_("Say why it is taken out."), field="reason")
    if len(reason) > 300:
        raise BadInput(TOO_LONG % {"most": 300}, field="reason")
    expense.removed_at, expense.reason, expense.supplier = db_now(), reason, ""
    expense.version += 1
    expense.save()
    expense.papers.filter(removed_at=None).update(removed_at=expense.removed_at)
    note(project, "expense.removed", user, ref=expense.ref, data={"cents": expense.cents})
    _tell(project)
    return expense


def _accounted(person: object, project_id: int) -> tuple[Project, User]:
    """The project, locked for one of those who lead it while its expenses are entered."""
    if not isinstance(person, User):
        raise SignInFirst
    hold(person)
    project = led(person, project_id)
    refusal = refusal_to_account(project, db_now())
    if refusal is not None:
        raise refusal
    return project, person


def _found(person: object, expense_id: int) -> tuple[Project, User, Expense]:
    number = Expense.objects.filter(pk=expense_id).values_list("project", flat=True).first()
    if not isinstance(person, User):
        raise SignInFirst
    if number is None:
        raise BadInput(GONE)
    project, user = _accounted(person, number)
    return project, user, Expense.objects.select_for_update().get(pk=expense_id)


def _checked(project: Project, given: Fields) -> Fields:
    """The fields as they are kept. Raises BadInput naming each field that is wrong."""
    what, supplier = one_line(str(given["what"] or "")), one_line(str(given["supplier"] or ""))
    wrong: dict[str, Words] = {}
    if not what:
        wrong["what"] = _("Say what it was spent on.")
    for name, typed, most in (("what", what, 160), ("supplier", supplier, 200)):
        if len(typed) > most:
            wrong[name] = TOO_LONG % {"most": most}
    if not isinstance(given["cents"], int) or not 0 < given["cents"] <= MOST_CENTS:
        wrong["cents"] = _("Give a sum above zero.")
    if not isinstance(given["day"], date) or not EARLIEST <= given["day"] <= _today(project):
        wrong["day"] = _("Give the day on which it was paid: today or before.")
    line = project.budget.filter(pk=given["line"]).first() if given["line"] else None
    if given["line"] and line is None:
        wrong["line"] = _("There is no such line in the budget.")
    paid = Payout.objects.filter(campaign__project=project, state=Payout.State.APPROVED)
    payout = paid.filter(pk=given["payout"]).first() if given["payout"] else None
    if given["payout"] and payout is None:
        wrong["payout"] = _("There is no such payout to this project.")
    refuse_all(wrong)
    return {**given, "what": what, "supplier": supplier, "line": line, "payout": payout}


def _names_of(expense: Expense) -> Fields:
    """The fields as they are given: lines and payouts by their ids."""
    return {name: getattr(expense, name if name not in ("line", "payout") else f"{name}_id") for name in FIELDS}


def _names(kept: Fields) -> Fields:
    return {name: value.pk if name in ("line", "payout") and value else value for name, value in kept.items()}


def _today(project: Project) -> date:
    """Today on the municipality's calendar, by the database's clock."""
    return timezone.localdate(db_now(), ZoneInfo(project.municipality.timezone))


def _tell(project: Project) -> None:
    """Screens learn the sums. Nothing is told while it is not public."""
    if project.is_public:
        publish(stream=project.scope, kind="expense.changed", data=told_spending(project), ref=project.scope)
