"""Projects, from an idea to a report against their goals."""

from .checks import Check, Criterion
from .news import Report, Update
from .plan import BudgetLine, Goal, Need, Offer
from .project import BEFORE, Coordinator, Project

__all__ = [
    "BEFORE",
    "BudgetLine",
    "Check",
    "Coordinator",
    "Criterion",
    "Goal",
    "Need",
    "Offer",
    "Project",
    "Report",
    "Update",
]
