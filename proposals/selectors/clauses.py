"""Clauses across consultations, for the API."""

from __future__ import annotations

from django.db.models import Max, OuterRef, QuerySet, Subquery

from ..models import Passage, Version
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
