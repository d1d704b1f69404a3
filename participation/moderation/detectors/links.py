"""Links by accounts that are new here: most advertising comes so, and some good sources too. So it only flags."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ..flagging import Finding, Said

NEW = timedelta(days=7)
LINK = re.compile(r"(?:https?://|www\.)[^\s<>()\"']{3,200}", re.IGNORECASE)
NOTE = _("A link by an account that is less than %(days)d days old.")


def find(said: Said) -> Finding | None:
    """The first link to another site, where its author joined less than NEW before saying it."""
    if said.author is None or said.at - said.author.joined_at >= NEW:
        return None
    link = next((one for one in LINK.findall(said.text) if not _is_own(one)), None)
    return Finding("spam", NOTE % {"days": NEW.days}, place=link) if link else None


def _is_own(link: str) -> bool:
    own = urlsplit(settings.ENV.origin).hostname
    try:
        return own is not None and urlsplit(link).hostname == own
    except ValueError:  # no address at all
        return False
