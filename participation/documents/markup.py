"""Markdown that people wrote to HTML that is safe anywhere on the platform, and back to plain text."""

from __future__ import annotations

import html
import re

import markdown
import nh3
from django.utils.safestring import SafeString, mark_safe

MAX_LENGTH = 400_000  # characters; longer text is shown as plain paragraphs
MAX_LINE_MARKS = 4_000  # signs that Markdown has to look at, in one paragraph

_TAGS = {
    "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "em", "del", "sub", "sup", "code", "pre",
    "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "a", "div",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title", "class", "id"},
    "li": {"id"},
    "sup": {"id"},
    "div": {"class"},
    "ol": {"start"},
    "th": {"scope"},
}
_CLASSES = {"a": {"footnote-ref", "footnote-backref"}, "div": {"footnote"}}
_SCHEMES = {"http", "https", "mailto"}
_CONTENT_GONE = {"script", "style", "template", "noscript", "iframe", "svg", "math", "title", "textarea", "xmp"}
_NOTE_ID = re.compile(r"fn(?:ref)?(?:\d*)[:-][\w:-]{1,60}")
_EMPTY_HEAD = re.compile(r"<thead>\s*<tr>\s*(?:<th[^>]*>\s*</th>\s*)+</tr>\s*</thead>\s*")
_MARKS = re.compile(r"[*_`\[\]<>!&\\]")
_URL = re.compile(r"(?<![\w(<\[\"'=/@.-])(?:https?://|www\.)[^\s<>\"'|\\)\]]{2,500}")
_BLOCK_ENDS = re.compile(r"</(?:p|h[1-6]|li|tr|blockquote|pre|dt|dd|div)>|<(?:br|hr)\s*/?>", re.IGNORECASE)
_CELL_ENDS = re.compile(r"</t[dh]>", re.IGNORECASE)


def render_markdown(text: str) -> SafeString:
    """HTML of an allow-list of tags: no scripts, styles, pictures, forms or ids of its own; links are marked.

    The time it takes grows with the length of the text only; text beyond the bounds is shown unformatted.
    """
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_LENGTH or _too_tangled(text):
        return mark_safe(_paragraphs(text))  # every sign in it was escaped
    try:
        made = _converter().convert(_with_links(text))
    except (RecursionError, ValueError, IndexError):
        return mark_safe(_paragraphs(text))
    return mark_safe(_clean(made))  # cleaned by an allow-list


def _converter() -> markdown.Markdown:
    """A fresh one for each text: it keeps footnotes from one text to the next."""
    converter = markdown.Markdown(
        extensions=["tables", "footnotes", "sane_lists", "nl2br"],
        extension_configs={"footnotes": {"UNIQUE_IDS": True, "BACKLINK_TITLE": ""}},
        output_format="html",
    )
    converter.inlinePatterns.deregister("image_link")
    converter.inlinePatterns.deregister("image_reference")
    converter.inlinePatterns.deregister("short_image_ref")
    return converter


def _clean(made: str) -> str:
    cleaned = nh3.clean(
        made,
        tags=_TAGS,
        clean_content_tags=_CONTENT_GONE,
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=_SCHEMES,
        link_rel="nofollow ugc noopener",
        strip_comments=True,
    )
    return _EMPTY_HEAD.sub("", cleaned)


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Ids and classes only where footnotes need them; relative links only inside the page."""
    if name == "id":
        return value if _NOTE_ID.fullmatch(value) else None
    if name == "class":
        kept = [word for word in value.split() if word in _CLASSES.get(tag, set())]
        return " ".join(kept) or None
    if name == "href" and ":" not in value.split("/", 1)[0].split("?", 1)[0] and not value.startswith("#"):
        return value if value.startswith("/") and not value.startswith(("//", "/\\")) else None
    return value


def _with_links(text: str) -> str:
    """Bare web addresses become links; those inside code or links already stay."""
    if "www." not in text and "://" not in text:
        return text
    return _URL.sub(_link, text)


def _link(found: re.Match[str]) -> str:
    shown = found.group(0)
    tail = ""
    while shown[-1:] in ".,;:!?*_`”“»":
        tail, shown = shown[-1] + tail, shown[:-1]
    return f"<{shown if '://' in shown else 'http://' + shown}>{tail}" if len(shown) > 8 else found.group(0)


def _too_tangled(text: str) -> bool:
    """A paragraph so full of marks that Markdown would need far more time than its length."""
    return any(
        len(part) > 2_000 and len(_MARKS.findall(part)) > MAX_LINE_MARKS for part in re.split(r"\n[ \t]*\n", text)
    ) or any(depth > 60 for depth in map(_quote_depth, text.split("\n")))


def _quote_depth(line: str) -> int:
    head = line[:400]
    return head.count(">", 0, len(head) - len(head.lstrip("> \t"))) + len(re.match(r"[ \t]*", head).group(0)) // 8  # type: ignore[union-attr]  # matches always


def _paragraphs(text: str) -> str:
    parts = re.split(r"\n[ \t]*\n", text[:MAX_LENGTH])
    return "\n".join(f"<p>{html.escape(part.strip())}</p>" for part in parts if part.strip())


def plain_text(made: str) -> str:
    """The words of some HTML, a line for each block: for mail, search, previews and diffs."""
    broken = _CELL_ENDS.sub(" ", _BLOCK_ENDS.sub("\n", made))
    bare = html.unescape(nh3.clean(broken, tags=set(), clean_content_tags=_CONTENT_GONE, attributes={}))
    lines = (re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in bare.split("\n"))
    return "\n".join(line for line in lines if line)
