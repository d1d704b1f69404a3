"""A project as live streams tell it: the same for every listener, so nothing personal and nobody's name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet, Sum

from ..models import Goal, Need, Offer, Project, Update

Row = dict[str, Any]
STANDING = (Offer.State.OFFERED, Offer.State.ACCEPTED)
COUNTED = (*STANDING, Offer.State.BROUGHT)  # nobody else need bring these


def moment(value: Any) -> str | None:
    """A moment or a day as streams tell it."""
    return value.isoformat() if value else None


def count_offers(needs: Iterable[Need]) -> dict[int, dict[str, int]]:
    """``{need: {offered, accepted, brought, missing}}`` in things, one query."""
    rows = list(needs)
    sums = {
        state: Sum("quantity", filter=Q(state=state), default=0)
        for state in (Offer.State.OFFERED.value, Offer.State.ACCEPTED.value, Offer.State.BROUGHT.value)
    }
    counted: dict[int, dict[str, int]] = {}
    sums_of: Any = offers_of(rows).order_by().values("need").annotate(**sums)  # named when it runs
    for row in sums_of:
        counted[row["need"]] = {state: row[state] for state in sums}
    found: dict[int, dict[str, int]] = {}
    for need in rows:
        told = counted.get(need.pk, dict.fromkeys(sums, 0))
        found[need.pk] = {**told, "missing": max(0, need.quantity - sum(told.values()))}
    return found


def offers_of(needs: list[Need]) -> QuerySet[Offer]:
    """Every offer of these, whatever became of it."""
    return Offer.objects.filter(need__in=[need.pk for need in needs])


def told_goal(goal: Goal) -> Row:
    """What is to be reached, and once there is a report what was."""
    numbers = {"target": f"{goal.target:.2f}", "actual": None if goal.actual is None else f"{goal.actual:.2f}"}
    return {"id": goal.pk, "text": goal.text, "unit": goal.unit, **numbers}


def told_need(need: Need, counts: dict[str, int]) -> Row:
    """A need with how much of it is offered, accepted, brought and still missing."""
    return {"id": need.pk, "what": need.what, "quantity": need.quantity, "unit": need.unit, **counts}


def told_needs(project: Project) -> list[Row]:
    """All of them in their order; two queries."""
    needs = list(project.needs.all())
    counts = count_offers(needs)
    return [told_need(need, counts[need.pk]) for need in needs]


def told_project(project: Project) -> Row:
    """How a public project stands, whole: the newest event says everything. Three queries."""
    return {
        "id": project.pk,
        "state": project.state,
        "title": project.title,
        "summary": project.summary,
        "description_html": project.description_html,
        "where": project.where,
        "is_remote": project.is_remote,
        "starts_on": moment(project.starts_on),
        "ends_on": moment(project.ends_on),
        "hours_goal": project.hours_goal,
        "reason": project.reason,
        "goals": [told_goal(goal) for goal in project.goals.all()],
        "needs": told_needs(project),
    }


def told_update(update: Update) -> Row:
    """News of a project. Its page says who wrote it: a name that goes must not stand in a stream's past."""
    return {
        "id": update.pk,
        "project": update.project_id,
        "title": update.title,
        "html": update.html,
        "pictures": update.pictures,
        "at": moment(update.at),
        "edited_at": moment(update.edited_at),
    }
