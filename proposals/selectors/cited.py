"""Names of clauses of several consultations at once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from participation.keys import as_ref

from ..models import Passage
from .names import name_of


def clause_names_in(scopes: Iterable[str]) -> dict[int, str]:
    """``{clause id: "чл. 5, ал. 2"}`` of the newest versions of these consultations; one query."""
    wanted = {found[1] for scope in scopes if (found := as_ref(scope)) and found[0] == "consultation"}
    passages = (
        Passage.objects.filter(version__consultation__in=wanted)
        .order_by("version__consultation", "-version__number", "position")
        .values_list(
            "version__consultation", "version__consultation__language", "version__number",
            "clause_id", "depth", "kind", "label", "heading", "body",
        )
    )  # fmt: skip
    names: dict[int, str] = {}
    for _consultation, rows in groupby(passages, key=itemgetter(0)):
        _version, newest = next(groupby(rows, key=itemgetter(2)))
        above: list[tuple[int, str, str]] = []
        for _pk, language, _number, clause_id, depth, kind, label, heading, body in newest:
            above = [one for one in above if one[0] < depth]
            names[clause_id] = name_of(kind, label, heading, body, [one[1:] for one in above], language)
            above.append((depth, kind, label))
    return names
