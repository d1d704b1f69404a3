"""Styles and list numbering of an ODT."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from participation.documents.readers.numbering import show
from participation.keys import as_id

NS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
}


def q(name: str) -> str:
    """`text:p` with its namespace spelled out."""
    prefix, _, local = name.partition(":")
    return f"{{{NS[prefix]}}}{local}"


@dataclass(slots=True)
class Look:
    """What a style says; None is "as inherited"."""

    name: str = ""
    bold: bool | None = None
    italic: bool | None = None
    centred: bool | None = None
    caps: bool | None = None
    size: float = 0.0
    raised: int = 0
    level: int = 0
    listing: str = ""


class Styles:
    """Every style of the file by family and name, automatic ones included."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        self.lists: dict[str, etree._Element] = {}
        self.outline: etree._Element | None = None
        for root in roots:
            if root is None:
                continue
            for style in root.iter(q("style:style")):
                self._elements[(style.get(q("style:family"), ""), style.get(q("style:name"), ""))] = style
            for listing in root.iter(q("text:list-style")):
                self.lists[listing.get(q("style:name"), "")] = listing
            for outline in root.iter(q("text:outline-style")):
                self.outline = outline

    def look(self, family: str, name: str, depth: int = 0) -> Look:
        """The look of a style with what it inherits."""
        key = (family, name)
        if key in self._looks:
            return self._looks[key]
        style = self._elements.get(key)
        if style is None or depth > 20:
            return Look(name=name.lower())
        parent = style.get(q("style:parent-style-name"))
        base = self.look(family, parent, depth + 1) if parent else Look()
        look = self._over(style, base, name if not parent else base.name)
        self._looks[key] = look
        return look

    @staticmethod
    def _over(style: etree._Element, base: Look, name: str) -> Look:
        text, para = style.find(q("style:text-properties")), style.find(q("style:paragraph-properties"))
        get = (lambda key: text.get(q(key))) if text is not None else (lambda key: None)
        weight, slant, size, place = (
            get("fo:font-weight"),
            get("fo:font-style"),
            get("fo:font-size"),
            get("style:text-position"),
        )
        caps, align = get("fo:text-transform"), para.get(q("fo:text-align")) if para is not None else None
        level = as_id(style.get(q("style:default-outline-level")) or "")
        points = size[:-2] if size and size.endswith("pt") else ""
        return Look(
            name=name.lower(),
            bold=base.bold if weight is None else weight in ("bold", "600", "700", "800", "900"),
            italic=base.italic if slant is None else slant in ("italic", "oblique"),
            centred=base.centred if align is None else align == "center",
            caps=base.caps if caps is None else caps == "uppercase",
            size=float(points) if as_id(points.replace(".", "", 1)) is not None else base.size,
            raised=base.raised if not place else (1 if place.startswith("super") else -1 if place.startswith("sub") else 0),
            level=base.level if level is None else level,
            listing=style.get(q("style:list-style-name")) or base.listing,
        )  # fmt: skip


@dataclass(slots=True)
class Counter:
    """Numbers of one list style, counted in reading order."""

    style: etree._Element | None
    counts: dict[int, int] = field(default_factory=dict)

    def level(self, depth: int) -> etree._Element | None:
        """The style of a level, 0 the outermost; None where there is none."""
        if self.style is None:
            return None
        for level in self.style:
            if isinstance(level.tag, str) and level.get(q("text:level")) == str(depth + 1):
                return level
        return None

    def is_bullet(self, depth: int) -> bool:
        """True for a level that shows a sign or nothing instead of a number."""
        level = self.level(depth)
        return level is None or "bullet" in level.tag or "image" in level.tag

    def next(self, depth: int, start: int | None = None) -> str:
        """The label of the next item on this level; empty for bullets and levels without a number."""
        level = self.level(depth)
        if level is None or "bullet" in level.tag or "image" in level.tag:
            return ""
        first = start if start is not None else as_id(level.get(q("text:start-value")) or "") or 1
        self.counts[depth] = first if start is not None or depth not in self.counts else self.counts[depth] + 1
        for deeper in [key for key in self.counts if key > depth]:
            del self.counts[deeper]
        form = level.get(q("style:num-format"))
        shown = as_id(level.get(q("text:display-levels")) or "") or 1
        if not form:
            return ""
        pieces = []
        for above in range(max(0, depth - shown + 1), depth + 1):
            each = self.level(above)
            kind = (each.get(q("style:num-format")) if each is not None else None) or ""
            if kind:
                pieces.append(show(self.counts.get(above, 1), kind))
        template = level.get("{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}num-list-format")
        if template and "%" in template:
            for above in range(depth + 1):
                each = self.level(above)
                kind = (each.get(q("style:num-format")) if each is not None else None) or "1"
                template = template.replace(f"%{above + 1}%", show(self.counts.get(above, 1), kind))
            return str(template).strip()
        return f"{level.get(q('style:num-prefix')) or ''}{'.'.join(pieces)}{level.get(q('style:num-suffix')) or ''}".strip()
