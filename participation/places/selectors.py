"""Every read of places and roles."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from participation.accounts.models import User

from .models import Municipality, Residency, Role


def list_municipalities(*, live_only: bool = False) -> QuerySet[Municipality]:
    """Municipalities with their region, by Bulgarian name."""
    places = Municipality.objects.select_related("region").order_by("name_bg", "id")
    return places.filter(is_live=True) if live_only else places


def get_municipality(code: str) -> Municipality | None:
    """By its NSI code, e.g. VAR16; None if there is none."""
    return Municipality.objects.select_related("region").filter(code=code.upper()).first()


def list_roles_of(user: User) -> QuerySet[Role]:
    """Every role the person holds, with its municipality."""
    return Role.objects.filter(user=user).select_related("municipality").order_by("municipality__name_bg", "kind")


def get_residence(user: User) -> Residency | None:
    """Where the person says they live, with the municipality."""
    return Residency.objects.select_related("municipality").filter(user=user).first()


def has_role(user: object, municipality_id: int | None, *kinds: str) -> bool:
    """Whether the person holds one of the roles there. Administrators hold none by themselves: acts stay signed."""
    if not isinstance(user, User) or not can_act(user) or municipality_id is None:
        return False
    return Role.objects.filter(user=user, municipality_id=municipality_id, kind__in=kinds).exists()


def is_official(user: object, municipality_id: int | None) -> bool:
    """Whether the person is an official of this municipality."""
    return has_role(user, municipality_id, Role.Kind.OFFICIAL)


def is_moderator(user: object, municipality_id: int | None) -> bool:
    """Whether the person moderates for this municipality."""
    return has_role(user, municipality_id, Role.Kind.MODERATOR)


def can_act(user: object) -> bool:
    """Signed in, active and not suspended now."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.suspended_until is None or user.suspended_until <= timezone.now()
