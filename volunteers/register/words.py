"""What volunteers and coordinators write to each other, without ways around the platform."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from participation.refusals import Words
from participation.unseen import one_line

MAIL = re.compile(r"[\w.+%-]+\s*(?:@|\(at\)|\[at\])\s*[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
LINK = re.compile(r"https?://|www\.|\b(?:t\.me|wa\.me|m\.me|facebook\.com|instagram\.com|viber\.me)/", re.IGNORECASE)
HANDLE = re.compile(r"(?<!\w)@\w{3,}")
DAY = re.compile(
    r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:\d{4})?|(?<!\d)\d{1,2}:\d{2}(?!\d)"
)  # or a time
TELEPHONE = re.compile(r"(?<![\w.])(?:\+|00?)\s?[1-9](?:[\s./()-]*\d){6,13}(?!\w)")
NO_CONTACT = _(
    "Leave out addresses, telephone numbers and links: Megdan passes on what you write to each other, and nobody has to "
    "give more of themselves away."
)


def holds_contact(text: str) -> bool:
    """Whether an e-mail address, a telephone number, a link or a name in another network stands in it."""
    if any(pattern.search(text) for pattern in (MAIL, LINK, HANDLE)):
        return True
    return bool(TELEPHONE.search(DAY.sub("–", text)))


def refusal_of(text: str, longest: int) -> Words | None:
    """Why these words cannot be passed on; None where they can."""
    if len(text) > longest:
        return _("This is too long: at most %(most)d characters.") % {"most": longest}
    return NO_CONTACT if holds_contact(text) else None


def cleaned(text: str) -> str:
    """The words as they are kept: lines stay, blank ends do not."""
    return "\n".join(one_line(line) for line in text.replace("\r\n", "\n").strip().split("\n"))
