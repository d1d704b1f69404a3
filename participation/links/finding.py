"""The one link of a text that gets a card."""

from __future__ import annotations

import html
import re

from .models import LONGEST_URL

_ALONE = re.compile(r"^[ \t]*<?(https?://[^\s<>]+?)>?[ \t]*$", re.IGNORECASE | re.MULTILINE)
_HREF = re.compile(r'<a href="(https?://[^"]+)"', re.IGNORECASE)


def first_link(body: str, body_html: str) -> str:
    """The first link that stands on a line of its own, else the first link of the text; empty where there is none.

    ``body_html`` is what Markdown made of the ``body``: what is no link there is none here.
    """
    if "http" not in body_html:
        return ""
    links = [html.unescape(found) for found in _HREF.findall(body_html)]
    alone = next((url for url in _ALONE.findall(body) if url in links), "")
    url = alone or (links[0] if links else "")
    return url if len(url) <= LONGEST_URL else ""
