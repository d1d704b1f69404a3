"""Markdown to HTML that is safe anywhere on the platform, and back to plain text.

Tags mean something in documents that are taken in. In what people type they are words, and shown as they were typed.
"""

from __future__ import annotations

import html
import re
import threading
from hashlib import blake2s
from xml.etree.ElementTree import Element

import markdown
import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

MAX_LENGTH = 400_000  # characters; longer text is shown as plain paragraphs
MAX_MARKS = 300  # brackets in one block
MAX_NOTES = 300
MAX_DEPTH = 30

_TAGS = {
    "p", "br", "hr", "h3", "h4", "h5", "h6", "strong", "em", "del", "sub", "sup", "code", "pre",
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
_NOTE_ID = re.compile(r"fn(?:ref)?\d{0,3}[:-][\w:-]{1,60}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_HREF = re.compile(r"https?://|mailto:|#|/(?![/\\])", re.IGNORECASE)
_EMPTY_HEAD = re.compile(r"<thead>\s*<tr>\s*(?:<th[^>]*>\s*</th>\s*)+</tr>\s*</thead>\s*")
_HEADING = re.compile(r" {0,3}#{1,6}(?=\s)|#{1,6}\S")
_UNDERLINE = re.compile(r"(?:=+|-+)[ ]*$")
_MARKS = re.compile(r"[*_`\[\]<>!&\\]")
_URL = r"(?<![\w@/.-])(?:https?://|www\.)[^\s<>\"'|\\)\]]{2,500}"
_LOWERED = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6"}
_BEGINS = re.compile(r"\s*+[a-zA-Zа-яА-Я]")  # a text that begins with a letter shows it
_SEEN = re.compile(
    "[^\\s\\x00-\\x1f\\x7f-\\x9f\\u00ad\\u0300-\\u036f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f"
    "\\u202a-\\u202e\\u2060-\\u206f\\u20d0-\\u20f0\\u2800\\u3164\\ufe00-\\ufe0f\\ufe20-\\ufe2f\\ufeff\\uffa0\\ufff9-\\ufffb"
    "\\U000e0000-\\U000e0fff]"
)
_kept = threading.local()
_BLOCK_ENDS = re.compile(r"</(?:p|h[1-6]|li|tr|blockquote|pre|dt|dd|div)>|<(?:br|hr)\s*/?>", re.IGNORECASE)
_CELL_ENDS = re.compile(r"</t[dh]>", re.IGNORECASE)


def render_markdown(text: str) -> SafeString:
    """HTML of an allow-list of tags: no scripts, styles, pictures, forms or ids of its own; links are marked.

    For documents: tags of the allow-list that stand in the text work, others are left out. The time it takes grows with
    the length of the text only; text beyond the bounds is shown unformatted.
    """
    return _rendered(text, typed=False)


def render_typed(text: str) -> SafeString:
    """The same for what somebody typed: tags in it are shown, none works and none vanishes."""
    return _rendered(text, typed=True)


def is_blank(text: str) -> bool:
    """Whether a reader of these typed words would see nothing at all."""
    return not _BEGINS.match(text) and is_unseen(plain_text(render_typed(text)))


def is_unseen(words: str) -> bool:
    """Whether plain words are none: blanks and signs that nobody sees."""
    return not _SEEN.search(words)


def _rendered(text: str, *, typed: bool) -> SafeString:
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_LENGTH:
        return mark_safe(_paragraphs(text))  # every sign in it was escaped
    try:
        made = _converter_for(text, typed=typed).convert(_tamed(text, typed=typed))
    except (RecursionError, ValueError, IndexError):
        return mark_safe(_paragraphs(text))
    return mark_safe(_clean(made))  # cleaned by an allow-list


def _converter_for(text: str, *, typed: bool) -> markdown.Markdown:
    """This thread's own for a text without footnotes, emptied; a fresh one for a text with them: it keeps their names.

    A prefix made from the text tells its footnotes from those of other texts on a page.
    """
    if 0 < text.count("[^") <= MAX_NOTES * 2:
        prefix = blake2s(text.encode("utf-8", "replace"), digest_size=4).hexdigest()
        return _converter(FootnoteExtension(BACKLINK_TITLE="", SEPARATOR=f"-{prefix}-"), typed=typed)
    name = "typed" if typed else "converter"
    if not hasattr(_kept, name):
        setattr(_kept, name, _converter(typed=typed))
    kept: markdown.Markdown = getattr(_kept, name)
    return kept.reset()


def _converter(*more: FootnoteExtension, typed: bool) -> markdown.Markdown:
    converter = markdown.Markdown(extensions=["tables", "sane_lists", "nl2br", *more], output_format="html")
    for name in ("image_link", "image_reference", "short_image_ref"):
        converter.inlinePatterns.deregister(name)
    if typed:
        converter.inlinePatterns.deregister("html")
        converter.preprocessors.register(_Plainly(converter), "html_block", 20)  # in the place of the library's own
    converter.inlinePatterns.register(_BareLink(_URL, converter), "bare_link", 85)
    converter.treeprocessors.register(_LowerHeadings(converter), "lower_headings", 5)
    return converter


class _Plainly(Preprocessor):
    """Blocks with too many marks are set aside as plain words; tags are nothing special."""

    def run(self, lines: list[str]) -> list[str]:
        blocks = "\n".join(lines).split("\n\n")
        for place, block in enumerate(blocks):
            if _tangled(block):
                blocks[place] = self.md.htmlStash.store(_plain_block(block))
        return "\n\n".join(blocks).split("\n")


class _BareLink(InlineProcessor):
    """Web addresses in running text become links."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:  # the library's name
        shown = m.group(0).rstrip(".,;:!?*_”“»'")
        if "\x02" in shown:  # another pattern's placeholder
            shown = shown[: shown.index("\x02")]
        if len(shown) < 8 or "." not in shown[4:]:
            return None, None, None
        link = Element("a", href=shown if "://" in shown else f"http://{shown}")
        link.text = AtomicString(shown)
        return link, m.start(0), m.start(0) + len(shown)


class _LowerHeadings(Treeprocessor):
    """The page has h1 and h2 of its own: those of a text begin below them."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag in _LOWERED:
                element.tag = _LOWERED[element.tag]


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
    if name == "href":
        value = _CONTROL.sub("", value).strip()  # browsers leave them out, and so what follows is what counts
        return value if _HREF.match(value) else None
    return value


def _tamed(text: str, *, typed: bool) -> str:
    """The text without what makes Markdown look at the same signs again and again.

    Headings get blocks of their own, since the rest of a block is read anew after each; brackets by the hundred in
    one block mean nothing and are escaped; quotes and lists end at a depth nobody writes.
    """
    lines = []
    for line in text.split("\n"):
        if _HEADING.match(line):
            lines += ["", line, ""]
        elif _UNDERLINE.match(line):
            lines += [line, ""]
        else:
            start = line[: len(line) - len(line.lstrip("> \t"))]
            deep = start.count(">") + start.count("\t") + start.count(" ") // 4 > MAX_DEPTH
            lines.append(line.lstrip("> \t") if deep else line)
    blocks = re.split(r"\n(?:[ \t]*\n)+", "\n".join(lines))
    if typed:
        return "\n\n".join(blocks)  # see _Plainly
    if text.count("<") > MAX_MARKS * 10:  # no text has so many tags; unclosed ones are looked for to the end
        blocks = [block.replace("<", "&lt;") for block in blocks]
    return "\n\n".join(_plain_block(block) if _tangled(block) else block for block in blocks)


def _tangled(block: str) -> bool:
    return block.count("[") + block.count("<") + block.count("![") > MAX_MARKS or len(_MARKS.findall(block)) > 20_000


def _plain_block(block: str) -> str:
    return f"<p>{html.escape(block.strip())}</p>"


def _paragraphs(text: str) -> str:
    parts = re.split(r"\n[ \t]*\n", text[:MAX_LENGTH])
    return "\n".join(f"<p>{html.escape(part.strip())}</p>" for part in parts if part.strip())


def plain_text(made: str) -> str:
    """The words of some HTML, a line for each block: for mail, search, previews and diffs."""
    broken = _CELL_ENDS.sub(" ", _BLOCK_ENDS.sub("\n", made))
    bare = html.unescape(nh3.clean(broken, tags=set(), clean_content_tags=_CONTENT_GONE, attributes={}))
    lines = (re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in bare.split("\n"))
    return "\n".join(line for line in lines if line)
