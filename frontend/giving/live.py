"""An event of a campaign as pieces of its project's pages: the same for everybody, without a query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from frontend.consultations.pieces import piece
from frontend.projects.drawing import draw_meter
from frontend.projects.figures import money_line
from volunteers.money.joining import figures_from

from .drawing import draw_button, draw_numbers, draw_state

Data = Mapping[str, Any]


def _campaign(stream: str, kind: str, data: Data) -> list[str]:
    """Its sums, where it is, and the way to give while there is one."""
    say = SAID[kind]() if kind in SAID else ""
    button = draw_button(int(stream.rpartition(".")[2])) if data["state"] == "open" else ""
    pieces: list[str] = [
        piece("campaign-numbers", "inner", draw_numbers(data), say=say),
        piece("campaign-state", "inner", draw_state(data["state"])),
        piece("give-way", "inner", button),
    ]
    if data["goal_cents"]:
        pieces.append(piece("meter-money", "replace", draw_meter(money_line(figures_from(data)))))
    return pieces


SAID: dict[str, Callable[[], str]] = {
    "campaign.opened": lambda: _("The project collects money now."),
    "campaign.funded": lambda: _("The campaign is funded."),
    "campaign.not_funded": lambda: _("The campaign did not reach its minimum. Nothing is taken from anybody."),
}
DRAWN: dict[str, Callable[[str, str, Data], list[str]]] = dict.fromkeys(("campaign.changed", *SAID), _campaign)
