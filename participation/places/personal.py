"""What this room keeps about a person: where they live, what they do for a municipality."""

from __future__ import annotations

from typing import Any

from participation.accounts import personal_data
from participation.accounts.models import User

from .models import Residency, Role


def export(user: User) -> dict[str, Any]:
    """Residence and roles, by the municipality's code."""
    return {
        "residence": Residency.objects.filter(user=user).values("municipality__code", "verified_at").first(),
        "roles": list(Role.objects.filter(user=user).values("municipality__code", "kind", "post", "since")),
    }


def join() -> None:
    """Residence and roles go with the person's own row."""
    personal_data.register("places", export)
