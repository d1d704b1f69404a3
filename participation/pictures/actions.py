"""Every write of pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import IO, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.limits import limit
from participation.places.selectors import can_act
from participation.refusals import BadInput, NotAllowed, SignInFirst
from participation.unseen import one_line

from .making import Drawn, make_picture
from .models import LONGEST_DESCRIPTION as LONGEST_DESCRIPTION  # pages name it, too
from .models import Picture
from .selectors import picture_data

MOST = 4  # beside one thing
UNSENT = timedelta(days=1)  # so long a picture waits to be sent
AT_ONCE = 200  # pictures cleared in one go


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture to stand beside something; without a description of its own it keeps the one it has."""

    id: int
    description: str | None = None


def keep_picture(*, owner: object, file: IO[bytes], description: str = "") -> Picture:
    """The picture is drawn anew and kept for its owner until it is sent with words; a day at most.

    No transaction is open while it is drawn. Raises SignInFirst, NotAllowed, TooMany, PictureRefused.
    """
    if not isinstance(owner, User):
        raise SignInFirst
    if not can_act(owner):
        raise NotAllowed
    limit(f"picture:{owner.pk}", times=60, seconds=3600)
    made = make_picture(file)
    picture = Picture(
        owner=owner,
        description=_shortened(description),
        size=len(made.large.content) + len(made.small.content),
        width=made.large.width,
        height=made.large.height,
        small_width=made.small.width,
        small_height=made.small.height,
        created_at=db_now(),
    )
    picture.file.save("picture", _content(made.large), save=False)
    picture.small_file.save("picture", _content(made.small), save=False)
    picture.save()
    return picture


@transaction.atomic
def set_pictures(*, owner: User, ref: str, wanted: Sequence[Wanted]) -> list[dict[str, Any]]:
    """Exactly these pictures stand beside ``ref``, in this order, each described; as they are told (`picture_data`).

    What stood there and is not wanted any more is gone. Whether the person may change what ``ref`` names is for the
    caller to ask first. Raises BadInput (field ``pictures``): too many, not there, without a description.
    """
    if len(wanted) > MOST or len({one.id for one in wanted}) < len(wanted):
        raise BadInput(_("At most %(most)d pictures, each once.") % {"most": MOST}, field="pictures")
    rows = Picture.objects.select_for_update().filter(owner=owner, ref__in=("", ref))
    there = {row.pk: row for row in rows.filter(pk__in=[one.id for one in wanted])}
    for position, one in enumerate(wanted):
        picture = there.get(one.id)
        if picture is None:
            raise BadInput(_("A picture is not there any more. Choose it again."), field="pictures")
        if one.description is not None:
            picture.description = _shortened(one.description)
        if not picture.description:
            raise BadInput(_("Describe every picture for those who cannot see it."), field="pictures")
        picture.ref, picture.position = ref, position
        picture.save(update_fields=["ref", "position", "description"])
    _remove(list(Picture.objects.filter(ref=ref).exclude(pk__in=there)))
    return [picture_data(there[one.id]) for one in wanted]


@transaction.atomic
def remove_pictures(*, ref: str) -> int:
    """No picture stands beside ``ref``, and once that is sure their files are gone; how many they were."""
    return _remove(list(Picture.objects.select_for_update().filter(ref=ref))) if ref else 0


@transaction.atomic
def drop_picture(*, owner: object, picture_id: int) -> bool:
    """A picture that was chosen and not sent is gone; False when it was not there."""
    mine = Picture.objects.select_for_update().filter(pk=picture_id, owner_id=getattr(owner, "pk", None), ref="")
    return bool(_remove(list(mine)))


@transaction.atomic
def remove_pictures_of(*, owner: User) -> list[str]:
    """Every picture of the person and its files are gone; beside which things they stood."""
    mine = list(Picture.objects.select_for_update().filter(owner=owner))
    _remove(mine)
    return sorted({picture.ref for picture in mine if picture.ref})


def clear_unsent() -> int:
    """Pictures that were chosen long ago and never sent are gone; how many."""
    with transaction.atomic():
        old = Picture.objects.select_for_update().filter(ref="", created_at__lt=db_now() - UNSENT)
        return _remove(list(old.order_by("created_at")[:AT_ONCE]))


def _remove(pictures: list[Picture]) -> int:
    Picture.objects.filter(pk__in=[picture.pk for picture in pictures]).delete()
    for picture in pictures:
        for stored in (picture.file, picture.small_file):
            transaction.on_commit(partial(stored.storage.delete, stored.name or ""))
    return len(pictures)


def _content(drawn: Drawn) -> ContentFile[bytes]:
    return ContentFile(drawn.content)


def _shortened(description: str) -> str:
    """On one line, as the database takes it. Raises BadInput where it is too long."""
    words = one_line(description)
    if len(words) > LONGEST_DESCRIPTION:
        most = {"most": LONGEST_DESCRIPTION}
        raise BadInput(_("Describe the picture in at most %(most)d characters.") % most, field="pictures")
    return words
