"""An event of a project's stream as pieces of its page: the same for everybody, without a query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from html import escape
from types import SimpleNamespace
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from frontend.consultations.pieces import piece
from frontend.unbroken import unbroken_words

from .drawing import draw_meter, draw_need, draw_update, need_words
from .figures import Line, things_line
from .showing import days_of, where_of
from .talk import Place as Place  # the setting of its questions

Data = Mapping[str, Any]


def _stands(stream: str, kind: str, data: Data) -> list[str]:
    """How the project stands: its words, its days, what is still needed."""
    told = SimpleNamespace(
        where=data["where"],
        is_remote=data["is_remote"],
        starts_on=_day(data["starts_on"]),
        ends_on=_day(data["ends_on"]),
    )
    say = SAID[kind]() if kind in SAID else ""
    pieces: list[str] = [
        piece("project-title", "inner", unbroken_words(data["title"]), say=say),
        piece("project-summary", "inner", unbroken_words(data["summary"])),
        piece("project-description", "inner", mark_safe(data["description_html"])),  # made safe when it was written
        piece("project-where", "inner", escape(where_of(told))),
        piece("project-days", "inner", days_of(told)),
    ]
    return pieces + _needs(data["needs"])


def _needs(needs: list[Data]) -> list[str]:
    """The numbers of every thing, and of all together."""
    pieces: list[str] = []
    for one in needs:
        promised = one["offered"] + one["accepted"]
        words = need_words(one["quantity"], one["unit"], one["missing"])
        pieces.append(piece(f"need-n-{one['id']}", "inner", escape(words)))
        bar = draw_need(one["what"], one["quantity"], one["brought"], promised)
        pieces.append(piece(f"need-bar-{one['id']}", "inner", bar))
    line: Line = things_line(
        sum(one["quantity"] for one in needs),
        sum(one["brought"] for one in needs),
        sum(one["offered"] + one["accepted"] for one in needs),
    )
    return [*pieces, piece("meter-things", "replace", draw_meter(line))]


def _hours(stream: str, kind: str, data: Data) -> list[str]:
    """How much work is confirmed."""
    return [piece("meter-hours", "replace", draw_meter(Line("hours", _("Hours"), data["hours"], data["goal"])))]


def _update(stream: str, kind: str, data: Data) -> list[str]:
    """News: at the top of the list, or in its place."""
    update = SimpleNamespace(
        pk=data["id"],
        title=data["title"],
        html=mark_safe(data["html"]),  # made safe when it was written
        pictures=data["pictures"],
        at=parse_datetime(data["at"]),
        edited_at=data["edited_at"],
    )
    html = draw_update(update, "", named=False)
    how = "replace" if kind == "update.edited" else "append"
    into = f"update-{data['id']}" if kind == "update.edited" else "project-news"
    say = _("There is news of this project.") if kind == "update.posted" else ""
    return [piece(into, how, html, say=say)]


def _gone(stream: str, kind: str, data: Data) -> list[str]:
    return [piece(f"update-{data['id']}", "remove")]


def _day(value: str | None) -> date | None:
    return parse_date(value) if value else None


SAID: dict[str, Callable[[], str]] = {
    "project.begun": lambda: _("The project is under way now."),
    "project.ended": lambda: _("The project has ended."),
    "project.reported": lambda: _("The report on this project has just been published."),
}
STANDS = (
    "project.opened", "project.changed", "project.needs", "project.begun", "project.ended", "project.reported",
    "project.report_corrected", "project.restored",
)  # fmt: skip
DRAWN: dict[str, Callable[[str, str, Data], list[str]]] = {
    **dict.fromkeys(STANDS, _stands),
    **dict.fromkeys(("update.posted", "update.edited", "update.restored"), _update),
    **dict.fromkeys(("update.removed", "update.hidden"), _gone),
    "hours.counted": _hours,
}
