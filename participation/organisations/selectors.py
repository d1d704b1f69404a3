"""Every read of organisations."""

from __future__ import annotations

from participation.accounts.models import User

from .models import Organisation


def list_voices(user: object) -> list[Organisation]:
    """The organisations the person may speak for now, by name; none for nobody."""
    if not isinstance(user, User):
        return []
    return list(
        Organisation.objects.filter(representatives__user=user, state=Organisation.State.VOUCHED).order_by("name")
    )
