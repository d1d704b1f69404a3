"""The numbers and names that parts of an act or a strategy begin with.

Every pattern is anchored and bounded, so that time grows with the length of the text only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

LabelKind = Literal[
    "part", "chapter", "section", "article", "paragraph", "point", "letter", "transitional",
    "decimal", "roman", "annex", "measure",
]  # fmt: skip

_ROMAN = r"(?:[IVXLC]{1,8}|[ІVХХLС]{1,8})"  # some type Cyrillic І and Х
_ORDINAL = (
    r"(?:първ[аи]|втор[аи]|трет[аи]|четв[ъе]рт[аи]|пет[аи]|шест[аи]|седм[аи]|осм[аи]|девет[аи]|десет[аи]"
    r"|(?:едина|двана|трина|четирина|петна|шестна|седемна|осемна|деветна)десет[аи]|двадесет[аи]|тридесет[аи]"
    r"|двадесет и [а-я]{4,9}|тридесет и [а-я]{4,9})"
)
_LATIN_ORDINAL = r"(?:one|two|three|four|five|six|seven|eight|nine|ten)"
_COUNT = rf"(?:{_ORDINAL}|{_LATIN_ORDINAL}|{_ROMAN}|\d{{1,3}}[а-яa-z]?)"
_END = r"(?=[\s.:–—-]|$)"
_TAIL = r"[.:]?\s*(?:[–—-]\s+)?"

_WORDS: list[tuple[LabelKind, re.Pattern[str]]] = [
    ("part", re.compile(rf"((?:част|дял|книга|part|title|parte|título|titolo|partie|titre) {_COUNT}){_END}{_TAIL}", re.I)),
    ("chapter", re.compile(rf"((?:глава|chapter|capítulo|capitolo|chapitre) {_COUNT}){_END}{_TAIL}", re.I)),
    ("section", re.compile(rf"((?:раздел|подраздел|section|sección|sezione) {_COUNT}){_END}{_TAIL}", re.I)),
    ("annex", re.compile(
        r"((?:приложение|annex|appendix|anexo|allegato|annexe)(?: ?№? ?\d{1,3}[а-я]?)?)(?=[\s.:–—-]|$)[.:]?\s*", re.I)),
    ("article", re.compile(
        r"((?:чл|Чл|ЧЛ)\. ?\d{1,4}[а-яa-z]?\.?"
        r"|(?:Член|Article|Art\.|Artículo|Articolo|Art) \d{1,4}[а-яa-z]?\.?)(?=[\s(]|$)\s*")),
    ("transitional", re.compile(r"(§ ?\d{1,3}[а-яa-z]?\.?)(?=[\s(]|$)\s*")),
    ("measure", re.compile(
        r"((?:ангажимент|мярка|цел|стратегическа цел|специфична цел|оперативна цел|приоритет|дейност|направление"
        r"|commitment|measure|goal|objective|priority|action)"
        r"(?: ?№? ?\d{1,3}(?:\.\d{1,3}){0,3})?(?:[.:](?=\s|$)|(?= (?-i:[A-ZА-Я]{2}))|$))\s*", re.I)),
]  # fmt: skip
_PARAGRAPH = re.compile(r"(\(\d{1,3}[а-яa-z]?\))\s*")
_DECIMAL = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,5}\.?)(?=[\s)А-ЯA-Z]|$)\s*")
_POINT = re.compile(r"(\d{1,3}[а-я]?[.)])(?=[\s„\"(А-ЯA-Z]|$)\s*")
_ROMAN_POINT = re.compile(rf"({_ROMAN}[.)])(?=\s|$)\s*")
_LETTER = re.compile(r"([а-яa-z]{1,2}\))\s*")
_DATE = re.compile(
    r"\d{1,2}\.\d{1,2}\.\d{2,4}|\d{1,3}(?:\.\d{3})+(?:,\d+)? ?(?:лв|евро|EUR|BGN|€)|\d+\.\d+ ?(?:%|млн|млрд|лв|хил)"
)

_MARKED = re.compile(r"(\*{1,3})([^*\n]{1,300})\1(?!\*)")

TRANSITIONAL_HEADING = re.compile(
    r"(?:(?:преходн[иа]|заключителн[иа]|допълнителн[иа])(?: и (?:преходн|заключителн|допълнителн)[иа])?"
    r" разпоредб[иа]|(?:transitional|final|additional)(?: and (?:transitional|final))? provisions)\W{0,3}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed, what it is, and how deep its number goes ("1.2.3" is 3)."""

    kind: LabelKind
    text: str
    depth: int = 1


def read_label(text: str) -> tuple[Label | None, str]:
    """The label at the start of a paragraph and the rest of it; (None, text) where there is none."""
    if text.startswith("*"):
        bare = _unmarked(text)
        found_label, rest = read_label(bare) if bare != text else (None, text)
        return (found_label, rest) if found_label else (None, text)
    head = text[:120]
    for kind, pattern in _WORDS:
        if found := pattern.match(head):
            return Label(kind, found.group(1).strip()), text[found.end() :]
    if found := _PARAGRAPH.match(head):
        return Label("paragraph", found.group(1)), text[found.end() :]
    if (found := _DECIMAL.match(head)) and not _DATE.match(head):
        number = found.group(1)
        return Label("decimal", number, number.strip(".").count(".") + 1), text[found.end() :]
    if found := _POINT.match(head):
        return Label("point", found.group(1)), text[found.end() :]
    if found := _ROMAN_POINT.match(head):
        return Label("roman", found.group(1)), text[found.end() :]
    if found := _LETTER.match(head):
        return Label("letter", found.group(1)), text[found.end() :]
    return None, text


def _unmarked(text: str) -> str:
    """The paragraph without the bold or italics it begins with: "**Чл. 5.** …" """
    found = _MARKED.match(text)
    return found.group(2) + text[found.end() :] if found else text


def starts_with_label(text: str) -> bool:
    """True when a new paragraph very likely begins here."""
    label, rest = read_label(text)
    if label is None:
        return False
    if label.kind in ("annex", "measure"):
        return label.text[:1].isupper() and (not rest or label.text[-1] in ":." or text[len(label.text)] in ":.")
    if label.kind in ("part", "chapter", "section"):
        return label.text[:1].isupper()
    return label.kind != "article" or label.text[:1].isupper()
