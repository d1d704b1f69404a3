"""Numbering clauses again: the label of the first of a series is followed by all the others, as the printer would."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from proposals.nodes import MAX_LABEL, Change, NotPossible, Tree, TreeNode, copy, find, walk

LETTERS = "абвгдежзийклмнопрстуфхцчшщюя"
ONES = (
    "", "първа", "втора", "трета", "четвърта", "пета", "шеста", "седма", "осма", "девета", "десета", "единадесета",
    "дванадесета", "тринадесета", "четиринадесета", "петнадесета", "шестнадесета", "седемнадесета", "осемнадесета",
    "деветнадесета", "двадесета",
)  # fmt: skip
ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
WHOLE_TEXT = ("article", "transitional", "chapter")  # numbered through the whole text, whatever they stand in
USUAL = {
    "chapter": "Глава първа", "section": "Раздел I", "article": "Чл. 1.", "paragraph": "(1)", "point": "1.",
    "letter": "а)", "transitional": "§ 1.", "numbered": "1.",
}  # fmt: skip
NUMBER = re.compile(
    rf"(?P<word>\b(?:{'|'.join(sorted(filter(None, ONES), key=len, reverse=True))})\b)"
    r"|(?P<digits>\d{1,6})(?=\D*$)"
    r"|(?P<roman>\b[IVXLC]{1,8}\b)|(?P<letter>(?<![а-я])[а-я](?=\)))",
    re.IGNORECASE,
)


def roman(number: int) -> str:
    """The number in Roman figures, from 1."""
    out = ""
    for value, sign in ROMAN:
        out += sign * (number // value)
        number %= value
    return out


def _from_roman(text: str) -> int:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    total = 0
    for sign, after in zip(text, [*text[1:], "I"], strict=True):
        total += -values[sign] if values[sign] < values[after] else values[sign]
    return total


def letter(number: int) -> str:
    """а, б, в … я, аа, аб …: the number in Bulgarian letters, from 1."""
    out = ""
    while number > 0:
        number, rest = divmod(number - 1, len(LETTERS))
        out = LETTERS[rest] + out
    return out


def following(label: str, by: int) -> str | None:
    """The label that comes ``by`` places after this one, written in the same way; None where it has no number."""
    found = NUMBER.search(label)
    if found is None:
        return None
    kind, text = str(found.lastgroup), found.group()
    if kind == "digits":
        said = str(int(text) + by)
    elif kind == "roman":
        said = roman(_from_roman(text.upper()) + by)
    elif kind == "letter":
        said = letter(LETTERS.index(text.lower()) + 1 + by) if text.lower() in LETTERS else ""
    else:
        place = ONES.index(text.lower()) + by
        said = _cased(ONES[place], text) if place < len(ONES) else ""
    return f"{label[: found.start()]}{said}{label[found.end() :]}"[:MAX_LABEL] if said else None


def _cased(word: str, like: str) -> str:
    return word.upper() if like.isupper() else word.capitalize() if like[0].isupper() else word


def series(tree: Tree, key: str) -> list[TreeNode]:
    """The nodes numbered together with this one, in reading order."""
    place = find(tree, key)
    kind = place.node["kind"]
    if kind in WHOLE_TEXT:
        return [node for _depth, node in walk(tree) if node["kind"] == kind]
    return [node for node in place.siblings if node["kind"] == kind]


def renumber(tree: Tree, key: str) -> Change:
    """The series of this node is numbered on from its first label; headings and plain text have no numbers."""
    tree = copy(tree)
    nodes = series(tree, key)
    kind = nodes[0]["kind"]
    first = nodes[0]["label"] if NUMBER.search(nodes[0]["label"]) else USUAL.get(kind, "")
    labels = [following(first, by) for by in range(len(nodes))]
    if not first or None in labels:
        raise NotPossible(_("Clauses of this kind cannot be numbered by themselves: write their labels."))
    for node, label in zip(nodes, labels, strict=True):
        node["label"] = label or ""
    return Change(tree, key)
