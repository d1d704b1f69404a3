"""Blocks to a tree: who is a heading, what a number means, what belongs inside what."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from participation.documents import md
from participation.documents.blocks import Block, is_caps
from participation.documents.labels import TRANSITIONAL_HEADING, Label, read_label
from participation.documents.nodes import Document, Node
from participation.documents.refusal import ImportRefused
from participation.documents.tree import Builder

_LETTERHEAD = re.compile(
    r"(?:република българия|republic of bulgaria|община [\w -]{2,40}|област [\w -]{2,40}|общински съвет[\w –-]{0,50}"
    r"|министерски съвет|проект!?|draft|municipality of [\w -]{2,40})\W{0,2}",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"(?:таблица|фигура|диаграма|графика|table|figure) ?№? ?\d{1,3}\b", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:съдържание|contents|table of contents)\W{0,2}", re.IGNORECASE)
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,}|\t| {4,})\s*\d{1,4}\s*$")
HEADING_MAX = 220
TITLE_MAX = 600


@dataclass(frozen=True, slots=True)
class Facts:
    """What the whole document tells about its parts."""

    legal: bool
    body_size: float
    bold_means: bool
    numbered_headings: bool
    sizes: tuple[float, ...]


def build(blocks: list[Block], *, pages: int = 0) -> Document:
    """The document's title and tree. Raises ImportRefused("no_text") when nothing is left to show."""
    for block in blocks:
        if block.bullet and not block.label and _lettered(block.text):
            block.bullet = False  # "• а) …": a letter that stands in a list without numbers is a letter all the same
    blocks = _without_contents([block for block in blocks if block.rows or block.text.strip() or block.label])
    facts = _facts(blocks)
    title, rest = _take_title(blocks, facts)
    builder = Builder(legal=facts.legal)
    index = 0
    while index < len(rest):
        index += _place(builder, rest, index, facts)
    nodes = builder.finish()
    if not nodes and title:
        nodes, title = (Node("text", body=md.guard_start(md.escape(title))),), ""
    if not nodes:
        raise ImportRefused("no_text")
    return Document(title=title, nodes=nodes, pages=pages)


def _lettered(text: str) -> bool:
    label = read_label(text)[0]
    return label is not None and label.kind == "letter"


def _facts(blocks: list[Block]) -> Facts:
    paragraphs = [block for block in blocks if block.kind == "para"]
    weights: Counter[float] = Counter()
    for block in paragraphs:
        weights[round(block.size)] += len(block.text)
    body = weights.most_common(1)[0][0] if weights else 0
    bold = sum(len(block.text) for block in paragraphs if block.bold)
    articles = sum(1 for block in paragraphs if (label := _label(block)[0]) and label.kind == "article")
    paragraphs_marked = sum(1 for block in paragraphs if (label := _label(block)[0]) and label.kind == "transitional")
    draft = Facts(
        legal=articles + paragraphs_marked >= 2 or articles == 1,
        body_size=body,
        bold_means=bold * 2 < sum(weights.values()) or len(paragraphs) < 4,
        numbered_headings=False,
        sizes=tuple(sorted((size for size in weights if size > body + 1), reverse=True)),
    )
    numbered = any(
        (label := _label(block)[0]) and label.kind == "point" and _looks_like_heading(block, draft)
        for block in paragraphs
    )
    return Facts(draft.legal, draft.body_size, draft.bold_means, numbered, draft.sizes)


def _label(block: Block) -> tuple[Label | None, str]:
    if block.kind != "para" or (block.bullet and not block.label):
        return None, block.text
    if block.label:
        label, rest = read_label(f"{block.label} {block.text}")
        return (label, rest) if label else (None, f"{block.label} {block.text}")
    return read_label(block.text)


def _looks_like_heading(block: Block, facts: Facts) -> bool:
    """A heading by style, by looks, or by both; sentences are none."""
    if block.kind != "para" or block.bullet:
        return False
    if block.level > 0:
        return True
    text = block.text.strip()
    if not text or len(text) > HEADING_MAX or (text.endswith((".", ";", ",")) and not block.caps):
        return False
    if block.size and block.size > facts.body_size + 1.5:
        return True
    return (block.bold and facts.bold_means) or block.caps


def _take_title(blocks: list[Block], facts: Facts) -> tuple[str, list[Block]]:
    """The title on top of the first page, without the letterhead, and the blocks after it."""
    taken: list[Block] = []
    for block in blocks[:8]:
        label, _ = _label(block)
        chapters = label is not None and label.kind != "annex"
        if block.kind != "para" or block.bullet or chapters or TRANSITIONAL_HEADING.fullmatch(md.unescape(block.text)):
            break
        first = not taken or all(_LETTERHEAD.fullmatch(md.unescape(each.text)) for each in taken)
        big = block.level == -1 or (first and block.level == 1 and _alone(blocks, 1))
        if block.level > 0 and not big:
            break
        stands_out = _looks_like_heading(block, facts) and not _drops(taken, block)
        if not (big or stands_out or (block.centred and len(block.text) < 400)):
            break
        taken.append(block)
        if block.level == 1:
            break
    words = [md.unescape(block.text) for block in taken]
    if not words or sum(map(len, words)) > TITLE_MAX:
        return "", blocks
    own = [text for text in words if not _LETTERHEAD.fullmatch(text)] or words
    return md.squeeze(" ".join(own)), blocks[len(taken) :]


def _drops(taken: list[Block], block: Block) -> bool:
    """After centred title lines, one at the margin is already the first heading."""
    return bool(taken) and taken[-1].centred and not block.centred


