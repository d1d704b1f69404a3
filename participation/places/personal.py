"""What this room keeps about a person: where they live, what they do for a municipality, where they may not speak."""

from __future__ import annotations

from typing import Any

from participation.accounts import personal_data
from participation.accounts.models import User

from .models import Residency, Role, Suspension


def export(user: User) -> dict[str, Any]:
    """Residence, roles and suspensions, by the municipality's code."""
    return {
        "residence": Residency.objects.filter(user=user).values("municipality__code", "verified_at").first(),
        "roles": list(Role.objects.filter(user=user).values("municipality__code", "kind", "post", "since")),
        "suspensions": list(
            Suspension.objects.filter(user=user)
            .order_by("pk")
            .values("municipality__code", "since", "until", "lifted_at")
        ),
    }


def join() -> None:
    """Residence, roles and suspensions go with the person's own row."""
    personal_data.register("places", export)
