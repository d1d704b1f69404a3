"""Entries of volunteers: a person's own, and those that coordinators see with an application."""

from __future__ import annotations

from django.db.models import QuerySet

from participation.accounts.models import User

from ..models import Volunteer


def with_all(entries: QuerySet[Volunteer]) -> QuerySet[Volunteer]:
    """Each with its guardian and municipalities: two queries, however many there are."""
    return entries.select_related("guardian").prefetch_related("municipalities")


def entry_of(person: object) -> Volunteer | None:
    """The person's own entry; None for whoever is not in the register."""
    if not isinstance(person, User):
        return None
    return with_all(Volunteer.objects.filter(user=person)).first()


def is_volunteer(person: object) -> bool:
    """Whether the person is in the register: for their own pages alone."""
    return isinstance(person, User) and Volunteer.objects.filter(user=person).exists()
