"""Published states of a text."""

from __future__ import annotations

from django.db.models import QuerySet

from ..models import Consultation, Passage, Version


def list_versions(consultation: Consultation) -> QuerySet[Version]:
    """Every version, the oldest first."""
    return Version.objects.filter(consultation=consultation).order_by("number")


def passages_of(version: Version) -> QuerySet[Passage]:
    """The whole text of one version in reading order."""
    return Passage.objects.filter(version=version).order_by("position")
