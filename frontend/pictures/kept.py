"""The part of a form for pictures: what was chosen is kept at once, so that no refusal loses it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from participation.keys import as_id
from participation.pictures.actions import LONGEST_DESCRIPTION, MOST, Wanted, drop_picture, keep_picture
from participation.pictures.selectors import list_pictures_of, list_unsent
from participation.refusals import Refused


@dataclass
class Row:
    """One picture with what is typed about it, and what is wrong with that."""

    picture: Any
    description: str
    error: str = ""
    is_new: bool = False  # chosen just now: its description is asked for next


@dataclass
class Kept:
    """The pictures of a form as they were sent. ``asked``: a button of this part was pressed, so nothing is sent yet."""

    rows: list[Row] = field(default_factory=list)
    error: str = ""
    asked: bool = False
    said: str = ""  # what happened, for those who do not see it

    @property
    def has_room(self) -> bool:
        """Whether one more may be chosen."""
        return len(self.rows) < MOST

    @property
    def is_open(self) -> bool:
        """Whether the part is unfolded."""
        return bool(self.rows or self.error)

    def wanted(self) -> list[Wanted]:
        """As the actions take them."""
        return [Wanted(row.picture.pk, row.description) for row in self.rows]

    def check(self) -> bool:
        """Whether the pictures can be sent; each one that cannot says why in its place."""
        for row in self.rows:
            row.error = _wrong(row.description)
        return not self.error and not any(row.error for row in self.rows)


def of_post(post_id: int) -> Kept:
    """The pictures that stand beside a post, to be changed."""
    return of_ref(f"post.{post_id}")


def of_ref(ref: str) -> Kept:
    """The pictures that stand beside what ``ref`` names, to be changed."""
    return Kept([Row(picture, picture.description) for picture in list_pictures_of(ref)])


def read(request: HttpRequest, *, post_id: int | None = None, ref: str = "") -> Kept:
    """The pictures of a form that was sent, with those chosen in it; of nobody who is not signed in.

    ``post_id`` or ``ref``: whose own pictures may be among them.
    """
    if not request.user.is_authenticated:
        return Kept()
    kept = Kept(asked=any(request.POST.get(name) for name in ("add_picture", "drop_picture", "again")))
    numbers = [number for typed in request.POST.getlist("picture")[:MOST] if (number := as_id(typed)) is not None]
    dropped = as_id(request.POST.get("drop_picture", ""))
    for picture in list_unsent(request.user, dict.fromkeys(numbers), ref=f"post.{post_id}" if post_id else ref):
        if picture.pk == dropped:
            drop_picture(owner=request.user, picture_id=picture.pk)
            kept.said = _("The picture is taken away.")
            continue
        kept.rows.append(Row(picture, request.POST.get(f"description-{picture.pk}", "").strip()))
    _take_in(request, kept)
    if request.POST.get("again") and len(kept.rows) < len(set(numbers)):
        kept.error = _("Pictures that you chose before are kept for a day: choose them again.")
    return kept


def _take_in(request: HttpRequest, kept: Kept) -> None:
    """The files chosen in the form; one that is refused says why, and the others are kept."""
    files = request.FILES.getlist("new_picture")
    room = MOST - len(kept.rows)
    if len(files) > room:
        kept.error = _("At most %(most)d pictures.") % {"most": MOST}
    typed = request.POST.get("new_description", "").strip() if len(files) == 1 else ""
    for file in files[:room]:
        try:
            picture = keep_picture(owner=request.user, file=file)
        except Refused as refusal:
            kept.error = f"{file.name}: {refusal}"
            continue
        kept.rows.append(Row(picture, typed, is_new=True))
        kept.said = _("The picture is added. Describe it.")
    if kept.asked and not files and request.POST.get("add_picture"):
        kept.error = _("Choose a picture first.")


def _wrong(description: str) -> str:
    if not description:
        return _("Say what the picture shows, for those who cannot see it.")
    if len(description) > LONGEST_DESCRIPTION:
        return _("Describe the picture in at most %(most)d characters.") % {"most": LONGEST_DESCRIPTION}
    return ""
