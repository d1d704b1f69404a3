"""Runs of formatted text to inline Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from participation.documents import md
from participation.documents.blocks import Block
from participation.documents.labels import starts_with_label
from participation.documents.text import strip_bullet

RAISED = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
SAFE_LINKS = ("http://", "https://", "mailto:")


@dataclass(slots=True)
class Run:
    """Text of one look; "\\n" is a line break inside the paragraph. `raw` is Markdown already."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    raw: bool = False


def to_markdown(runs: list[Run]) -> tuple[str, bool]:
    """The paragraph's Markdown, and whether all of it is bold (then no marks are made for that)."""
    inked = [run for run in runs if run.text.strip() and not run.raw]
    all_bold = bool(inked) and all(run.bold for run in inked)
    parts = []
    for (bold, italic, link, raw), group in groupby(runs, key=lambda run: (run.bold, run.italic, run.link, run.raw)):
        text = "".join(run.text for run in group)
        parts.append(text if raw else _marked(text, bold and not all_bold, italic, link))
    return md.SPACES.sub(" ", "".join(parts)).strip(), all_bold


def _marked(text: str, bold: bool, italic: bool, link: str) -> str:
    core = text.strip()
    if not core:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    inner = md.escape(core)
    if link.startswith(SAFE_LINKS) and not any(sign in link for sign in " <>()\n"):
        inner = f"[{inner}]({link})"
    if "\n" in inner or not (bold or italic) or not any(sign.isalnum() for sign in core):
        return before + inner + after
    mark = "***" if bold and italic else "**" if bold else "*"
    return f"{before}{mark}{inner}{mark}{after}"


def split_breaks(block: Block) -> list[Block]:
    """The paragraph, parted where a line break inside it begins a new label or bullet."""
    if "\n" not in block.text:
        return [block]
    head, *rest = block.text.split("\n\n[^", 1)
    parts: list[str] = []
    for line in head.split("\n"):
        line = line.strip()
        if parts and line and not starts_with_label(line) and not strip_bullet(line)[0]:
            parts[-1] += " " + line
        elif line:
            parts.append(line)
    note = "\n\n[^" + rest[0] if rest else ""
    blocks = []
    for index, part in enumerate(parts or [""]):
        bullet, text = strip_bullet(part) if index else (block.bullet, part)
        blocks.append(
            Block(
                kind="para",
                text=text + (note if index == len(parts) - 1 else ""),
                label=block.label if index == 0 else "",
                level=block.level if index == 0 else 0,
                bullet=bullet,
                depth=block.depth,
                bold=block.bold,
                centred=block.centred,
                size=block.size,
            )
        )
    return blocks
