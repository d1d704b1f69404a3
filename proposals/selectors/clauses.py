"""Clauses across consultations, for the API."""

from __future__ import annotations

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from participation.refusals import BadInput

from ..models import Clause, Passage, Version
from .states import visible_to


def visible_passages(viewer: object) -> QuerySet[Passage]:
    """The newest wording of every clause of the consultations the viewer may know of, in reading order."""
    newest = (
        Version.objects.filter(consultation=OuterRef("version__consultation"))
        .order_by()
        .values("consultation")
        .annotate(newest=Max("number"))
        .values("newest")
    )
    return (
        Passage.objects.filter(version__consultation__in=visible_to(viewer), version__number=Subquery(newest))
        .select_related("version", "clause__thread", "clause__question")
        .order_by("version__consultation_id", "position")
    )


def known_clause(clause_id: int, *, viewer: object) -> int:
    """The number again, if the viewer may know of the clause. Raises BadInput for whoever may not, and where there is none."""
    if not Clause.objects.filter(pk=clause_id, consultation__in=visible_to(viewer)).exists():
        raise BadInput(_("There is no such clause to change."), field="clause")
    return clause_id
