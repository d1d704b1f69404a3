"""What other areas of the site put on the page of one's own pledge: what has to be done next, such as entering a card.

An area calls ``register`` with a function while its addresses are read (its ``urls.py``). ``draw(request, pledge)`` is given
a pledge of the reader's own and gives safe HTML, or nothing where nothing has to be done; it writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

Step = Callable[[HttpRequest, Any], SafeString | str]
_steps: list[Step] = []


def register(step: Step) -> None:
    """``step`` is asked about every pledge whose page is opened; naming it twice is naming it once."""
    if step not in _steps:
        _steps.append(step)


def next_steps(request: HttpRequest, pledge: Any) -> list[SafeString | str]:
    """What all of them have to show, in the order in which they registered."""
    return [html for step in _steps if (html := step(request, pledge))]
