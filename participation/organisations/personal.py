"""What this room keeps about a person: which organisations they registered and speak for."""

from __future__ import annotations

from typing import Any

from participation.accounts import personal_data
from participation.accounts.models import User

from .models import Organisation, Representative


def export(user: User) -> dict[str, Any]:
    """Ties and registrations."""
    return {
        "speaks_for": list(
            Representative.objects.filter(user=user)
            .order_by("pk")
            .values("organisation_id", "organisation__name", "post", "since", "accepted_at")
        ),
        "registered": list(
            Organisation.objects.filter(registered_by=user).order_by("pk").values("pk", "name", "registered_at")
        ),
    }


def join() -> None:
    """Ties go with the person's own row; organisations stay, without the name of who registered them."""
    personal_data.register("organisations", export)
