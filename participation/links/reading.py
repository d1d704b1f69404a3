"""What a page says of itself: title, a few words, the name of its site, the address of a picture. Text alone."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import etree

TITLE, WORDS, SITE = 120, 240, 60  # characters that are kept
_HEAD = 4096  # bytes in which a page says what its letters are in
_CHARSET = re.compile(r"charset=[\"']?([\w-]{2,40})")


@dataclass(frozen=True, slots=True)
class Told:
    """Plain text; ``picture`` is a full address or empty."""

    title: str
    description: str
    site: str
    picture: str


def read_page(content: bytes, kind: str, url: str) -> Told | None:
    """What the page says of itself; None where it has no title or is no page."""
    if kind.partition(";")[0].strip() not in ("text/html", "application/xhtml+xml"):
        return None
    parser = etree.HTMLParser(encoding=_encoding(kind, content), no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError):
        return None
    if root is None:
        return None
    said = _said(root)
    found = root.find(".//title")
    title = (
        said.get("og:title") or said.get("twitter:title") or ("".join(found.itertext()) if found is not None else "")
    )
    title = plain(title, TITLE)
    if not title:
        return None
    description = said.get("og:description") or said.get("description") or said.get("twitter:description") or ""
    picture = said.get("og:image") or said.get("og:image:url") or said.get("twitter:image") or ""
    return Told(
        title,
        plain(description, WORDS),
        plain(said.get("og:site_name", ""), SITE) or host_of(url),
        urljoin(url, picture.strip()) if picture.strip() else "",
    )


def _said(root: etree._Element) -> dict[str, str]:
    """The first of each kind of `meta`."""
    said: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").strip().lower()
        if name and meta.get("content"):
            said.setdefault(name, meta.get("content") or "")
    return said


def _encoding(kind: str, content: bytes) -> str | None:
    """What the server says the letters are in, or UTF-8 where nobody says it and they are; None lets the page say it."""
    found = _CHARSET.search(kind)
    try:
        if found:
            return codecs.lookup(found.group(1)).name
        if b"charset" in content[:_HEAD].lower():
            return None
        codecs.getincrementaldecoder("utf-8")().decode(content)  # its last letter may be cut through
    except (LookupError, UnicodeDecodeError):
        return None
    return "utf-8"


def host_of(url: str) -> str:
    """The site's name for people, where it tells none: its host."""
    return (urlsplit(url).hostname or "").removeprefix("www.")[:SITE]


def plain(text: str, most: int) -> str:
    """On one line, without signs that cannot be seen or turn the direction of writing, at most so many characters."""
    bare = "".join(" " if sign.isspace() else sign for sign in text if sign.isspace() or not _unseen(sign))
    words = " ".join(bare.split())
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _unseen(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "C"
