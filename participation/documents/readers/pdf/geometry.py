"""What a PDF page holds, in points from the lower left corner: letters, ruling lines, lines of text."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Char:
    """One letter where it was drawn; `y` is its baseline."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    order: int


@dataclass(slots=True, frozen=True)
class Rule:
    """A ruling line: vertical at x = `at`, or horizontal at y = `at`, from `start` to `end`."""

    vertical: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class Line:
    """Letters on one baseline, as words with single spaces."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    first_word: float  # width in points
    after_bullet: float = 0.0  # where the text starts after a bullet, in points
    page: int = 0
    squeezed: bool = False  # the line before may have cut a word in two

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(slots=True)
class Cell:
    """A cell of a ruled table: its place in the grid, its box, its letters."""

    row: int
    column: int
    row_span: int
    column_span: int
    x0: float
    x1: float
    y0: float
    y1: float
    chars: list[Char] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A ruled table on one page."""

    x0: float
    x1: float
    y0: float
    y1: float
    columns: int
    edges: list[float]
    cells: list[Cell]


@dataclass(slots=True)
class Page:
    """Everything of one page that matters for its text."""

    number: int
    width: float
    height: float
    chars: list[Char]
    rules: list[Rule]
    pictures: int = 0
