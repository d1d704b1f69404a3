"""The public figures as rows with bars, drawn as SVG: numbers in the same row say what the bar shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

SHOWN = 12  # the largest; the others are named in a line


@dataclass(frozen=True)
class Chart:
    """Numbers of one kind, each "or more"; ``few``: of what there are fewer than five."""

    key: str
    name: str
    rows: list[tuple[str, int]]
    few: list[str]


def chart_of(key: str, name: str, names: Mapping[str, Any], counts: Mapping[str, int | None]) -> Chart | None:
    """The largest first; None where there is nothing to tell."""
    known = [(str(names[code]), n) for code, n in counts.items() if n]
    rows = sorted(known, key=lambda row: (-row[1], row[0]))
    if not rows:
        return None
    return Chart(key, name, rows, [str(names[code]) for code, n in counts.items() if not n])


def draw_chart(chart: Chart) -> SafeString:
    """A table whose rows hold name, bar and number; what is below the largest is folded away."""
    most = max(n for _name, n in chart.rows)
    drawn = [_table(chart.name, chart.rows[:SHOWN], most)]
    if chart.rows[SHOWN:]:
        more = _table(chart.name, chart.rows[SHOWN:], most)
        drawn.append(format_html('<details class="fold"><summary>{}</summary>{}</details>', _("More"), more))
    if chart.few:
        drawn.append(format_html('<p class="tiny quiet">{} {}</p>', _("Fewer than five:"), ", ".join(chart.few)))
    return format_html_join("", "{}", ((part,) for part in drawn))


def _table(caption: str, rows: list[tuple[str, int]], most: int) -> SafeString:
    lines = format_html_join(
        "",
        '<tr><th scope="row">{}</th><td aria-hidden="true">{}</td><td class="n">{}</td></tr>',
        ((name, _bar(n, most), _("%(n)d or more") % {"n": n}) for name, n in rows),
    )
    return format_html(
        '<table class="figure-table"><caption class="sr">{}</caption><tbody>{}</tbody></table>',
        caption,
        lines,
    )


def _bar(n: int, most: int) -> SafeString:
    return format_html(
        '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="f-accent" width="{}" height="10"/></svg>',
        f"{100 * n / most:.1f}",
    )
