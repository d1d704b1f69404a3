"""Certificates, and what they are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, QuerySet, Sum

from participation.accounts.models import User

from ..codes import typed
from ..models import Certificate, Hours
from ..policies import may_open_paper


@dataclass(frozen=True)
class Confirmed:
    """What is confirmed of one person in one project."""

    minutes: int
    first: date
    last: date


def confirmed_of(user_id: int, project_id: int) -> Confirmed | None:
    """None where nothing is confirmed."""
    rows = Hours.objects.filter(user=user_id, project=project_id, state=Hours.State.CONFIRMED)
    found = rows.aggregate(minutes=Sum("minutes"), first=Min("day"), last=Max("day"))
    return Confirmed(**found) if found["minutes"] else None


def find_certificate(code: str) -> Certificate | None:
    """By its code, however it was typed: small letters, dashes, letters of the Cyrillic keyboard."""
    return _whole().filter(code=typed(code)).first()


def own_certificates(person: object) -> QuerySet[Certificate]:
    """The person's own, the newest first."""
    if not isinstance(person, User):
        return Certificate.objects.none()
    return _whole().filter(user=person).order_by("-issued_at", "-id")


def paper_of(code: str, viewer: object) -> Certificate | None:
    """The certificate, for whoever may print it."""
    found = find_certificate(code)
    return found if found is not None and may_open_paper(viewer, found) else None


def _whole() -> QuerySet[Certificate]:
    return Certificate.objects.select_related("project__municipality")
