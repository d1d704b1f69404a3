"""Every read of organisations."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from participation.accounts.models import User
from participation.places.models import Role

from .models import Organisation, Representative


def list_voices(user: object) -> list[Organisation]:
    """The organisations the person may speak for now, by name; none for nobody."""
    if not isinstance(user, User):
        return []
    return list(
        Organisation.objects.filter(
            representatives__user=user,
            representatives__accepted_at__isnull=False,
            state=Organisation.State.VOUCHED,
        ).order_by("name")
    )


def list_representatives(organisation: Organisation) -> QuerySet[Representative]:
    """Who speaks for it, the invited included."""
    return Representative.objects.filter(organisation=organisation).select_related("user").order_by("since", "id")


def list_ties_of(user: User) -> QuerySet[Representative]:
    """The person's organisations and invitations."""
    ties = Representative.objects.filter(user=user).select_related("organisation__municipality")
    return ties.order_by("organisation__name")


def is_representative(user: object, organisation: Organisation) -> bool:
    """Whether the person has accepted to speak for it."""
    if not isinstance(user, User):
        return False
    return Representative.objects.filter(user=user, organisation=organisation, accepted_at__isnull=False).exists()


def list_pending(official: User) -> QuerySet[Organisation]:
    """Those waiting to be vouched for by the person's municipalities, the longest waiting first."""
    theirs = Role.objects.filter(user=official, kind=Role.Kind.OFFICIAL).values("municipality")
    waiting = Organisation.objects.filter(municipality__in=theirs, state=Organisation.State.PENDING)
    return waiting.select_related("municipality", "registered_by").order_by("registered_at")


def visible_organisations(viewer: object) -> QuerySet[Organisation]:
    """What the viewer may know of, by name: all that are vouched for; those they registered or represent; and every
    one in the municipalities whose officials they are.
    """
    known = Q(state=Organisation.State.VOUCHED)
    if isinstance(viewer, User):
        theirs = Role.objects.filter(user=viewer, kind=Role.Kind.OFFICIAL).values("municipality")
        mine = Representative.objects.filter(user=viewer).values("organisation")
        known |= Q(registered_by=viewer) | Q(pk__in=mine) | Q(municipality__in=theirs)
    return Organisation.objects.filter(known).select_related("municipality").order_by("name", "id")
