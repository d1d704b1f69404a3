"""A shift's event as pieces of the pages that show it: numbers and times, the same for everybody, without a query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.utils.dateparse import parse_datetime

from frontend.consultations.pieces import piece

from . import drawing

Data = Mapping[str, Any]


def _shift(stream: str, kind: str, data: Data) -> list[str]:
    """Places, time and what the button says. Tasks are asked for again by the page: their words do not travel."""
    pk, places, going = int(data["id"]), data["places"], data["going"]
    begins, ends = parse_datetime(data["begins"]), parse_datetime(data["ends"])
    assert begins is not None  # written by tell_shift
    assert ends is not None
    return [
        piece(f"shift-n-{pk}", "inner", drawing.draw_places(places, going, data["waiting"])),
        piece(f"shift-when-{pk}", "inner", drawing.draw_when(begins, ends, data.get("timezone", ""))),
        piece(f"shift-do-{pk}", "inner", escape(drawing.sign_up_words(places, going))),
        piece(f"shift-state-{pk}", "inner", drawing.draw_state(begins, ends, is_cancelled=data["is_cancelled"])),
    ]


DRAWN: dict[str, Callable[[str, str, Data], list[str]]] = {"shift.changed": _shift}
