"""Markdown in, safe HTML out: the one place where anybody's text becomes markup."""

from __future__ import annotations

import html
import re

import markdown
import nh3

LONGEST = 200_000  # characters; longer input is shown as plain text
TAGS = {
    "p", "br", "hr", "strong", "em", "del", "s", "sup", "sub", "blockquote", "code", "pre", "ul", "ol", "li",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "a",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
SCHEMES = {"http", "https", "mailto"}


def render_markdown(text: str) -> str:
    """Safe HTML of somebody's Markdown: allow-listed tags, no images, links that pass on no trust."""
    if len(text) > LONGEST:
        return f"<pre>{html.escape(text)}</pre>"
    made = markdown.markdown(text, extensions=["tables", "sane_lists", "nl2br"], output_format="html")
    return nh3.clean(made, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="nofollow ugc noopener")


def plain_text(markup: str) -> str:
    """The words of some HTML, with single spaces."""
    words = nh3.clean(markup, tags=set())
    return re.sub(r"\s+", " ", html.unescape(words)).strip()
