"""The map that pupils made of the light along the promenade: drawn here, beside the post that sends it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from math import exp, pi, sin

from PIL import Image, ImageDraw, ImageFont

from demo.people import Population
from demo.pictures import write
from forums.models import Post
from participation.pictures.actions import Wanted, keep_picture, set_pictures

SENT = "Стойностите под 5 лукса са отбелязани с червено"
SHOWN = (
    "Карта на крайбрежната алея между сушата и морето с 40 точки на измерване. От кея точките са зелени и жълти; "
    "при завоя десет поред са червени, под 5 лукса; след завоя отново са жълти и зелени."
)
WIDE, HIGH, FINE = 1280, 840, 2  # drawn twice as large, so that edges are smooth
LAND, GROVE, SEA, SHALLOW, WAVE, PATH, INK = (
    "#f3eee1", "#dfe6cf", "#c3dbe4", "#d9eaee", "#a9cad6", "#fffdf7", "#3c4a4f"
)  # fmt: skip
GOOD, WEAK, DARK = "#3f8f5b", "#e0a72e", "#c8412f"
POINTS, BEND, ENOUGH, LITTLE = 40, 0.56, 7.5, 5.0  # lux
Spot = tuple[float, float]


def hang_map(known: Population) -> None:
    """The post of the teacher who sends the map has it, with its description."""
    for post in Post.objects.select_related("thread", "author").filter(
        body__contains=SENT, author=known.users["nevena"]
    ):
        picture = keep_picture(owner=post.author, file=draw_map(), description=SHOWN)
        post.pictures = set_pictures(owner=known.users["nevena"], ref=f"post.{post.pk}", wanted=[Wanted(picture.pk)])
        write(post)


def at(part: float) -> Spot:
    """The place on the promenade after this part of its length."""
    bend = 190 * exp(-(((part - BEND) / 0.17) ** 2))
    return 90 + 1080 * part, 330 + 170 * part - bend + 26 * sin(part * 3.2 * pi)


def lux(part: float) -> float:
    """How light it is there: between two lamps less, and least at the bend."""
    return 8.4 + 1.4 * sin(part * 34) - 7.6 * exp(-(((part - BEND) / 0.12) ** 2))


def draw_map() -> io.BytesIO:
    """Land, sea, the promenade, and a point for each measurement in the colour of its value."""
    image = Image.new("RGB", (WIDE * FINE, HIGH * FINE), LAND)
    draw = ImageDraw.Draw(image)
    path = [at(n / 200) for n in range(-20, 221)]
    _sea(draw, path)
    for x, y, size in (
        (180, 150, 90),
        (330, 110, 70),
        (470, 190, 60),
        (900, 210, 100),
        (1080, 170, 76),
        (1010, 110, 60),
    ):
        _dot(draw, (x, y), size, GROVE)
    _line(draw, path, PATH, 34)
    pier = at(0.13)
    draw.rectangle(_box(pier[0] - 20, pier[1] + 20, pier[0] + 20, pier[1] + 240), fill="#b79f7c", outline=INK, width=3)
    for n in range(POINTS):
        part = (n + 0.5) / POINTS
        value = lux(part)
        colour = GOOD if value >= ENOUGH else WEAK if value >= LITTLE else DARK
        _dot(draw, at(part), 11, colour, ring="#ffffff")
    _legend(draw)
    out = io.BytesIO()
    image.resize((WIDE, HIGH), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    out.seek(0)
    return out


def _sea(draw: ImageDraw.ImageDraw, path: list[Spot]) -> None:
    """Everything below the promenade, the shallow water first, with a few waves."""
    for away, colour in ((46, "#ece0c2"), (78, SHALLOW), (150, SEA)):
        shore = [(x, y + away) for x, y in path]
        draw.polygon([_fine(spot) for spot in [*shore, (WIDE + 200, HIGH), (-200, HIGH)]], fill=colour)
    for row, start in ((650, 265), (740, 740), (770, 130), (690, 900)):
        wave = [(start + n * 4, row + 7 * sin(n / 4)) for n in range(44)]
        _line(draw, wave, WAVE, 4)


def _legend(draw: ImageDraw.ImageDraw) -> None:
    """What the colours mean, where north is, and how long a hundred metres are. Figures alone: no font is needed for more."""
    draw.rounded_rectangle(_box(440, 590, 662, 772), radius=16 * FINE, fill="#fffdf7", outline="#cfc6b1", width=3)
    font = ImageFont.load_default(30 * FINE)
    for place, (colour, words) in enumerate(((GOOD, "> 7,5 lx"), (WEAK, "5 - 7,5 lx"), (DARK, "< 5 lx"))):
        y = 630 + place * 52
        _dot(draw, (474, y), 13, colour)
        draw.text(_fine((506, y)), words, fill=INK, font=font, anchor="lm")
    draw.text(_fine((1216, 96)), "N", fill=INK, font=font, anchor="mm")
    draw.polygon([_fine(spot) for spot in ((1216, 30), (1202, 72), (1216, 62), (1230, 72))], fill=INK)
    _line(draw, [(1080, 790), (1230, 790)], INK, 5)
    draw.text(_fine((1155, 766)), "100 m", fill=INK, font=font, anchor="mm")


def _fine(spot: Spot) -> Spot:
    return spot[0] * FINE, spot[1] * FINE


def _box(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    return left * FINE, top * FINE, right * FINE, bottom * FINE


def _line(draw: ImageDraw.ImageDraw, spots: Sequence[Spot], colour: str, width: int) -> None:
    draw.line([_fine(spot) for spot in spots], fill=colour, width=width * FINE, joint="curve")


def _dot(draw: ImageDraw.ImageDraw, spot: Spot, radius: int, colour: str, ring: str = "") -> None:
    for size, fill in ((radius + 4, ring), (radius, colour)):
        if fill:
            draw.ellipse(_box(spot[0] - size, spot[1] - size, spot[0] + size, spot[1] + size), fill=fill)
