"""What every reader yields: paragraphs and tables in reading order, with what they look like."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(slots=True)
class Block:
    """One paragraph or one table, before anyone asked what it means.

    `text` is inline Markdown. `label` is a number the word processor drew itself ("Чл. 5.");
    `level` is a heading style's level, 1 the highest, 0 none, -1 the document's title.
    `size` is in points, 0 when unknown. `bullet` paragraphs are nested by `depth`.
    """

    kind: Literal["para", "table"]
    text: str = ""
    label: str = ""
    level: int = 0
    bullet: bool = False
    depth: int = 0
    bold: bool = False
    centred: bool = False
    size: float = 0.0
    page: int = 0
    rows: list[list[str]] = field(default_factory=list)
    header: bool = False

    @property
    def caps(self) -> bool:
        """True for text in capital letters only."""
        return is_caps(self.text)


def is_caps(text: str) -> bool:
    """True when at least three letters are there and (nearly) all of them are capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    small = sum(1 for letter in letters if letter.islower())
    return len(letters) >= 3 and small * 20 <= len(letters)
