"""Every read of pictures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .models import Picture
from .readers import is_readable


def get_picture(key: str) -> Picture | None:
    """The picture of that key, whoever may see it."""
    return Picture.objects.filter(key=key).first()


def may_see(picture: Picture, viewer: object) -> bool:
    """Whether the person may look at it: what is not sent yet only who chose it; else who reads what it stands by."""
    if not picture.ref:
        return picture.owner_id == getattr(viewer, "pk", None)
    return is_readable(picture.ref, viewer)


def is_public(picture: Picture) -> bool:
    """Whether everybody may look at it."""
    return bool(picture.ref) and is_readable(picture.ref)


def list_unsent(owner: object, numbers: Iterable[int], *, ref: str = "") -> list[Picture]:
    """Those of the pictures that the person chose and has not sent, or that stand beside ``ref``; in the order asked."""
    wanted = list(numbers)
    mine = Picture.objects.filter(owner_id=getattr(owner, "pk", None), ref__in={"", ref}, pk__in=wanted)
    return sorted(mine, key=lambda picture: wanted.index(picture.pk))


def list_pictures_of(ref: str) -> list[Picture]:
    """What stands beside the thing, in its order."""
    return list(Picture.objects.filter(ref=ref).order_by("position", "id")) if ref else []


def picture_data(picture: Picture) -> dict[str, Any]:
    """A picture as pages, live streams and the API tell it: the same for everybody."""
    return {
        "id": picture.pk,
        "url": f"/pictures/{picture.key}/",
        "width": picture.width,
        "height": picture.height,
        "small_url": f"/pictures/{picture.key}/small/",
        "small_width": picture.small_width,
        "small_height": picture.small_height,
        "description": picture.description,
    }
