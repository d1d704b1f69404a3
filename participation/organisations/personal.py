"""What this room keeps about a person: which organisations they registered and speak for."""

from __future__ import annotations

from typing import Any

from participation.accounts import personal_data
from participation.accounts.models import User

from .actions.inviting import forget_invitations_to
from .models import Invitation, Organisation, Representative
from .selectors import list_invitations_to


def export(user: User) -> dict[str, Any]:
    """Ties, invitations and registrations."""
    return {
        "speaks_for": list(
            Representative.objects.filter(user=user)
            .order_by("pk")
            .values("organisation_id", "organisation__name", "post", "since", "accepted_at")
        ),
        "invited_to": list(
            list_invitations_to(user).values("organisation_id", "organisation__name", "email", "post", "invited_at")
        ),
        "invited": list(
            Invitation.objects.filter(invited_by=user)
            .order_by("pk")
            .values("organisation_id", "organisation__name", "email", "post", "invited_at")
        ),
        "registered": list(
            Organisation.objects.filter(registered_by=user).order_by("pk").values("pk", "name", "registered_at")
        ),
    }


def join() -> None:
    """Ties go with the person's own row and invitations with their addresses; organisations stay, without the name of who
    registered them.
    """
    personal_data.register("organisations", export, forget_invitations_to)
