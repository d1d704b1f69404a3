"""What projects of the demo spent of the money they got, entered by those who lead them, some with a receipt."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageDraw

from demo import moved
from demo.clock import Clock
from demo.people import Population
from volunteers.money.actions.expenses import add_expense
from volunteers.money.actions.papers import prepare_paper
from volunteers.money.models import Payout
from volunteers.projects.models import Project

Told = dict[str, Any]
PAPER, INK, TABLE = "#f4f1ea", "#3c3c3c", "#b89f7d"


def enter(known: Population, clock: Clock, told: Told, project: Project) -> None:
    """The expenses of a campaign's content, each on its day; ``payout`` names which of the approved ones it was paid from."""
    lines = list(project.budget.order_by("pk").values_list("pk", flat=True))
    paid = list(Payout.objects.filter(campaign__project=project, state="approved").order_by("pk"))
    for place, one in enumerate(told.get("expenses", ())):
        person, at = known.users[told["by"]], clock.at(f"{one['day']}d", 18, 10)
        papers = []
        if "paper" in one:
            papers.append(prepare_paper(person=person, file=draw_receipt(place), name=one["paper"]))
        with moved.at(at):
            add_expense(
                person=person, project_id=project.pk, what=one["what"], cents=round(one["euro"] * 100),
                day=at.date(), line=lines[one["line"] - 1] if "line" in one else None,
                payout=paid[one["payout"] - 1].pk if "payout" in one else None, supplier=one.get("supplier", ""),
                papers=papers, client_key=f"demo-spent-{project.pk}-{place}",
            )  # fmt: skip


def draw_receipt(number: int) -> io.BytesIO:
    """A till receipt on a table, photographed; drawn here, without words, a different one for each number."""
    image = Image.new("RGB", (720, 960), TABLE)
    draw = ImageDraw.Draw(image)
    draw.polygon([(160, 60), (560, 40), (590, 900), (180, 920)], fill=PAPER)
    for row in range(16):
        y = 120 + row * 42
        draw.line((210, y, 330 + (row * 53 + number * 31) % 120, y - 4), fill=INK, width=9)
        draw.line((480, y - 8, 540, y - 10), fill=INK, width=9)
    draw.line((200, 810, 560, 796), fill=INK, width=4)
    draw.line((400, 850, 550, 844), fill=INK, width=16)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    out.seek(0)
    return out
