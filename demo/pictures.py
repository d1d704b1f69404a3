"""A picture beside one comment of the demo, drawn here with its description, and the card of a link beside another."""

from __future__ import annotations

import io
from math import cos, pi, sin
from typing import Any

from django.conf import settings
from PIL import Image, ImageDraw

from demo.people import Population
from forums.models import Post
from forums.telling import media_data
from participation.documents.markup import render_typed
from participation.links.own import own_card
from participation.live.actions import rewrite
from participation.pictures.actions import Wanted, keep_picture, set_pictures
from proposals.models import Consultation

SAID = "Детската такса се плаща само на каса до 11:30"
SHOWN = (
    "Касата за детски такси: щорите на гишето са спуснати, часовникът на стената показва единайсет и половина, "
    "а отпред чакат петима души."
)
INVITED = "Записвам се за тестер."
INVITES = "Ще доведа и хора от курсовете на „Умея и помагам“, те са най-строгите проверяващи:"
WALL, FLOOR, WOOD, SHUTTER, LINE, FACE = "#e9e2d3", "#b9ad97", "#8a6a45", "#9fb1b8", "#4b5b63", "#fbfaf6"
COATS = ("#35586b", "#a8553a", "#6d7f4f", "#7a5a7d", "#c29a3f")
SKIN = "#d9b08c"


def hang(known: Population, consultations: dict[str, Consultation]) -> None:
    """One comment of the strategy has its picture, another a link to a consultation with its card."""
    scope = consultations["kavarna-strategy"].scope
    posts = Post.objects.select_related("thread", "author").filter(thread__scope=scope)
    for post in posts.filter(body__contains=SAID, author=known.users["petya"]):
        picture = keep_picture(owner=post.author, file=draw_desk(), description=SHOWN)
        post.pictures = set_pictures(owner=known.users["petya"], ref=f"post.{post.pk}", wanted=[Wanted(picture.pk)])
        write(post)
    for post in posts.filter(body__contains=INVITED, author=known.users["yoana"]):
        post.link = f"{settings.SITE_ORIGIN}{consultations['kavarna-skills'].get_absolute_url()}"
        post.body = f"{post.body}\n\n{INVITES}\n\n{post.link}"
        post.body_html, post.card = render_typed(post.body), own_card(post.link)
        write(post)


def write(post: Post) -> None:
    """The post and what is still told of it say the same."""
    post.save(update_fields=["body", "body_html", "link", "card", "pictures"])
    now = {**media_data(post), "body": post.body, "body_html": post.body_html}

    def told(data: dict[str, Any]) -> dict[str, Any]:
        return {**data, **now} if "body" in data else data

    rewrite(stream=post.thread.stream, refs=[f"post.{post.pk}"], change=told)


def draw_desk() -> io.BytesIO:
    """A closed desk, the clock over it, and those who wait: as a photograph would come from a phone, but drawn."""
    image = Image.new("RGB", (1280, 960), WALL)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 720, 1280, 960), fill=FLOOR)
    draw.rectangle((250, 250, 1030, 640), fill=WOOD)
    draw.rectangle((290, 285, 990, 600), fill=SHUTTER)
    for y in range(300, 600, 22):
        draw.line((290, y, 990, y), fill=LINE, width=3)
    draw.rectangle((210, 630, 1070, 690), fill=WOOD, outline=LINE, width=4)
    _clock(draw, 640, 135, 90)
    for place, coat in enumerate(COATS):
        _person(draw, 180 + place * 225, 900 - (place % 2) * 25, coat)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    return out


def _clock(draw: ImageDraw.ImageDraw, x: int, y: int, radius: int) -> None:
    """Half past eleven."""
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=FACE, outline=LINE, width=8)
    for hour in range(12):
        _hand(draw, (x, y), hour / 12, (radius - 20, radius - 10), 4)
    _hand(draw, (x, y), 11.5 / 12, (0, radius - 45), 9)
    _hand(draw, (x, y), 0.5, (0, radius - 22), 6)


def _hand(draw: ImageDraw.ImageDraw, at: tuple[int, int], turn: float, reach: tuple[int, int], width: int) -> None:
    x, y = sin(turn * 2 * pi), -cos(turn * 2 * pi)
    ends = [(at[0] + length * x, at[1] + length * y) for length in reach]
    draw.line(ends, fill=LINE, width=width)


def _person(draw: ImageDraw.ImageDraw, x: int, foot: int, coat: str) -> None:
    """From behind."""
    draw.rounded_rectangle((x - 70, foot - 260, x + 70, foot), radius=60, fill=coat)
    draw.ellipse((x - 44, foot - 345, x + 44, foot - 250), fill=SKIN)
    draw.pieslice((x - 47, foot - 352, x + 47, foot - 252), 180, 360, fill=LINE)
