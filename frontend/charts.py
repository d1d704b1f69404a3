"""Charts as SVG, drawn on the server: no style attributes, colours by class, words for those who cannot see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from frontend import dates

STANCES = ("support", "unsure", "oppose")
GROUPS = {
    "citizen": gettext_lazy("Citizens"),
    "ngo": gettext_lazy("NGOs"),
    "business": gettext_lazy("Businesses"),
    "institution": gettext_lazy("Institutions"),
    "official": gettext_lazy("Officials"),
    "other": gettext_lazy("Not told apart"),  # several kinds together
}
DESK_LETTERS, PHONE_LETTERS = 128, 38  # that fit beside each other under a strip, on the narrowest of either
WIDTH = 100.0
GAP = 0.6


@dataclass(frozen=True)
class Column:
    """One clause or part in a heat strip."""

    name: str
    counts: Mapping[str, int]
    weight: int  # ballots, comments and suggestions together
    url: str = ""


def in_words(counts: Mapping[str, int]) -> str:
    """``12 support, 3 unsure, 4 oppose`` in the reader's language."""
    if not any(counts.get(stance) for stance in STANCES):
        return _("no votes yet")
    parts = (
        ngettext("%d supports", "%d support", counts.get("support", 0)) % counts.get("support", 0),
        ngettext("%d is unsure", "%d are unsure", counts.get("unsure", 0)) % counts.get("unsure", 0),
        ngettext("%d opposes", "%d oppose", counts.get("oppose", 0)) % counts.get("oppose", 0),
    )
    return ", ".join(parts)


def _segments(counts: Mapping[str, int]) -> str:
    shown = [(stance, counts.get(stance, 0)) for stance in STANCES if counts.get(stance)]
    total = sum(n for _stance, n in shown)
    if not total:
        return ""
    room, x, drawn = WIDTH - GAP * (len(shown) - 1), 0.0, []
    for stance, n in shown:
        width = room * n / total
        drawn.append(f'<rect class="f-{stance}" x="{x:.2f}" y="0" width="{width:.2f}" height="10"/>')
        x += width + GAP
    return "".join(drawn)


def stance_bar(counts: Mapping[str, int], label: str = "") -> SafeString:
    """A bar of the three stances. With an empty ``label`` it is decoration: words must stand beside it."""
    named = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return mark_safe(  # numbers and our own class names; the label is escaped
        f'<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" {named}>{_segments(counts)}</svg>'
    )


def heat_strip(columns: Iterable[Column], label: str = "") -> SafeString:
    """The document as columns: the higher, the more was said; within a column, who supports, doubts and opposes."""
    shown = list(columns)
    weights = [column.weight for column in shown if column.weight]
    least, most = min(weights, default=0), max(weights, default=1)
    step = 1000 / max(len(shown), 1)
    width = step - min(6.0, step * 0.15)
    drawn = []
    for place, column in enumerate(shown):
        height = (25 + 75 * ((column.weight - least) / max(most - least, 1)) ** 0.6) if column.weight else 8.0
        stack = _stack(column.counts, place * step, width, height)
        title = f"<title>{escape(column.name)}: {escape(in_words(column.counts))}</title>" if column.name else ""
        drawn.append(f'<a href="{escape(column.url)}" tabindex="-1">{title}{stack}</a>' if column.url else stack)
    linked = any(column.url for column in shown)  # links are for pointers; the outline is the way for keyboards
    return format_html(
        '{}<svg class="heat" viewBox="0 0 1000 100" preserveAspectRatio="none" {}>{}</svg>',
        format_html('<span class="sr">{}</span>', label) if label and linked else "",
        format_html('role="img" aria-label="{}"', label) if label and not linked else mark_safe('aria-hidden="true"'),
        mark_safe(("" if linked or not label else f"<title>{escape(label)}</title>") + "".join(drawn)),  # escaped
    )


def _stack(counts: Mapping[str, int], x: float, width: float, height: float) -> str:
    total = sum(counts.get(stance, 0) for stance in STANCES)
    if not total:
        return f'<rect class="f-silent" x="{x:.1f}" y="{100 - height:.1f}" width="{width:.1f}" height="{height:.1f}"/>'
    y, drawn = 100.0, []
    for stance in STANCES:
        part = height * counts.get(stance, 0) / total
        y -= part
        if part:
            drawn.append(f'<rect class="f-{stance}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{part:.1f}"/>')
    return "".join(drawn)


def group_rows(counts: Mapping[str, int], groups: Mapping[str, Mapping[str, int]]) -> list[dict[str, Any]]:
    """Rows of bars: everybody first, then each kind of participant."""
    rows = [_row(_("All"), counts, everybody=True)]
    if len(groups) > 1:
        rows += [_row(str(label), groups[key]) for key, label in GROUPS.items() if groups.get(key)]
    return rows


def _row(label: str, counts: Mapping[str, int], everybody: bool = False) -> dict[str, Any]:
    words = in_words(counts)
    return {"label": label, "counts": counts, "words": words, "total": sum(counts.values()), "all": everybody}


