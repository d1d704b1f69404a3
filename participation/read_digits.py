"""The digits of a text as its reader sees them, however they are written in its source.

Between two digits that stand side by side on the page, the source may hold tags, comments, marks of Markdown, the
address of a link, entities and signs that nobody sees. Here they are looked through. Every expression is bounded or
possessive, so the time grows with the length of the text only.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Digits of other scripts, raised, lowered and in circles read as digits, too.
DIGIT = "[\\d²³¹⁰⁴-⁹₀-₉⓪①-⑨⓵-⓽❶-❾➀-➈➊-➒]"
ENTITY = r"&(?:amp;)*+(?:\#\d{1,7}+|\#[xX][0-9a-fA-F]{1,6}+|[a-zA-Z][a-zA-Z0-9]{1,30}+(?=;));?"
UNSEEN = (
    "[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\u00ad\\u0300-\\u036f\\u061c\\u115f\\u1160\\u17b4\\u17b5"
    "\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u20d0-\\u20f0\\u3164\\ufe00-\\ufe0f\\ufe20-\\ufe2f"
    "\\ufeff\\uffa0\\ufff9-\\ufffb\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]"
)
MARKUP = (
    r"<!--(?:[^-]|-(?!->)){0,300}+-->"
    r"|<[!/?a-zA-Z][^<>]{0,400}+>"
    r"|\]\s?\((?:[^()]|\([^()]{0,200}+\)){0,400}+\)"  # the address of a link
    r"|\]\s?\[[^\[\]]{0,200}+\]"
    r"|[*_~`\\\[\]]|!(?=\[)"
)
VISIBLE = "[^\\w•]"  # what is neither letter nor digit; the mask itself parts what stands beside it
RUN = re.compile(rf"(?:{DIGIT}|{ENTITY})(?:{DIGIT}|{ENTITY}|{MARKUP}|{UNSEEN}|{VISIBLE})*+")
TOKEN = re.compile(
    rf"(?P<digit>{DIGIT})|(?P<entity>{ENTITY})|(?P<markup>{MARKUP})|(?P<unseen>{UNSEEN})|(?P<visible>{VISIBLE})",
    re.DOTALL,
)
FEWEST = 10  # digits and entities in a run that is worth looking at


@dataclass(slots=True)
class Group:
    """Digits with nothing at all to be seen or skipped between them, and what is to be seen before them."""

    start: int  # in the source
    end: int
    digits: str
    before: (
        str | None
    )  # between the group before and this one; "" where only markup stands; None: that was no neighbour


def runs_in(text: str) -> Iterator[list[Group]]:
    """Neighbouring groups of digits, wherever ten or more stand without a letter between them."""
    for run in RUN.finditer(text):
        if run.end() - run.start() >= FEWEST:
            groups = _groups(text, run.start(), run.end())
            if sum(len(group.digits) for group in groups) >= FEWEST:
                yield groups


def _groups(text: str, start: int, end: int) -> list[Group]:
    groups: list[Group] = []
    between: list[str] = []
    touching = False  # the group before is still going on
    for token in TOKEN.finditer(text, start, end):
        read = _read(token)
        if read.isdecimal():
            if touching:
                groups[-1].digits += read
                groups[-1].end = token.end()
            else:
                groups.append(Group(token.start(), token.end(), read, "".join(between) if groups else None))
                between = []
            touching = True
        else:
            touching = touching and token.lastgroup == "unseen"
            between.append(read)
    return groups


def _read(token: re.Match[str]) -> str:
    """What of it is seen; of a digit the plain one."""
    if token.lastgroup in ("markup", "unseen"):
        return ""
    seen = token[0] if token.lastgroup != "entity" else html.unescape(re.sub("^&(?:amp;)+", "&", token[0]))
    if len(seen) == 1:
        number = unicodedata.digit(seen, None)
        return str(number) if number is not None else "" if re.fullmatch(UNSEEN, seen) else seen
    return seen


def markup_in(text: str, start: int, end: int) -> str:
    """What stands there and is no word: kept, so that the marks around stay pairs."""
    return "".join(token[0] for token in TOKEN.finditer(text, start, end) if token.lastgroup == "markup")
