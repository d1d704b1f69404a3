"""How much of what projects need is there, for lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, Sum

from ..models import Need, Offer
from .telling import STANDING


@dataclass(frozen=True)
class Things:
    """All things of a project together: needed, brought already, and promised besides."""

    needed: int = 0
    brought: int = 0
    promised: int = 0


def things_of(numbers: Iterable[int]) -> dict[int, Things]:
    """``{project: Things}`` for those that need any; two queries however many there are."""
    wanted = list(numbers)
    needed = Need.objects.filter(project__in=wanted).order_by().values("project").annotate(n=Sum("quantity"))
    offers = Offer.objects.filter(need__project__in=wanted).order_by().values("need__project")
    sums = offers.annotate(
        brought=Sum("quantity", filter=Q(state=Offer.State.BROUGHT), default=0),
        promised=Sum("quantity", filter=Q(state__in=STANDING), default=0),
    )
    given = {row["need__project"]: (row["brought"], row["promised"]) for row in sums}
    return {row["project"]: Things(row["n"], *given.get(row["project"], (0, 0))) for row in needed}