def _alone(blocks: list[Block], level: int) -> bool:
    return sum(1 for block in blocks if block.level == level) == 1


def _without_contents(blocks: list[Block]) -> list[Block]:
    """Without a printed table of contents: its page numbers mean nothing here."""
    kept: list[Block] = []
    inside = False
    for block in blocks:
        plain = md.unescape(block.text)
        if block.kind == "para" and _CONTENTS.fullmatch(plain):
            inside = True
            kept.append(block)
            continue
        if inside and _LEADERS.search(plain[-200:]):
            if kept and _CONTENTS.fullmatch(md.unescape(kept[-1].text)):
                kept.pop()
            continue
        inside = False
        kept.append(block)
    return kept


def _place(builder: Builder, blocks: list[Block], index: int, facts: Facts) -> int:
    """Puts the block at `index` into the tree; returns how many blocks that took."""
    block = blocks[index]
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if block.kind == "table":
        builder.table(md.pipe_table(block.rows, header=block.header))
        return 1
    if block.bullet and not block.label:
        run = 1
        while index + run < len(blocks) and blocks[index + run].bullet and not blocks[index + run].label:
            run += 1
        builder.bullets(md.bullet_list([(each.depth, each.text) for each in blocks[index : index + run]]))
        return run
    plain = md.unescape(block.text)
    if following and following.kind == "table" and _CAPTION.match(plain) and len(plain) < HEADING_MAX:
        builder.table(md.pipe_table(following.rows, header=following.header), heading=plain)
        return 2
    if TRANSITIONAL_HEADING.fullmatch(plain):
        builder.transitional(plain)
        return 1
    label, rest = _label(block)
    if label is None:
        if following and _names_what_follows(plain, following) and not facts.legal:
            builder.heading(plain, rank=19, kind="heading")
        else:
            _place_plain(builder, block, rest, facts)
        return 1
    return _place_labelled(builder, block, label, rest, following, facts)


def _names_what_follows(plain: str, following: Block) -> bool:
    """A short line without a full stop right above a table or a list is its heading."""
    if following.kind != "table" and not following.bullet:
        return False
    return 3 <= len(plain) <= 140 and plain[:1].isupper() and plain[-1:] not in ".:;,!?" and not is_caps(plain)


def _place_plain(builder: Builder, block: Block, text: str, facts: Facts) -> None:
    if not _looks_like_heading(block, facts):
        builder.text(text)
        return
    if block.level > 0:
        rank = 2 + min(block.level, 6)
    elif facts.sizes and round(block.size) in facts.sizes:
        rank = 3 + min(facts.sizes.index(round(block.size)), 4)
    else:
        rank = (8 if block.caps else 9) if not facts.numbered_headings else (17 if block.caps else 18)
    builder.heading(md.unescape(text), rank=rank, kind="heading")


def _place_labelled(
    builder: Builder, block: Block, label: Label, rest: str, following: Block | None, facts: Facts
) -> int:
    takes = _title_below(label, rest, following, facts)
    heading = _heading(rest, following.text if takes and following else "")
    if label.kind in ("part", "chapter", "section"):
        builder.division(label, heading)
        return 1 + takes
    if label.kind in ("annex", "measure"):
        if not (_looks_like_heading(block, facts) or takes or (not rest and label.kind == "measure")):
            builder.text(block.text)
            return 1
        rank = 16 if label.kind == "measure" else 2
        if block.level > 0 and label.kind == "measure":
            rank = 2 + block.level
        builder.heading(heading, label=label.text, rank=rank, kind="heading")
        return 1 + takes
    as_heading = _looks_like_heading(block, facts) or (takes and label.kind != "article")
    if label.kind in ("point", "decimal", "roman") and as_heading and not (facts.legal and builder.in_article):
        rank = 2 + min(block.level, 6) if block.level > 0 else {"roman": 7}.get(label.kind, 10 + label.depth)
        builder.heading(heading, label=label.text, rank=rank, kind="numbered")
        return 1 + takes
    if label.kind == "article" and takes:
        builder.clause(label, "", numbered=False, heading=heading)
        return 2
    builder.clause(label, rest, numbered=not facts.legal and not (label.kind == "point" and facts.numbered_headings))
    return 1


def _heading(rest: str, below: str) -> str:
    """What stands beside the label and what stands under it, on one line."""
    own, name = md.unescape(rest), md.unescape(below)
    joint = " " if own.endswith((":", ".", "–", "-")) else " – "
    return own + joint + name if own and name else own or name


def _title_below(label: Label, rest: str, following: Block | None, facts: Facts) -> bool:
    """True when the label stands alone on its line and the next paragraph is its name."""
    if following is None or following.kind != "para" or following.bullet or _label(following)[0] is not None:
        return False
    text = following.text.strip()
    if len(text) > HEADING_MAX + 80 or text.endswith((";", ",")):
        return False
    measure, after = read_label(rest)
    alone = not rest.strip() or (measure is not None and measure.kind == "measure" and not after.strip())
    if label.kind in ("part", "chapter", "section"):
        return alone and (not text.endswith(".") or is_caps(text) or following.centred or following.bold)
    if label.kind == "annex":
        return (following.centred or following.bold or is_caps(text)) and len(rest) < 120
    if label.kind in ("measure", "decimal", "point", "roman", "article"):
        return alone and (is_caps(text) or (following.bold and facts.bold_means and not text.endswith(".")))
    return False
