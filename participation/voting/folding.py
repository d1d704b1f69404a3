"""What of a tally may be published: the one place that decides how small groups are put together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FOLD_UNDER = 5  # people; fewer are never shown apart, and never left over
OTHER = "other"
FEWEST_SHOWN = 3  # ballots of a secret poll; of fewer nobody reads more than how many there were

Groups = dict[str, dict[str, int]]  # {group: {choice: n}}


def fold(groups: Mapping[str, Mapping[str, int]]) -> Groups:
    """The groups as they may be shown, adding up to everybody; nothing where everybody is fewer than five."""
    return fold_as(groups, naming(groups))


def naming(groups: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """``{group: the name it may be shown under}``; nothing where everybody is fewer than five.

    Groups under five are put together as "other". What is put together must itself be five or more: as long as it is
    not, the next smallest group joins it, because whoever takes the groups shown from the total would see it.
    """
    smallest_first = sorted((sum(row.values()), group) for group, row in groups.items() if any(row.values()))
    names: dict[str, str] = {}
    people = 0
    for n, group in smallest_first:
        if n < FOLD_UNDER or 0 < people < FOLD_UNDER:
            people += n
            names[group] = OTHER
        else:
            names[group] = group
    return {} if 0 < people < FOLD_UNDER else names


def fold_as(groups: Mapping[str, Mapping[str, int]], names: Mapping[str, str]) -> Groups:
    """The groups under the names they may be shown under; nothing where there are none."""
    shown: Groups = {}
    for group, row in groups.items():
        if group in names and any(row.values()):
            under = shown.setdefault(names[group], {})
            for choice, n in row.items():
                if n:
                    under[choice] = under.get(choice, 0) + n
    return shown


def add_up(groups: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """``{choice: n}`` over all groups."""
    counts: dict[str, int] = {}
    for row in groups.values():
        for choice, n in row.items():
            if n:
                counts[choice] = counts.get(choice, 0) + n
    return counts


def publishable(groups: Mapping[str, Mapping[str, int]], names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A sealed tally as it is published and as the digest is taken of it: ``counts``, ``total`` and folded ``groups``.

    With ``names`` it is folded as something else was, of which it is a part: see ``naming``.
    """
    counts = add_up(groups)
    folded = fold(groups) if names is None else fold_as(groups, names)
    return {"counts": counts, "total": sum(counts.values()), "groups": folded}


def withheld(total: int) -> dict[str, Any]:
    """The same of a tally of which only the number of ballots is published."""
    return {"counts": {}, "total": total, "groups": {}}
