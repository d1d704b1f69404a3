"""A municipality's accent, made readable: the same hue, as dark or as light as its background needs."""

from __future__ import annotations

import colorsys
import re
from functools import lru_cache

WHITE, NIGHT = (1.0, 1.0, 1.0), (0.071, 0.09, 0.11)
ENOUGH = 5.0  # a little over the 4.5 : 1 of WCAG 2.2 AA, for washes and hover
HEX = re.compile(r"^#[0-9a-fA-F]{6}$")
Colour = tuple[float, float, float]


def _parse(value: str) -> Colour:
    return (int(value[1:3], 16) / 255, int(value[3:5], 16) / 255, int(value[5:7], 16) / 255)


def _luminance(colour: Colour) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of WCAG, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _until_readable(value: str, ground: Colour, step: float, wanted: float) -> str:
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parse(value))
    colour = colorsys.hls_to_rgb(hue, lightness, saturation)
    while contrast(colour, ground) < wanted and (lightness > 0 if step < 0 else lightness < 1):
        lightness = min(1.0, max(0.0, lightness + step))
        colour = colorsys.hls_to_rgb(hue, lightness, saturation)
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


@lru_cache(maxsize=512)
def theme_css(accent: str) -> str:
    """The style sheet of an accent such as ``#0b5a79``; empty where it is not a colour."""
    if not HEX.match(accent):
        return ""
    names = {
        "--place-accent": _until_readable(accent, WHITE, -0.02, ENOUGH),
        "--place-accent-strong": _until_readable(accent, WHITE, -0.02, ENOUGH + 3),
        "--place-accent-dark": _until_readable(accent, NIGHT, 0.02, ENOUGH + 3),
        "--place-accent-dark-strong": _until_readable(accent, NIGHT, 0.02, ENOUGH + 6),
    }
    return ":root{" + "".join(f"{name}:{value};" for name, value in names.items()) + "}\n"
