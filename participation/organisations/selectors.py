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
        Organisation.objects.filter(representatives__user=user, state=Organisation.State.VOUCHED).order_by("name")
    )


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