Groups = dict[str, dict[str, int]]


def add_up(tallies: Iterable[Mapping[str, Mapping[str, int]]]) -> Groups:
    """``{group: {stance: n}}`` over several tallies."""
    total: Groups = {}
    for groups in tallies:
        for group, row in groups.items():
            mine = total.setdefault(group, {})
            for choice, n in row.items():
                mine[choice] = mine.get(choice, 0) + n
    return total


def flat(groups: Groups) -> dict[str, int]:
    """``{stance: n}`` over all groups."""
    total: dict[str, int] = {}
    for row in groups.values():
        for choice, n in row.items():
            total[choice] = total.get(choice, 0) + n
    return total


def diverging(counts: Mapping[str, int], widest: int) -> SafeString:
    """Opposition to the left, support to the right, the unsure around the middle; all on one scale."""
    scale = 50 / max(widest, 1)
    support, unsure, oppose = (counts.get(stance, 0) * scale for stance in STANCES)
    half = unsure / 2
    rects = (
        f'<rect class="f-oppose" x="{50 - half - oppose:.2f}" y="1" width="{oppose:.2f}" height="8"/>'
        f'<rect class="f-unsure" x="{50 - half:.2f}" y="1" width="{unsure:.2f}" height="8"/>'
        f'<rect class="f-support" x="{50 + half:.2f}" y="1" width="{support:.2f}" height="8"/>'
        '<rect class="f-line" x="49.9" y="0" width="0.2" height="10"/>'
    )
    return format_html(
        '<svg class="diverge" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        in_words(counts),
        mark_safe(rects),  # numbers only
    )


def strip_labels(columns: list[Column]) -> SafeString:
    """The names of the columns under a strip, as many as have room; on a phone fewer of them."""
    desk = _with_room([column.name for column in columns], DESK_LETTERS)
    phone = _with_room(desk, PHONE_LETTERS)
    drawn = (
        f'<span class="{"" if kept else "often"}">{escape(name)}</span>' for name, kept in zip(desk, phone, strict=True)
    )
    return mark_safe(f'<div class="strip-names" aria-hidden="true">{"".join(drawn)}</div>')  # escaped


def _with_room(names: list[str], letters: int) -> list[str]:
    """The names, empty where one would run into the one before it or over the edge."""
    free, kept = 0.0, []
    for place, name in enumerate(names):
        middle = (place + 0.5) * letters / len(names)
        begin = max(middle - len(name) / 2, place * letters / len(names))  # a longer one begins with its column
        if place == len(names) - 1:
            begin = min(begin, letters - len(name))  # the last one ends with its column
        fits = begin >= free and begin + len(name) <= letters
        kept.append(name if fits else "")
        free = begin + len(name) + 1.5 if fits and name else free
    return kept


def over_time(days: list[Any]) -> SafeString:
    """Acts per day as columns: votes below, what was written above; with a scale, the days and what the colours mean."""
    most = max((row.total for row in days), default=0) or 1
    step = 1000 / max(len(days), 1)
    width = min(step * 0.8, 40)
    kinds = (("ballots", 1, _("votes")), ("comments", 2, _("comments")), ("suggestions", 3, _("suggested wordings")))
    drawn = ['<path class="grid-line" d="M0 4H1000M0 52H1000"/>']
    for place, row in enumerate(days):
        x, y = place * step, 100.0
        named = ", ".join(f"{words} {getattr(row, name)}" for name, _n, words in kinds if getattr(row, name))
        drawn.append(f"<g><title>{escape(dates.day(row.day))}: {escape(named)}</title>")
        for name, number, _words in kinds:
            height = 96 * getattr(row, name) / most
            y -= height
            drawn.append(
                f'<rect class="f-act{number}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'
            )
        drawn.append("</g>")
    label = _("Acts per day: at most %(most)d, %(all)d in all") % {"most": most, "all": sum(row.total for row in days)}
    swatches = "".join(
        f'<span><span class="swatch act{n}"></span> {escape(words)}</span> ' for _name, n, words in kinds
    )
    return format_html(
        '<figure class="over-time"><div class="scale num" aria-hidden="true"><span>{}</span><span>{}</span><span>0</span></div>'
        '<svg class="days" viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>'
        '<div class="day-names" aria-hidden="true">{}</div><figcaption class="legend">{}</figcaption></figure>',
        most, f"{most / 2:g}" if most > 1 else "", label,
        mark_safe("".join(drawn)),  # numbers, and words that were escaped
        _day_names(days), mark_safe(swatches),
    )  # fmt: skip


def _day_names(days: list[Any]) -> SafeString:
    """The first day, the last, and those at the thirds between."""
    places = sorted({round(n * (len(days) - 1) / 3) for n in range(4)}) if days else []
    return mark_safe("".join(f"<span>{escape(dates.day(days[place].day, year=False))}</span>" for place in places))
