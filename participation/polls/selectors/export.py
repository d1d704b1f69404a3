"""A poll's results for programs and spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.utils.translation import gettext as _

from participation.voting.models import Group
from participation.voting.selectors import list_questions, published_tallies

from ..models import Poll
from .results import TOO_FEW, WORDS, PollView, view_of

FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def results_data(poll: Poll) -> dict[str, Any]:
    """What everybody may know of the results now; once sealed with what the digest is taken of."""
    view = view_of(poll)
    is_sealed = poll.window.sealed_at is not None
    return {
        "poll": poll.pk,
        "state": poll.state,
        "turnout": view.turnout,
        "quorum": poll.quorum,
        "quorum_reached": view.quorum_reached,
        "is_shown": view.is_shown,
        "is_withheld": view.is_withheld,
        "options": [option_data(poll, option) for option in view.options],
        "groups": view.groups,
        "reason": poll.reason,
        "sealed_at": poll.window.sealed_at.isoformat() if poll.window.sealed_at else None,
        "digest": poll.window.digest,
        "tallies": published_tallies(list_questions(poll.window_id)) if is_sealed else [],
    }


def option_data(poll: Poll, option: Any) -> dict[str, Any]:
    """An option with its votes; ``points`` only where points are given."""
    data = {"key": option.key, "text": option.text, "votes": option.votes}
    return {**data, "points": option.points} if poll.kind == Poll.Kind.POINTS else {**data, "points": None}


def results_csv(poll: Poll, separator: str = "") -> str:
    """The same as a sheet with a byte order mark, formulas made harmless.

    ``separator`` "semicolon" is for Excel where the decimal sign is a comma; anything else is a comma.
    """
    view, out = view_of(poll), io.StringIO()
    writer = csv.writer(out, delimiter=";" if separator == "semicolon" else ",")
    groups = {group: str(dict(Group.choices).get(group, _("not told apart"))) for group in view.groups}
    with_points = poll.kind == Poll.Kind.POINTS
    writer.writerow([_("option"), _("votes"), *([_("points")] if with_points else []), *groups.values()])
    for option in view.options:
        numbers = [option.votes, *([option.points] if with_points else [])]
        kinds = [view.groups[group].get(option.key, 0) for group in groups]
        shown = ["" if n is None else n for n in numbers]
        writer.writerow([_harmless(option.text or str(WORDS[option.key])), *shown, *kinds])
    writer.writerow([_("turnout"), view.turnout])
    if view.is_withheld:
        writer.writerow([str(TOO_FEW)])
    if poll.quorum is not None:
        writer.writerow([_("least number of votes"), poll.quorum, _reached(view)])
    return "\ufeff" + out.getvalue()


def _reached(view: PollView) -> str:
    return _("reached") if view.quorum_reached else _("not reached")


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULAS) or cell.startswith(FORMULAS) else cell
