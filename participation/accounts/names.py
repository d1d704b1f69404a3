"""The name a person shows to others."""

from __future__ import annotations

import unicodedata

from django.utils.translation import gettext_lazy as _

from participation.refusals import BadInput

SHORTEST, LONGEST = 2, 80
# Unseen signs that could make one name look like another, or turn the words after it around.
UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}


def cleaned_name(typed: str) -> str:
    """The name in one line without unseen signs. Raises BadInput where it is too short or long, or is an address."""
    shown = "".join(sign for sign in unicodedata.normalize("NFC", typed) if unicodedata.category(sign) not in UNSEEN)
    name = " ".join(shown.split())
    if not SHORTEST <= len(name) <= LONGEST:
        raise BadInput(_("A name has between 2 and 80 characters."), field="display_name")
    if "@" in name:
        raise BadInput(_("Others will see this name: do not use your e-mail address."), field="display_name")
    return name
