"""Whether a municipality's colour can carry white words: the contrast of WCAG 2.2, level AA."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HEX = re.compile(r"#[0-9a-fA-F]{6}")
ENOUGH = 4.5  # : 1, for text of ordinary size


def contrast_with_white(colour: str) -> float:
    """1 to 21, for a colour as ``#rrggbb``."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def problem_with(colour: str) -> str:
    """Why the colour cannot be used, or nothing. No colour at all is fine: the site has its own."""
    if not colour:
        return ""
    if not HEX.fullmatch(colour):
        return str(_("Write the colour as # and six digits, such as #0b5a79."))
    if (found := contrast_with_white(colour)) < ENOUGH:
        words = _(
            "White words on this colour have a contrast of %(found).1f : 1; at least 4.5 : 1 is needed. Darken it."
        )
        return str(words % {"found": found})
    return ""


def validate_accent(colour: str) -> None:
    """For model and admin forms."""
    if problem := problem_with(colour):
        raise ValidationError(problem)
