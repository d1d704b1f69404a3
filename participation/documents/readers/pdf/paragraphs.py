"""Lines of text to paragraphs: what a typist ended with Enter, not what the margin broke."""

from __future__ import annotations

from dataclasses import dataclass

from participation.documents.blocks import is_caps
from participation.documents.labels import starts_with_label
from participation.documents.readers.pdf import hyphens
from participation.documents.readers.pdf.geometry import Line
from participation.documents.text import DASHES, strip_bullet

ENDS = (".", ";", ":", "!", "?", "…", "“", '"', "”")


@dataclass(slots=True, frozen=True)
class Region:
    """Where lines are set, in points: from `left` to `right`; centred ones may go by the page's `middle`."""

    left: float
    right: float
    middle: float = 0.0

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, and how they look."""

    lines: list[Line]
    bullet: bool = False
    centred: bool = False

    @property
    def text(self) -> str:
        return join_lines(self.lines)

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]


def join_lines(lines: list[Line]) -> str:
    """One running text; where a line ended inside a word, a mark stays for `hyphens.mend`."""
    joined = ""
    for line in lines:
        text = line.text
        if not joined:
            joined = text
        elif joined[-1:] in "-\u00ad" and joined[-2:-1].isalnum() and text[:1].isalnum():
            joined = joined[:-1] + hyphens.BROKEN + text
        elif line.squeezed:
            joined += hyphens.CUT + text
        else:
            joined += " " + text
    return joined


def split_paragraphs(lines: list[Line], region: Region) -> list[Paragraph]:
    """The paragraphs of lines set in one region, from top to bottom."""
    if not lines:
        return []
    setting = _Setting(region, _leading(lines), _justified(lines, region))
    paragraphs = [_begin(lines[0], region)]
    for line in lines[1:]:
        current = paragraphs[-1]
        if setting.breaks(current, line):
            paragraphs.append(_begin(line, region))
        else:
            line.squeezed = _cut(current.last, line, region)
            current.lines.append(line)
            current.centred = current.centred and is_centred(line, region, 0.0)
    return paragraphs


def _begin(line: Line, region: Region) -> Paragraph:
    bullet, _ = strip_bullet(line.text)
    return Paragraph([line], bullet=bullet, centred=not bullet and is_centred(line, region))


def _cut(last: Line, line: Line, region: Region) -> bool:
    """A narrow cell may have cut one long word in two: "Администраци", "я"."""
    tail = line.text.split(" ", 1)[0]
    return (
        last.text.isalpha()
        and len(tail) <= 3
        and tail.isalpha()
        and tail.islower()
        and region.right - last.x1 < 0.8 * last.size
        and region.width < 130
    )


def is_centred(line: Line, region: Region, indent: float = 0.03) -> bool:
    """True for a line with equal blanks at both sides, each more than this part of the width."""
    if line.x0 - region.left < indent * region.width - 1:
        return False
    near = max(3.0, 0.015 * region.width)
    return abs(line.middle - (region.left + region.right) / 2) <= near or abs(line.middle - region.middle) <= near


def _leading(lines: list[Line]) -> float:
    """The usual distance between baselines, relative to the size of the letters."""
    steps = sorted(
        (upper.y - lower.y) / max(lower.size, 1)
        for upper, lower in zip(lines, lines[1:], strict=False)
        if 0 < upper.y - lower.y < 4 * lower.size
    )
    return steps[len(steps) // 3] if steps else 1.2


def _justified(lines: list[Line], region: Region) -> bool:
    long = [line for line in lines if line.width > 0.6 * region.width]
    return len(long) > 2 and sum(1 for line in long if abs(line.x1 - region.right) < 3) * 2 > len(long)


@dataclass(slots=True, frozen=True)
class _Setting:
    """How the lines of one region are set, and whether a paragraph ends between two of them."""

    region: Region
    leading: float
    justified: bool

    def breaks(self, current: Paragraph, line: Line) -> bool:
        last = current.last
        runs_on = self._runs_on(last, line)
        if strip_bullet(line.text)[0] and not (line.text[:1] in DASHES and runs_on):
            return True
        if starts_with_label(line.text) and not self._number_inside(current, line):
            return True
        if abs(line.size - last.size) > 0.9 or (line.bold != last.bold and not runs_on):
            return True
        if is_caps(last.text) and not is_caps(line.text) and line.text[:1].isupper() and line.text[1:2].islower():
            return True
        if last.y - line.y > (self.leading * 1.28 + 0.1) * max(line.size, last.size):
            return True
        centred = is_centred(line, self.region, 0.0 if current.centred else 0.03)
        if centred and current.centred:
            return last.text.endswith(ENDS)
        if centred != current.centred and len(current.lines) == 1 and not runs_on:
            return True
        return self._entered(last, line) or _indented(current, line, last)

    def _runs_on(self, last: Line, line: Line) -> bool:
        """The line before is full and the sentence is not at its end."""
        return not last.text.endswith(ENDS) and not self._had_room(last, line)

    def _had_room(self, last: Line, line: Line) -> bool:
        room = self.region.right - last.x1
        if is_centred(last, self.region) and is_centred(line, self.region):
            room = self.region.width - last.width
        return room > line.first_word + 0.35 * last.size + 1

    def _entered(self, last: Line, line: Line) -> bool:
        """Someone pressed Enter: the first word of this line had room in the one before."""
        ended = last.text.endswith(ENDS)
        if line.text[:1].islower() and not ended:
            return False
        if self._had_room(last, line):
            return True
        return self.justified and ended and self.region.right - last.x1 > 4 and not line.text[:1].islower()

    def _number_inside(self, current: Paragraph, line: Line) -> bool:
        """A number or an abbreviation that only by chance came first: "… от\n2012 г. …", "по\nчл. 5 …"."""
        last = current.last
        if last.text.endswith((".", ";", ":", "!", "?")) and not last.text.endswith((" чл.", " ал.", " т.", " №.")):
            return False
        if line.bold and not last.bold:
            return False
        return not self._had_room(last, line) and line.x0 <= self.region.left + 3 + (
            current.first.x0 - self.region.left
        )


def _indented(current: Paragraph, line: Line, last: Line) -> bool:
    """A first-line indent after a finished sentence."""
    if len(current.lines) < 2 or current.bullet:
        return False
    body = min(each.x0 for each in current.lines[1:])
    return line.x0 > body + 0.9 * line.size and last.text.endswith(ENDS)
