"""What other areas of the site put on a project's page: each names a place and draws for the reader.

An area adds a function to ``PARTS``; it gives safe HTML, or nothing where it has nothing to show.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from frontend.expenses.drawing import draw_entering, draw_spending
from frontend.giving.parts import draw_campaign, draw_way
from frontend.hours.parts import draw_hours_to_confirm, draw_own_hours
from frontend.tasks.parts import draw_shifts, draw_tasks
from frontend.treasury.leading import draw_money
from frontend.volunteers.helping import draw_helping, draw_people

Part = Callable[[HttpRequest, Any], SafeString | str]
PLACES = (
    "now",
    "side",
    "main",
    "lead",
)  # among the buttons, beside the text, below the things needed, for coordinators
PARTS: list[tuple[str, Part]] = [
    ("now", draw_way),
    ("side", draw_campaign),
    ("side", draw_helping),
    ("side", draw_own_hours),
    ("main", draw_tasks),
    ("main", draw_spending),
    ("lead", draw_people),
    ("lead", draw_hours_to_confirm),
    ("lead", draw_shifts),
    ("lead", draw_money),
    ("lead", draw_entering),
]


def parts_of(request: HttpRequest, project: Any, *, leading: bool = False) -> dict[str, list[SafeString | str]]:
    """Those of the coordinators' page (``leading``), or all others; by place, in the order in which they are named."""
    found: dict[str, list[SafeString | str]] = {place: [] for place in PLACES}
    for place, draw in PARTS:
        if (place == "lead") == leading and (html := draw(request, project)):
            found[place].append(html)
    return found
