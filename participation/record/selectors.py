"""Every read of the public record."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from .models import Act, Heartbeat


def list_public_acts(
    *, scope: str | None = None, municipality_id: int | None = None, kinds: list[str] | None = None
) -> QuerySet[Act]:
    """The public record, newest first, with actor, organisation and municipality at hand."""
    acts = Act.objects.filter(is_public=True).select_related("actor", "organisation", "municipality").order_by("-id")
    if scope is not None:
        acts = acts.filter(scope=scope)
    if municipality_id is not None:
        acts = acts.filter(municipality_id=municipality_id)
    if kinds is not None:
        acts = acts.filter(kind__in=kinds)
    return acts


def last_beat(name: str = "worker") -> datetime | None:
    """When the worker (or the named periodic work) last ran; None: never."""
    return Heartbeat.objects.filter(name=name).values_list("beat_at", flat=True).first()
