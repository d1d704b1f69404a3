"""Goals, budget and needs of a project: rows of a form, checked and laid down in their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from participation.refusals import BadInput
from participation.unseen import one_line

from ..models import BudgetLine, Goal, Need, Project
from ..selectors.telling import count_offers
from .details import Wrong

Rows = Sequence[Mapping[str, Any]]
MOST = {"goals": 12, "budget": 30, "needs": 40}
MOST_CENTS = 10**11  # a thousand million euro: a slip of the hand, not a project
MOST_THINGS = 100_000
MOST_TARGET = Decimal(10**9)
APART = 1000  # positions are moved out of each other's way by so much
TOO_MANY = _("At most %(most)d.")


def checked_goals(rows: Rows, wrong: Wrong) -> list[dict[str, Any]]:
    """Goals without empty rows; what is wrong is put into ``wrong`` under ``goals``."""
    made = []
    for row in rows:
        text, unit = one_line(str(row.get("text") or "")), one_line(str(row.get("unit") or ""))
        if not text and not unit and row.get("target") in (None, ""):
            continue
        target = number(row.get("target"))
        if not text or len(text) > 200 or len(unit) > 40:
            wrong["goals"] = _("Say each goal in at most 200 characters, and its unit in at most 40.")
        elif target is None or not 0 < target <= MOST_TARGET:
            wrong["goals"] = _("Each goal needs a number above zero: “%(goal)s”.") % {"goal": text}
        made.append({"text": text, "unit": unit, "target": target})
    return _few(made, "goals", wrong)


def checked_budget(rows: Rows, wrong: Wrong) -> list[dict[str, Any]]:
    """Lines of the budget without empty rows; what is wrong is put into ``wrong`` under ``budget``."""
    made = []
    for row in rows:
        what, cents = one_line(str(row.get("what") or "")), row.get("cents")
        if not what and not cents:
            continue
        if not what or len(what) > 160:
            wrong["budget"] = _("Say in at most 160 characters what each sum is for.")
        elif not isinstance(cents, int) or not 0 < cents <= MOST_CENTS:
            wrong["budget"] = _("Each line needs a sum above zero: “%(what)s”.") % {"what": what}
        made.append({"what": what, "cents": cents})
    return _few(made, "budget", wrong)


def checked_needs(rows: Rows, wrong: Wrong) -> list[dict[str, Any]]:
    """Needs without empty rows; what is wrong is put into ``wrong`` under ``needs``."""
    made = []
    for row in rows:
        what, unit = one_line(str(row.get("what") or "")), one_line(str(row.get("unit") or ""))
        quantity = row.get("quantity")
        if not what and not quantity and not row.get("id"):
            continue
        if not what or len(what) > 120 or len(unit) > 40:
            wrong["needs"] = _("Say in at most 120 characters what is needed, and its unit in at most 40.")
        elif not isinstance(quantity, int) or not 0 < quantity <= MOST_THINGS:
            wrong["needs"] = _("Say how many are needed: “%(what)s”.") % {"what": what}
        made.append({"id": row.get("id"), "what": what, "quantity": quantity, "unit": unit})
    return _few(made, "needs", wrong)


def _few(made: list[dict[str, Any]], field: str, wrong: Wrong) -> list[dict[str, Any]]:
    if len(made) > MOST[field]:
        wrong[field] = TOO_MANY % {"most": MOST[field]}
    return made


def number(value: Any) -> Decimal | None:
    """A number with two decimals at most, or None."""
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() and found == round(found, 2) else None


def different(project: Project, laid: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Of these lists those that say something else than what stands; a form that is sent twice changes nothing."""
    shown = {"goals": ("text", "unit", "target"), "budget": ("what", "cents"), "needs": ("what", "quantity", "unit")}
    return {
        name: rows
        for name, rows in laid.items()
        if [tuple(row[key] for key in shown[name]) for row in rows]
        != list(getattr(project, name).values_list(*shown[name]))
    }


def lay_goals(project: Project, goals: list[dict[str, Any]]) -> None:
    """Exactly these goals, in this order."""
    project.goals.all().delete()
    Goal.objects.bulk_create(Goal(project=project, position=place, **row) for place, row in enumerate(goals, 1))


def lay_budget(project: Project, lines: list[dict[str, Any]]) -> None:
    """Exactly these lines, in this order."""
    project.budget.all().delete()
    BudgetLine.objects.bulk_create(
        BudgetLine(project=project, position=place, **row) for place, row in enumerate(lines, 1)
    )


def lay_needs(project: Project, rows: list[dict[str, Any]]) -> None:
    """Exactly these needs, in this order; those with an ``id`` keep their offers.

    Raises BadInput for an id of another project's, for a need left out or made smaller than what was offered.
    """
    there = {need.pk: need for need in project.needs.select_for_update()}
    counts = count_offers(there.values())
    named = [row["id"] for row in rows if row["id"]]
    if len(set(named)) < len(named) or any(pk not in there for pk in named):
        raise BadInput(_("One of these needs is not there any more."), field="needs")
    offered = {pk for pk, need in there.items() if need.offers.exists()}
    if left_out := offered - set(named):
        what = there[min(left_out)].what
        raise BadInput(_("Somebody has offered this already, so it stays: “%(what)s”.") % {"what": what}, field="needs")
    project.needs.exclude(pk__in=named).delete()
    project.needs.update(position=F("position") + APART)
    for place, row in enumerate(rows, 1):
        need = there.get(row["id"]) or Need(project=project)
        taken = need.quantity - counts[need.pk]["missing"] if need.pk else 0
        if row["quantity"] < taken:
            words = _("So many have been offered already: %(n)d of “%(what)s”.") % {"n": taken, "what": need.what}
            raise BadInput(words, field="needs")
        if need.pk in offered and (row["what"], row["unit"]) != (need.what, need.unit):
            words = _("Somebody has offered this already, so it keeps its name: “%(what)s”.") % {"what": need.what}
            raise BadInput(words, field="needs")
        need.position, need.what, need.quantity, need.unit = place, row["what"], row["quantity"], row["unit"]
        need.save()
