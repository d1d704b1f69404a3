"""What a clause is called away from its place."""

from __future__ import annotations

from collections.abc import Sequence

from ..models import Consultation, Passage

FIRST_WORDS = 60  # characters that stand for a clause without label and heading
NAMED_FROM_ABOVE = {"paragraph", "point", "letter"}
NAMES_BELOW = {"article", "transitional", "paragraph", "point", "letter"}


def clause_names(consultation: Consultation) -> dict[int, str]:
    """``{clause id: "Чл. 5. (2)"}`` in reading order of the newest version; one query."""
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
        names[clause_id] = name_of(kind, label, heading, body, [(one[1], one[2]) for one in above])
        above.append((depth, kind, label))
    return names


def one_line(text: str) -> str:
    """The words of a text on one line; of a table its cells, without the strokes that draw it."""
    lines = (line.strip() for line in text.splitlines())
    words = [_cells(line) if line.startswith("|") else line for line in lines]
    return " ".join(" ".join(words).split())


def _cells(line: str) -> str:
    cells = (cell.strip() for cell in line.strip("|").split("|"))
    return " · ".join(cell for cell in cells if cell.strip(":-")) + " "


def name_of(kind: str, label: str, heading: str, body: str, above: Sequence[tuple[str, str]] = ()) -> str:
    """The name of one clause; ``above`` holds (kind, label) of what it stands in, from the top."""
    if label:
        lead = [name for over, name in above if name and over in NAMES_BELOW] if kind in NAMED_FROM_ABOVE else []
        return " ".join([*lead, label])
    text = one_line(heading or body)
    return text if len(text) <= FIRST_WORDS else text[:FIRST_WORDS].rsplit(" ", 1)[0] + " …"
