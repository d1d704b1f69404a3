"""What projects spent: sums and lines for everybody, papers for those who may see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, Sum, prefetch_related_objects

from participation.accounts.models import User
from participation.places.models import Role
from volunteers.projects.models import BudgetLine, Coordinator, Project
from volunteers.projects.selectors.projects import visible_projects

from ..models import Expense, Paper, Payout
from ..policies import may_see_papers

THERE = Q(removed_at=None)


@dataclass(frozen=True)
class LineSpending:
    """A line of the budget: what was planned for it and what was spent, in cents."""

    id: int
    what: str
    planned_cents: int
    spent_cents: int


@dataclass(frozen=True)
class Spending:
    """All lines of a project's budget, and what was spent beside them, in cents."""

    lines: list[LineSpending]
    other_cents: int  # for no line of the budget

    @property
    def planned_cents(self) -> int:
        """What everything together was to cost."""
        return sum(line.planned_cents for line in self.lines)

    @property
    def spent_cents(self) -> int:
        """What everything together has cost so far."""
        return self.other_cents + sum(line.spent_cents for line in self.lines)


@dataclass(frozen=True)
class Covered:
    """What was spent beside what the municipality paid out to the project, in cents."""

    spent_cents: int
    named_cents: int  # of that, in expenses that name a payout
    paid_out_cents: int

    @property
    def others_cents(self) -> int:
        """Spent from no payout, or beyond what was paid out: paid by others."""
        return self.spent_cents - min(self.named_cents, self.paid_out_cents)

    @property
    def left_cents(self) -> int:
        """Paid out, and no expense that names a payout entered for it yet."""
        return max(0, self.paid_out_cents - self.named_cents)


def spending_of(project: Project) -> Spending:
    """What was planned and spent, line by line in the order of the budget. Two queries."""
    sums_of: Any = Expense.objects.filter(THERE, project=project).order_by().values("line")  # named when it runs
    spent = {row["line"]: int(row["cents"]) for row in sums_of.annotate(cents=Sum("cents"))}
    budget = BudgetLine.objects.filter(project=project).order_by("position")
    lines = [LineSpending(line.pk, line.what, line.cents, spent.pop(line.pk, 0)) for line in budget]
    return Spending(lines, sum(spent.values()))


def covered_of(project: Project, spent_cents: int) -> Covered:
    """The same beside what was paid out. Two queries."""
    paid = Payout.objects.filter(campaign__project=project, state=Payout.State.APPROVED).aggregate(n=Sum("cents"))["n"]
    named = Expense.objects.filter(THERE, project=project, payout__isnull=False).aggregate(n=Sum("cents"))["n"]
    return Covered(spent_cents, int(named or 0), int(paid or 0))


def has_expenses(project: Project) -> bool:
    """Whether anything was entered for the project. One query."""
    return Expense.objects.filter(THERE, project=project).exists()


def expenses_of(project: Project, viewer: object) -> list[Expense]:
    """What was spent, the newest first, each with its papers where the viewer may see them. Four queries at most."""
    rows = Expense.objects.filter(THERE, project=project).select_related("line", "payout").order_by("-day", "-id")
    return list(rows.prefetch_related(_papers()) if may_see_papers(viewer, project) else rows)


def removed_expenses_of(project: Project) -> list[Expense]:
    """What was taken out again, the newest first: everybody reads that, and why. One query."""
    return list(Expense.objects.filter(project=project, removed_at__isnull=False).order_by("-removed_at", "-id"))


def visible_expenses(viewer: object) -> QuerySet[Expense]:
    """What was spent in the projects that the viewer may see, the newest first."""
    rows = Expense.objects.filter(THERE, project__in=visible_projects(viewer).order_by().values("pk"))
    return rows.select_related("line", "project").order_by("-day", "-id")


def get_expense(expense_id: int, viewer: object) -> Expense | None:
    """One of those, with its project's municipality; None where the viewer does not see it."""
    rows = visible_expenses(viewer).select_related("project__municipality", "line", "payout")
    return rows.prefetch_related(_papers()).filter(pk=expense_id).first()


def with_papers(expenses: Sequence[Expense]) -> None:
    """Each of these has its papers as ``shown_papers``. One query."""
    prefetch_related_objects(list(expenses), _papers())


def opened_to(viewer: object, projects: Iterable[int]) -> set[int]:
    """Of these projects, those whose papers and suppliers the viewer sees; see ``policies.may_see_papers``. Three
    queries at most.
    """
    wanted = set(projects)
    if not isinstance(viewer, User) or not wanted:
        return set()
    led = set(Coordinator.objects.filter(user=viewer, project__in=wanted).values_list("project", flat=True))
    places = Role.objects.filter(user=viewer, kind=Role.Kind.OFFICIAL).values("municipality")
    known = Project.objects.filter(Q(pk__in=led) | Q(municipality__in=places), pk__in=wanted)
    return {project.pk for project in known if may_see_papers(viewer, project)} if led or places else set()


def papers_of_payout(payout: Payout) -> list[Paper]:
    """In the order in which they were added. For those who may see them."""
    return list(payout.papers.filter(THERE).select_related("by").order_by("id"))


def papers_of_expense(expense: Expense) -> list[Paper]:
    """The same of an expense."""
    return list(expense.papers.filter(THERE).select_related("by").order_by("id"))


def get_paper(paper_id: int, viewer: object) -> Paper | None:
    """The paper; None for whoever may not see it."""
    rows = Paper.objects.filter(THERE).select_related("expense__project", "payout__campaign__project")
    paper = rows.filter(pk=paper_id).first()
    return paper if paper is not None and may_see_papers(viewer, project_of(paper)) else None


def project_of(paper: Paper) -> Project:
    """The project to which it belongs."""
    if paper.expense is not None:
        return paper.expense.project
    assert paper.payout is not None  # the database holds that it belongs to one
    return paper.payout.campaign.project


def payouts_with_papers(project: Project) -> list[Payout]:
    """What was asked for or paid out, the newest first, with its papers; not what was taken back. Two queries."""
    rows = Payout.objects.filter(campaign__project=project).exclude(state=Payout.State.WITHDRAWN)
    return list(rows.select_related("campaign").prefetch_related(_papers()).order_by("-at", "-pk"))


def get_payout_of(payout_id: int, project: Project) -> Payout | None:
    """One of this project."""
    rows = Payout.objects.select_related("campaign__project__municipality").filter(campaign__project=project)
    return rows.filter(pk=payout_id).first()


def paid_payouts(project: Project) -> list[Payout]:
    """Those that an expense can be paid from, the newest first."""
    rows = Payout.objects.filter(campaign__project=project, state=Payout.State.APPROVED)
    return list(rows.order_by("-decided_at", "-pk"))


def told_spending(project: Project) -> dict[str, Any]:
    """What everybody may know, whole: the newest event says everything. Two queries."""
    found = spending_of(project)
    lines = [
        {"id": one.id, "what": one.what, "planned_cents": one.planned_cents, "spent_cents": one.spent_cents}
        for one in found.lines
    ]
    sums = {name: getattr(found, name) for name in ("other_cents", "planned_cents", "spent_cents")}
    return {"project": project.pk, "language": project.language, "lines": lines, **sums}


def _papers() -> Prefetch[Any]:
    return Prefetch("papers", queryset=Paper.objects.filter(THERE).order_by("id"), to_attr="shown_papers")
