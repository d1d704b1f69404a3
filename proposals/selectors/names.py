"""What a clause is called away from its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..models import Consultation, Passage

FIRST_WORDS = 60  # characters that stand for a clause without label and heading
NAMED_FROM_ABOVE = {"paragraph", "point", "letter"}
CITED = {  # how the label of each kind is printed, and what it is cited as
    "article": (re.compile(r"(?i:чл\.|член) ?(\d+[а-я]?)\.?"), "чл."),
    "transitional": (re.compile(r"§ ?(\d+[а-я]?)\.?"), "§"),
    "paragraph": (re.compile(r"\((\d+[а-я]?)\)"), "ал."),
    "point": (re.compile(r"(\d+[а-я]?)[.)]"), "т."),
    "letter": (re.compile(r"([а-я]{1,2})\)"), "б."),
}
NAMES_BELOW = {"article", "transitional", "paragraph", "point", "letter"}


def clause_names(consultation: Consultation) -> dict[int, str]:
    """``{clause id: "чл. 5, ал. 2"}`` in reading order of the newest version; one query."""
    passages = list(
        Passage.objects.filter(version__consultation=consultation)
        .order_by("version__number", "position")
        .values_list("version__number", "clause_id", "depth", "kind", "label", "heading", "body")
    )
    newest = passages[-1][0] if passages else 0
    above: list[tuple[int, str, str]] = []
    names = {}
    for version, clause_id, depth, kind, label, heading, body in passages:
        if version != newest:
            continue
        above = [one for one in above if one[0] < depth]
        names[clause_id] = name_of(
            kind, label, heading, body, [(one[1], one[2]) for one in above], consultation.language
        )
        above.append((depth, kind, label))
    return names


def _cited(labels: Sequence[tuple[str, str]]) -> str:
    """The citation; "" where it does not begin with an article or a §, or a label has another form."""
    parts = []
    for kind, label in labels:
        form, sign = CITED.get(kind, (None, ""))
        found = form.fullmatch(label.strip()) if form else None
        if found is None:
            return ""
        parts.append(f"{sign} {found.group(1)}")
    return ", ".join(parts) if labels[0][0] in ("article", "transitional") else ""


def one_line(text: str) -> str:
    """The words of a text on one line; of a table its cells, without the strokes that draw it."""
    lines = (line.strip() for line in text.splitlines())
    words = [_cells(line) if line.startswith("|") else line for line in lines]
    return " ".join(" ".join(words).split())


def _cells(line: str) -> str:
    cells = (cell.strip() for cell in line.strip("|").split("|"))
    return " · ".join(cell for cell in cells if cell.strip(":-")) + " "


def name_of(
    kind: str, label: str, heading: str, body: str, above: Sequence[tuple[str, str]] = (), language: str = ""
) -> str:
    """The name of one clause; ``above`` holds (kind, label) of what it stands in, from the top.

    An act in Bulgarian is cited as lawyers do, "чл. 1, ал. 2, т. 3, б. а"; elsewhere the labels are as printed.
    """
    if label:
        lead = (
            [(over, name) for over, name in above if name and over in NAMES_BELOW] if kind in NAMED_FROM_ABOVE else []
        )
        if language == "bg" and (cited := _cited([*lead, (kind, label)])):
            return cited
        return " ".join([*(name for _over, name in lead), label])
    text = one_line(heading or body)
    return text if len(text) <= FIRST_WORDS else text[:FIRST_WORDS].rsplit(" ", 1)[0] + " …"
