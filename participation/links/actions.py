"""Every write of cards. They are made by the worker, never while somebody waits."""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from participation.database import db_now
from participation.limits import limit
from participation.pictures.making import Drawn, PictureRefused, make_small

from .addresses import NotFetched
from .fetching import Net, fetch
from .models import LinkCard
from .own import is_own, own_card
from .reading import Told, host_of, read_page
from .selectors import card_data, digest_of, get_card
from .users import shown

log = logging.getLogger("megdan.links")
NET = Net()
KNOWN_FOR = timedelta(days=7)
MOST_PAGE = 512 * 1024  # bytes; what a page says of itself stands at its beginning
MOST_PICTURE = 3 * 1024 * 1024
AT_ONCE = 500


def make_card(*, url: str, net: Net | None = None) -> dict[str, Any] | None:
    """The card of an address as it is told, or None: the page says nothing, is away, or may not be asked.

    A page of this site is read from the database. Any other is fetched at most once a week, in no transaction. Nothing
    that goes wrong there is raised. Raises TooMany where one site is asked too often.
    """
    if is_own(url):
        return own_card(url)
    if not settings.LINK_CARDS:
        return None
    known = get_card(url)
    if known is not None and known.fetched_at > db_now() - KNOWN_FOR:
        return card_data(known)
    limit(f"card:{host_of(url)}", times=30, seconds=600)
    told, picture = _look(url, net or NET)
    return card_data(_keep(url, told, picture))


def _look(url: str, net: Net) -> tuple[Told | None, Drawn | None]:
    """What the page says and its picture; None where it says nothing or cannot be asked."""
    until = time.monotonic() + net.seconds
    try:
        page = fetch(url, most=MOST_PAGE, cut=True, net=net, until=until)
    except NotFetched as reason:
        log.info("a link was not fetched", extra={"reason": str(reason)})
        return None, None
    told = read_page(page.content, page.kind, page.url)
    if told is None or not told.picture:
        return told, None
    try:
        picture = fetch(told.picture, most=MOST_PICTURE, cut=False, net=net, until=until)
        return told, make_small(picture.content)
    except (NotFetched, PictureRefused):
        return told, None


@transaction.atomic
def _keep(url: str, told: Told | None, picture: Drawn | None) -> LinkCard:
    """What was found is known for a week. A picture from before stays where there is no new one."""
    values: dict[str, Any] = {"url": url, "fetched_at": db_now(), "title": "", "description": "", "site": ""}
    if told is not None:
        values |= {"title": told.title, "description": told.description, "site": told.site}
    card, _new = LinkCard.objects.update_or_create(digest=digest_of(url), defaults=values)
    if picture is not None:
        _forget_picture(card)
        card.picture.save("picture", ContentFile(picture.content), save=False)
        card.picture_width, card.picture_height = picture.width, picture.height
        card.save(update_fields=["picture", "picture_width", "picture_height"])
    return card


def forget_cards() -> int:
    """Cards older than a week that stand in nothing any more are gone, with their pictures; how many."""
    forgotten, last = 0, 0
    old = LinkCard.objects.filter(fetched_at__lt=db_now() - KNOWN_FOR).order_by("pk")
    while cards := list(old.filter(pk__gt=last)[:AT_ONCE]):
        last = cards[-1].pk
        used = shown([card.url for card in cards])
        forgotten += _forget([card for card in cards if card.url not in used])
    return forgotten


@transaction.atomic
def _forget(cards: list[LinkCard]) -> int:
    LinkCard.objects.filter(pk__in=[card.pk for card in cards]).delete()
    for card in cards:
        _forget_picture(card)
    return len(cards)


def _forget_picture(card: LinkCard) -> None:
    if card.picture:
        transaction.on_commit(partial(card.picture.storage.delete, card.picture.name or ""))
