"""Styles and numbering of a DOCX: what a paragraph looks like and which number it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from participation.documents.readers.numbering import show
from participation.keys import as_id

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|заглавие|título|titre|titolo|überschrift) ?(\d)", re.IGNORECASE)


def value(element: etree._Element | None, path: str) -> str | None:
    """The `w:val` of a descendant; None where it is missing."""
    found = element.find(path) if element is not None else None
    return found.get(W + "val") if found is not None else None


def switch(element: etree._Element | None, path: str) -> bool | None:
    """An on/off property: None where it says nothing."""
    found = element.find(path) if element is not None else None
    if found is None:
        return None
    return found.get(W + "val", "true") not in ("0", "false", "off", "none")


@dataclass(slots=True)
class Look:
    """What a style or a paragraph says about itself; None is "as inherited"."""

    name: str = ""
    level: int = 0
    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    centred: bool | None = None
    size: float = 0.0
    num: str | None = None
    num_level: int | None = None

    def over(self, base: Look) -> Look:
        """This look on top of another."""
        return Look(
            name=self.name or base.name,
            level=self.level or base.level,
            bold=base.bold if self.bold is None else self.bold,
            italic=base.italic if self.italic is None else self.italic,
            caps=base.caps if self.caps is None else self.caps,
            centred=base.centred if self.centred is None else self.centred,
            size=self.size or base.size,
            num=base.num if self.num is None else self.num,
            num_level=base.num_level if self.num_level is None else self.num_level,
        )


def look_of(element: etree._Element, name: str = "") -> Look:
    """The look in the element's own `w:pPr` and `w:rPr`."""
    jc = value(element, f"{W}pPr/{W}jc")
    outline = as_id(value(element, f"{W}pPr/{W}outlineLvl") or "")
    half = as_id(value(element, f"{W}rPr/{W}sz") or "")
    return Look(
        name=name,
        level=outline + 1 if outline is not None and outline < 9 else 0,
        bold=switch(element, f"{W}rPr/{W}b"),
        italic=switch(element, f"{W}rPr/{W}i"),
        caps=switch(element, f"{W}rPr/{W}caps"),
        centred=None if jc is None else jc == "center",
        size=half / 2 if half else 0.0,
        num=value(element, f"{W}pPr/{W}numPr/{W}numId"),
        num_level=as_id(value(element, f"{W}pPr/{W}numPr/{W}ilvl") or ""),
    )


class Styles:
    """Paragraph and character styles with everything they inherit."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements = {}
        self._looks: dict[str, Look] = {}
        self.default = ""
        if root is None:
            return
        for style in root.iter(W + "style"):
            key = style.get(W + "styleId") or ""
            self._elements[key] = style
            if style.get(W + "default") == "1" and style.get(W + "type") == "paragraph":
                self.default = key

    def look(self, key: str, depth: int = 0) -> Look:
        """The style's look; that of an unknown style says nothing."""
        if key in self._looks:
            return self._looks[key]
        style = self._elements.get(key)
        if style is None or depth > 20:
            return Look()
        name = (value(style, f"{W}name") or key).lower()
        own = look_of(style, name)
        if found := _HEADING.match(name) or _HEADING.match(key):
            own = replace(own, level=int(found.group(1)))
        elif name in ("title", "заглавие"):
            own = replace(own, level=-1)
        base = value(style, f"{W}basedOn")
        look = own.over(self.look(base, depth + 1)) if base else own
        self._looks[key] = look
        return look


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class _Numbers:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The numbers a word processor draws before paragraphs, counted in reading order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, _Numbers] = {}
        self._of: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for abstract in root.iter(W + "abstractNum"):
            numbers = _Numbers()
            for level in abstract.findall(W + "lvl"):
                self._read_level(level, numbers)
            self._abstract[abstract.get(W + "abstractNumId") or ""] = numbers
        for num in root.iter(W + "num"):
            key = num.get(W + "numId") or ""
            self._of[key] = value(num, f"{W}abstractNumId") or ""
            for override in num.findall(W + "lvlOverride"):
                start = as_id(value(override, f"{W}startOverride") or "")
                depth = as_id(override.get(W + "ilvl", ""))
                if start is not None and depth is not None:
                    self._restarts.setdefault(key, {})[depth] = start

    @staticmethod
    def _read_level(level: etree._Element, numbers: _Numbers) -> None:
        depth, start = as_id(level.get(W + "ilvl", "0")), as_id(value(level, f"{W}start") or "1")
        form = level.find(f"{W}numFmt")
        if depth is not None:
            numbers.levels[depth] = _Level(
                form=form.get(W + "val", "decimal") if form is not None else "decimal",
                text=value(level, f"{W}lvlText") or "",
                start=1 if start is None else start,
            )

    def next(self, num: str | None, depth: int) -> tuple[bool, str]:
        """(is it a bullet?, the label) of the next paragraph in this list; (False, "") for no list."""
        numbers = self._abstract.get(self._of.get(num or "", ""))
        if numbers is None or num == "0":
            return False, ""
        level = numbers.levels.get(depth)
        if level is None or level.form == "bullet":
            return level is not None, ""
        restarts = self._restarts.get(num or "", {})
        if depth in restarts:
            numbers.counts[depth] = restarts.pop(depth) - 1
        numbers.counts[depth] = numbers.counts.get(depth, level.start - 1) + 1
        for deeper in [key for key in numbers.counts if key > depth]:
            del numbers.counts[deeper]
        return False, re.sub(r"%(\d)", lambda found: self._shown(numbers, int(found.group(1)) - 1), level.text).strip()

    @staticmethod
    def _shown(numbers: _Numbers, depth: int) -> str:
        level = numbers.levels.get(depth, _Level())
        return show(numbers.counts.get(depth, level.start), level.form)
