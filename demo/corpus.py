"""Reads `demo/content`: people, organisations, staff and consultations, written by hand as plain text.

A consultation file is a TOML head between `+++` lines and then, line by line:

    [p 1.1.] text                a clause: kind and label; `|` lines below it are its table
    ~ 22/1/6                     how many support, oppose, are unsure
    + id ^9: text                a comment: + for, - against, ? question, . neither; ^ how many support it
                                 [[words of the clause]] before the text: what it quotes
    > id: text                   an answer to what stands above (>> an answer to that)
    * id ^4: «old» => «new» ;; reason    a suggested wording
    ! spam id: text              a report that waits for a moderator (see `Report.Reason`)
    = partly: text ;; «old» => «new»   the municipality's answer to what stands above, perhaps with the text it leads to
    =                            the comment above is marked as a proposal and not answered yet

`id@organisation` speaks for that organisation.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).resolve().parent / "content"
KINDS = {
    "ch": "chapter", "sec": "section", "art": "article", "al": "paragraph", "t": "point", "let": "letter",
    "par": "transitional", "sub": "transitional", "h": "heading", "p": "numbered", "tbl": "table",
}  # fmt: skip
ARGUMENTS = {"+": "for", "-": "against", "?": "question", ".": ""}
OUTCOMES = ("accepted", "partly", "rejected")

_CLAUSE = re.compile(r"\[(\w+) ?([^\]]*)\] ?(.*)")
_VOICE = re.compile(r"(\w+)(?:@(\w+))?(?: \^(\d+))?: (.+)")
_EDIT = re.compile(r"«([^»]*)» => «([^»]*)» ;; (.+)")


class BadContent(ValueError):
    """A line of the content that cannot be understood; the message names file and line."""


@dataclass
class Person:
    """Somebody of the demo place. `place` is the municipality's code; `role` is empty for citizens."""

    key: str
    name: str
    place: str
    role: str = ""
    post: str = ""


@dataclass
class Body:
    """An organisation and its representative's key."""

    key: str
    name: str
    kind: str
    place: str
    state: str
    representative: str


@dataclass
class Said:
    """A comment or, with `old` and `new`, a suggested wording; with what was answered to it."""

    who: str
    organisation: str
    supports: int
    text: str
    argument: str = ""
    quote: str = ""  # words of the clause
    depth: int = 0
    suggests: bool = False
    old: str = ""
    new: str = ""
    answers: list[Said] = field(default_factory=list)
    outcome: str = ""
    outcome_text: str = ""
    result: tuple[str, str] = ("", "")  # words of the clause and what the answer makes of them
    is_marked: bool = False
    reports: list[tuple[str, str, str]] = field(default_factory=list)  # (reason, who, note)


@dataclass
class Piece:
    """A clause of the text with what people think of it."""

    kind: str
    label: str
    heading: str
    body: str
    stances: tuple[int, int, int] = (0, 0, 0)
    said: list[Said] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        """Whether it only names what follows: nobody votes on it."""
        return self.kind in ("chapter", "section", "heading") or (self.kind == "transitional" and not self.label)


@dataclass
class Draft:
    """A consultation of the demo place: its head's fields and its clauses in reading order."""

    head: dict[str, Any]
    pieces: list[Piece]

    @property
    def slug(self) -> str:
        """The name the demo's own code knows it by."""
        return str(self.head["slug"])


def _rows(name: str) -> list[list[str]]:
    lines = (CONTENT / name).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines if line and not line.startswith("#")]


@cache
def names() -> tuple[list[str], list[str], list[str]]:
    """First names of men and of women, and families in the men's form."""
    (men,), (women,), (families,) = _rows("names.txt")
    return men.split(), women.split(), families.split()


@cache
def people() -> dict[str, Person]:
    """Citizens, representatives and staff by key."""
    found = [Person(key, name, place) for key, name, place, _about in _rows("people.txt")]
    found += [Person(row[5], row[6], row[3]) for row in _rows("organisations.txt")]
    found += [Person(key, name, place, role, post) for key, name, place, role, post in _rows("staff.txt")]
    return {person.key: person for person in found}


