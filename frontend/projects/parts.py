"""What other areas of the site put on a project's page: each names a place and draws for the reader.

An area adds a function to ``PARTS``; it gives safe HTML, or nothing where it has nothing to show.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from frontend.treasury.leading import draw_money
from frontend.volunteers.helping import draw_helping, draw_people

Part = Callable[[HttpRequest, Any], SafeString | str]
PLACES = ("side", "main", "lead")  # beside the text, below the things needed, on the coordinators' page
PARTS: list[tuple[str, Part]] = [
    ("side", draw_helping),
    ("lead", draw_people),
    ("lead", draw_money),
]


def parts_of(request: HttpRequest, project: Any, *, leading: bool = False) -> dict[str, list[SafeString | str]]:
    """Those of the coordinators' page (``leading``), or all others; by place, in the order in which they are named."""
    found: dict[str, list[SafeString | str]] = {place: [] for place in PLACES}
    for place, draw in PARTS:
        if (place == "lead") == leading and (html := draw(request, project)):
            found[place].append(html)
    return found
