"""Every read of organisations."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from participation.accounts.models import User
from participation.accounts.selectors import confirmed_addresses
from participation.database import contains
from participation.places.models import Role

from .models import Invitation, Organisation, Representative


def list_voices(user: object) -> list[Organisation]:
    """The organisations the person may speak for now, by name; none for nobody."""
    if not isinstance(user, User):
        return []
    return list(
        Organisation.objects.filter(
            representatives__user=user,
            state=Organisation.State.VOUCHED,
        ).order_by("name")
    )


def list_representatives(organisation: Organisation) -> QuerySet[Representative]:
    """Who speaks for it, since when."""
    return Representative.objects.filter(organisation=organisation).select_related("user").order_by("since", "id")


def representatives_of(organisation_id: int) -> QuerySet[Representative, Any]:
    """Numbers of the people who speak for it, for a subquery."""
    return Representative.objects.filter(organisation=organisation_id).values("user")


def list_ties_of(user: User) -> QuerySet[Representative]:
    """The person's organisations."""
    ties = Representative.objects.filter(user=user).select_related("organisation__municipality")
    return ties.order_by("organisation__name")


def list_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Whom its representatives have asked, by the addresses they typed. A declined one looks as before."""
    return Invitation.objects.filter(organisation=organisation).order_by("invited_at", "id")


def get_invitation(invitation_id: int) -> Invitation | None:
    """The invitation of that number, if it still stands."""
    return Invitation.objects.filter(pk=invitation_id, declined_at=None).first()


def list_invitations_to(user: object) -> QuerySet[Invitation]:
    """What waits for the person's answer: asked at an address they have confirmed, by one that is vouched for and for
    which they do not speak yet; by name, each with its organisation.
    """
    if not isinstance(user, User):
        return Invitation.objects.none()
    waiting = Invitation.objects.filter(email__in=confirmed_addresses(user), declined_at=None)
    return (
        waiting.filter(organisation__state=Organisation.State.VOUCHED)
        .exclude(organisation__representatives__user=user)
        .select_related("organisation__municipality")
        .order_by("organisation__name", "id")
    )


def is_representative(user: object, organisation: Organisation) -> bool:
    """Whether the person speaks for it."""
    if not isinstance(user, User):
        return False
    return Representative.objects.filter(user=user, organisation=organisation).exists()


def list_pending(official: User) -> QuerySet[Organisation]:
    """Those waiting to be vouched for by the person's municipalities, the longest waiting first."""
    theirs = Role.objects.filter(user=official, kind=Role.Kind.OFFICIAL).values("municipality")
    waiting = Organisation.objects.filter(municipality__in=theirs, state=Organisation.State.PENDING)
    return waiting.select_related("municipality", "registered_by").order_by("registered_at")


def matching(organisations: QuerySet[Organisation], search: str) -> QuerySet[Organisation]:
    """Those with every one of the words (the first six) in their name."""
    for word in search.split()[:6]:
        organisations = organisations.filter(contains("name", word))
    return organisations


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
