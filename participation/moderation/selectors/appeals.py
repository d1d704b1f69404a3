"""Appeals: one's own, and those that wait for another human."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from participation.accounts.models import User

from ..models import Appeal, Decision, Report
from .places import places_of, works_in

WITH = ("decision__municipality", "decision__decided_by", "report", "appellant")


def waiting_appeals(moderator: User) -> QuerySet[Appeal]:
    """Appeals this moderator may decide, the longest waiting first: never against one's own decision or about oneself."""
    mine = (
        Q(decision__decided_by=moderator)
        | Q(decision__seconded_by=moderator)
        | Q(decision__affected=moderator)
        | Q(appellant=moderator)
    )
    # A subquery, because a reporter may be unknown: leaving out rows by a joined null would leave out those too.
    reported = Report.objects.filter(reporter=moderator).values("decision")
    conflict = Q(decision__municipality__in=works_in(moderator), decision__scope__startswith="consultation.")
    conflict &= ~Q(decision__outcome=Decision.Outcome.KEEP)
    return (
        Appeal.objects.filter(outcome="", decision__municipality__in=places_of(moderator))
        .exclude(pk__in=Appeal.objects.filter(mine | conflict).values("pk"))
        .exclude(decision__in=reported.filter(decision__isnull=False))
        .select_related(*WITH)
        .order_by("created_at", "id")
    )


def readable_appeals(person: User) -> QuerySet[Appeal]:
    """A person's own appeals and those of the municipalities they moderate, newest first."""
    found = Appeal.objects.filter(Q(appellant=person) | Q(decision__municipality__in=places_of(person)))
    return found.select_related(*WITH).order_by("-created_at", "-id")


def appeal_of(person: User, decision: Decision) -> Appeal | None:
    """The person's own appeal against the decision, or None."""
    return Appeal.objects.filter(decision=decision, appellant=person).first()


def has_waiting_appeal(decision: Decision) -> bool:
    """Whether another human is still to look at it."""
    return Appeal.objects.filter(decision=decision, outcome="").exists()
