"""Results of a poll as bars and a table, from what streams and pages are told alike: nothing depends on who looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from frontend.charts import GROUPS

from . import words

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """An option with what it got. ``share``: percent; None where nobody may know yet."""

    name: str
    n: int | None
    share: int | None
    bar: SafeString
    leads: bool
    tone: str  # of "yes", "no" and "abstain"; the colour the word has in every bar
    cells: list[int]  # of each kind of participant, where there are several


def draw_result(data: Data) -> SafeString:
    """Turnout, quorum, bars and the table beside them."""
    return mark_safe(render_to_string("polls/result.html", result_context(data)))  # a template's output is safe


def result_context(data: Data) -> dict[str, Any]:
    """What the result's template needs."""
    lines = lines_of(data)
    groups = [str(GROUPS.get(group, group)) for group in _kinds(data)]
    quorum, turnout = data["quorum"], data["turnout"]
    return {
        "data": data,
        "lines": lines,
        "groups": groups if len(groups) > 1 else [],
        "turnout": words.turnout(turnout, data["by"]),
        "quorum": quorum,
        "reached": quorum is not None and turnout >= quorum,
        "capped": min(turnout, quorum) if quorum else turnout,
        "closed": data["state"] == "closed",
        "points": data["kind"] == "points",
        "diverging": diverging(data) if data["kind"] == "yesno" and data["is_shown"] and turnout else "",
        "leading": " · ".join(line.name for line in lines if line.leads),
    }


def lines_of(data: Data) -> list[Line]:
    """The options in their order, each with its bar: its share of all votes, or of all points."""
    weights = [_weight(option) for option in data["options"]]
    whole = sum(n or 0 for n in weights) if data["kind"] == "points" else data["turnout"]
    top = max((n or 0 for n, o in zip(weights, data["options"], strict=True) if o["key"] != "abstain"), default=0)
    kinds = _kinds(data)
    return [
        Line(
            name=words.option_name(option["key"], option["text"]),
            n=n,
            share=None if n is None else round(100 * n / whole) if whole else 0,
            bar=bar(n or 0, whole, words.OPTION_TONES.get(option["key"], "accent")),
            leads=bool(top) and n == top and option["key"] != "abstain",
            tone=words.OPTION_TONES.get(option["key"], ""),
            cells=[data["groups"][group].get(option["key"], 0) for group in kinds] if len(kinds) > 1 else [],
        )
        for option, n in zip(data["options"], weights, strict=True)
    ]


def _weight(option: Data) -> int | None:
    weight: int | None = option["votes"] if option["points"] is None else option["points"]
    return weight


def _kinds(data: Data) -> list[str]:
    return [group for group in GROUPS if group in data["groups"]]


def bar(n: int, whole: int, tone: str) -> SafeString:
    """A plain bar, as much of it full as ``n`` is of the whole. Decoration: the numbers stand beside it."""
    width = 100 * n / whole if whole else 0.0
    return format_html(
        '<svg class="poll-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="f-track" x="0" y="0" width="100" height="10"/>'
        '<rect class="f-{}" x="0" y="0" width="{}" height="10"/></svg>',
        tone,
        f"{width:.2f}",
    )


def diverging(data: Data) -> SafeString:
    """No to the left, yes to the right, abstentions around the middle."""
    counts = {option["key"]: option["votes"] or 0 for option in data["options"]}
    yes, no, abstain = (counts.get(key, 0) for key in ("yes", "no", "abstain"))
    scale = 50 / max(yes + abstain / 2, no + abstain / 2, 1)
    half = abstain * scale / 2
    rects = (
        '<rect class="f-track" x="0" y="1" width="100" height="8"/>'
        f'<rect class="f-oppose" x="{50 - half - no * scale:.2f}" y="1" width="{no * scale:.2f}" height="8"/>'
        f'<rect class="f-unsure" x="{50 - half:.2f}" y="1" width="{2 * half:.2f}" height="8"/>'
        f'<rect class="f-support" x="{50 + half:.2f}" y="1" width="{yes * scale:.2f}" height="8"/>'
        '<rect class="f-line" x="49.9" y="0" width="0.2" height="10"/>'
    )
    label = _("%(yes)d yes, %(no)d no, %(abstain)d abstained") % {"yes": yes, "no": no, "abstain": abstain}
    return format_html(
        '<svg class="diverge" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        label,
        mark_safe(rects),  # numbers only
    )
