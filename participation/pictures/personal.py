"""What this room keeps about a person: the pictures they showed."""

from __future__ import annotations

from typing import Any

from participation.accounts import personal_data
from participation.accounts.models import User

from .actions import remove_pictures_of
from .models import Picture


def export(user: User) -> list[dict[str, Any]]:
    """Every picture with where it is read and what was said of it."""
    fields = ("key", "ref", "description", "width", "height", "size", "created_at")
    rows = Picture.objects.filter(owner=user).order_by("pk").values(*fields)
    return [{**row, "url": f"/pictures/{row.pop('key')}/"} for row in rows]


def erase(user: User) -> None:
    """Pictures go with the person, and their files. What they stood beside no longer names them: see `forums.personal`."""
    remove_pictures_of(owner=user)


def join() -> None:
    """Pictures do not outlive the person."""
    personal_data.register("pictures", export, erase)