@cache
def organisations() -> dict[str, Body]:
    """Organisations by key."""
    return {row[0]: Body(*row[:6]) for row in _rows("organisations.txt")}


@cache
def drafts() -> list[Draft]:
    """Every consultation, in the order of the files' names."""
    return [read_draft(path) for path in sorted((CONTENT / "consultations").glob("*.md"))]


def read_draft(path: Path) -> Draft:
    """One consultation file. Raises BadContent."""
    _, head, text = path.read_text(encoding="utf-8").split("+++\n", 2)
    draft = Draft(tomllib.loads(head), [])
    for number, line in enumerate(text.splitlines(), start=head.count("\n") + 3):
        try:
            if line.strip():
                _read_line(draft.pieces, line)
        except (ValueError, IndexError, AttributeError) as error:
            raise BadContent(f"{path.name}:{number}: {error}: {line[:60]}") from error
    return draft


def _read_line(pieces: list[Piece], line: str) -> None:
    mark, rest = line[0], line[2:]
    if mark == "[":
        pieces.append(_clause(line))
    elif mark == "|":
        pieces[-1].body = f"{pieces[-1].body}\n{line}".strip()
    elif mark == "~":
        support, oppose, unsure = (int(n) for n in rest.split("/"))
        pieces[-1].stances = (support, oppose, unsure)
    elif mark in ARGUMENTS:
        pieces[-1].said.append(_comment(rest, ARGUMENTS[mark], pieces[-1].body))
    elif mark == "*":
        pieces[-1].said.append(_suggestion(rest, pieces[-1].body))
    elif mark == ">":
        depth = len(line) - len(line.lstrip(">"))
        pieces[-1].said[-1].answers.append(_voice(line[depth + 1 :], depth=depth))
    elif mark == "!":
        reason, _, note = rest.partition(" ")
        reporter = _voice(note)
        pieces[-1].said[-1].reports.append((reason, reporter.who, reporter.text))
    elif mark == "=":
        _answer(pieces[-1].said[-1], rest, pieces[-1].body)
    else:
        raise ValueError("no such mark")


def _answer(said: Said, text: str, body: str) -> None:
    said.is_marked = not said.suggests
    if not text.strip():
        return
    said.outcome, _, text = text.partition(": ")
    said.outcome_text, _, result = text.partition(" ;; ")
    if said.outcome not in OUTCOMES or not said.outcome_text:
        raise ValueError("no such answer")
    if result:
        old, new = (part.strip("«»") for part in result.split(" => "))
        if old not in body:
            raise ValueError("the words to be changed are not in the clause")
        said.result = old, new


def _clause(line: str) -> Piece:
    found = _CLAUSE.fullmatch(line)
    if found is None or found[1] not in KINDS:
        raise ValueError("not a clause")
    short, label, text = found[1], found[2].strip(), found[3].strip()
    kind = KINDS[short]
    named = kind in ("chapter", "section", "heading", "table") or short == "sub"
    return Piece(kind, label, text if named else "", "" if named else text)


def _voice(text: str, *, argument: str = "", depth: int = 0) -> Said:
    found = _VOICE.fullmatch(text.strip())
    if found is None:
        raise ValueError("nobody says this")
    who, organisation, supports, words = found.groups()
    if who not in people() or (organisation and organisation not in organisations()):
        raise ValueError("no such person or organisation")
    return Said(who, organisation or "", int(supports or 0), words.strip(), argument, depth=depth)


def _comment(text: str, argument: str, body: str) -> Said:
    """A comment; ``[[words]]`` before its own are those of the clause that it is about."""
    said = _voice(text, argument=argument)
    if said.text.startswith("[["):
        said.quote, _, said.text = said.text.removeprefix("[[").partition("]] ")
        if said.quote not in body or not said.text:
            raise ValueError("the quoted words are not in the clause")
    return said


def _suggestion(text: str, body: str) -> Said:
    said = _voice(text)
    found = _EDIT.fullmatch(said.text)
    if found is None:
        raise ValueError("not a suggestion")
    said.suggests, said.old, said.new, said.text = True, found[1], found[2].replace("\\n", "\n"), found[3].strip()
    if said.old not in body:
        raise ValueError("the words to be changed are not in the clause")
    return said
