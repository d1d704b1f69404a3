"""Small components drawn in Python: a page holds hundreds of them. They are declared like the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from html import escape

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from frontend.icons import ICONS

OPENING = (
    '<svg class="icon" width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.7" '
    'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
)


def initials(name: str) -> str:
    """The first letters of the first two words, for an avatar."""
    words = [word.strip("„“”\"'«»()") for word in str(name).split()]
    return "".join(word[0] for word in words if word)[:2].upper() or "·"


def avatar(name: str, organisation: bool = False) -> SafeString:
    """Initials in a circle; of an organisation in a square. Decoration: the name stands beside it."""
    shape = "avatar avatar-org" if organisation else "avatar"
    return mark_safe(f'<span class="{shape}" aria-hidden="true">{escape(initials(name))}</span>')


def tag(label: str | Promise, tone: str = "", line: bool = False) -> SafeString:
    """A word or two in a small frame."""
    classes = "tag tag-line" if line else "tag"
    if tone:
        classes += " tag-accent" if tone == "accent" else f" tone-{escape(tone)}"
    return mark_safe(f'<span class="{classes}">{escape(str(label))}</span>')


@cache
def icon(name: str) -> SafeString:
    """A decorative icon of 20 × 20; words beside it carry the meaning."""
    return mark_safe(f"{OPENING}{ICONS[name]}</svg>")  # our own constants


def options(pairs: Iterable[tuple[str, str | Promise]], chosen: str = "") -> SafeString:
    """The choices of a select from ``(value, label)``, the chosen one selected. Painted, because there may be hundreds."""
    made = (
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(str(label))}</option>'
        for value, label in pairs
    )
    return mark_safe("".join(made))


PAINTED: Mapping[str, Callable[..., SafeString]] = {"avatar": avatar, "tag": tag}
