"""Every read of places and roles."""

from __future__ import annotations

from datetime import datetime
from difflib import SequenceMatcher

from django.db.models import Q, QuerySet
from django.utils import timezone

from participation.accounts.models import User
from participation.database import rows

from .models import Municipality, Residency, Role, Suspension

NEAR = 0.72  # of one: how much of two names is the same


def list_municipalities(*, live_only: bool = False) -> QuerySet[Municipality]:
    """Municipalities with their region, by Bulgarian name."""
    places = Municipality.objects.select_related("region").order_by("name_bg", "id")
    return places.filter(is_live=True) if live_only else places


def list_near(typed: str, most: int = 5) -> list[Municipality]:
    """Municipalities whose name in either script is nearly what was typed, the nearest first. Two letters may be wrong."""
    wanted = typed.casefold().replace("ё", "е")
    nearness = {
        place: max(SequenceMatcher(None, wanted, name.casefold()).ratio() for name in (place.name_bg, place.name_en))
        for place in list_municipalities()
    }
    near = sorted((place for place, n in nearness.items() if n >= NEAR), key=lambda place: -nearness[place])
    return near[:most]


def get_municipality(code: str) -> Municipality | None:
    """By its NSI code, e.g. VAR16; None if there is none."""
    return Municipality.objects.select_related("region").filter(code=code.upper()).first()


def get_place(municipality_id: int | None) -> Municipality | None:
    """By its number; None if there is none."""
    return Municipality.objects.filter(pk=municipality_id).first() if municipality_id else None


def list_roles_of(user: User) -> QuerySet[Role]:
    """Every role the person holds, with its municipality."""
    return Role.objects.filter(user=user).select_related("municipality").order_by("municipality__name_bg", "kind")


def names_of_staff() -> list[tuple[int, str]]:
    """The names of officials, moderators and administrators, each with the person's number."""
    staff = User.objects.filter(Q(roles__isnull=False) | Q(is_staff=True), is_active=True)
    return list(staff.values_list("pk", "display_name").distinct())


def get_residence(user: User) -> Residency | None:
    """Where the person says they live, with the municipality."""
    return Residency.objects.select_related("municipality").filter(user=user).first()


def has_role(user: object, municipality_id: int | None, *kinds: str) -> bool:
    """Whether the person holds one of the roles there. Administrators hold none by themselves: acts stay signed."""
    if not isinstance(user, User) or not can_act(user) or municipality_id is None:
        return False
    marks = ", ".join(["%s"] * len(kinds))
    sql = (
        f"SELECT 1 FROM {Role._meta.db_table} WHERE user_id = %s AND municipality_id = %s AND kind IN ({marks}) LIMIT 1"  # noqa: S608  # names only
    )
    return bool(rows(sql, [user.pk, municipality_id, *kinds]))


def is_official(user: object, municipality_id: int | None) -> bool:
    """Whether the person is an official of this municipality."""
    return has_role(user, municipality_id, Role.Kind.OFFICIAL)


def is_moderator(user: object, municipality_id: int | None) -> bool:
    """Whether the person moderates for this municipality."""
    return has_role(user, municipality_id, Role.Kind.MODERATOR)


def can_act(user: object, municipality_id: int | None = None) -> bool:
    """Signed in, active and not suspended: neither everywhere nor, where a municipality is named, in that one.

    ``User.suspended_until`` is the latest moment any suspension reaches, so that nobody else costs a query. Where it
    reaches further than all of them, an administrator set it: that holds everywhere, for votes as well.
    """
    if not isinstance(user, User) or not user.is_active:
        return False
    if user.suspended_until is None or user.suspended_until <= timezone.now():
        return True
    standing = _standing(user.pk)
    if user.suspended_until > max((until for _place, until in standing), default=timezone.now()):
        return False
    return municipality_id is None or not any(place in (None, municipality_id) for place, _until in standing)


def suspended_until(user: object, municipality_id: int | None) -> datetime | None:
    """Until when the person may not speak in the municipality; None for whoever may."""
    if not isinstance(user, User) or user.suspended_until is None or user.suspended_until <= timezone.now():
        return None
    if not can_act(user):
        return user.suspended_until
    return max((until for place, until in _standing(user.pk) if place in (None, municipality_id)), default=None)


def list_suspensions(user: User) -> QuerySet[Suspension]:
    """Where the person may not speak now and until when, the latest end first."""
    standing = Suspension.objects.filter(user=user, lifted_at=None, until__gt=timezone.now())
    return standing.select_related("municipality").order_by("-until", "-id")


def _standing(user_id: int) -> list[tuple[int | None, datetime]]:
    found = Suspension.objects.filter(user=user_id, lifted_at=None, until__gt=timezone.now())
    return list(found.values_list("municipality_id", "until"))
