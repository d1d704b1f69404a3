"""What stands beside the words of a post, drawn in Python as the post is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

Data = Mapping[str, Any]


def draw_media(pictures: Iterable[Data], card: Data | None) -> SafeString:
    """The pictures, each with its description, then the card of the link; nothing where there is neither."""
    figures = "".join(_figure(picture) for picture in pictures)
    drawn = f'<div class="figures">{figures}</div>' if figures else ""
    return mark_safe(f"{drawn}{_card(card) if card else ''}")  # every part of it was escaped where it was drawn


def _figure(picture: Data) -> str:
    """The small size, which leads to the large one. Its words are read out once, as those of the picture."""
    words = escape(picture["description"])
    named = escape(_("Open the picture: %(description)s") % {"description": picture["description"]})
    small = _image(picture["small_url"], picture["small_width"], picture["small_height"], words)
    return (
        f'<figure><a href="{escape(picture["url"])}" aria-label="{named}">{small}</a>'
        f'<figcaption class="tiny quiet" aria-hidden="true">{words}</figcaption></figure>\n'
    )


def _card(card: Data) -> str:
    """One link: title, a few words, the site. The picture says nothing that the words do not."""
    picture = card["picture"]
    shown = _image(picture["url"], picture["width"], picture["height"], "") if picture else ""
    words = f'<span class="small quiet">{escape(card["description"])}</span>' if card["description"] else ""
    site = f'<span class="tiny quiet">{escape(card["site"])}</span>' if card["site"] else ""
    return (
        f'<a class="link-card" href="{escape(card["url"])}" rel="nofollow ugc noopener">{shown}'
        f'<span class="link-card-words"><b>{escape(card["title"])}</b> {words} {site}</span></a>\n'
    )


def _image(url: str, width: int, height: int, words: str) -> str:
    """With its size, so that nothing jumps when it comes."""
    return (
        f'<img src="{escape(url)}" width="{int(width)}" height="{int(height)}" alt="{words}" '
        f'loading="lazy" decoding="async">'
    )
