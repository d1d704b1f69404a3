"""A personal number stood in it (it was masked), or stands there from before numbers were masked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from participation.personal_numbers import MASK, holds

from ..flagging import Finding, Said

NOTE = _("A number that looks like a personal number (ЕГН) stood here. It was replaced by dots when it was written.")
BARE = _(
    "A number that looks like a personal number (ЕГН) stands here: it was written before such numbers were masked."
)


def find(said: Said) -> Finding | None:
    """Someone's personal data, wherever a number was masked. The number itself is never repeated."""
    if not holds(said.text):
        return None
    return Finding("personal", NOTE, place=MASK) if MASK in said.text else Finding("personal", BARE)
