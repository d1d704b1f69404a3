"""What the pages of moderators share: who may see them, whose queue it is, and the way from one thing to the next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from frontend.errors import page
from frontend.viewer import roles_of
from participation.moderation.selectors import Item, Place, moderated_places, next_in_queue, places_of

ADDRESSES = {"case": "moderation_case", "second": "moderation_second", "appeal": "moderation_appeal"}


def moderators_only(request: HttpRequest) -> bool:
    """Whether there is a queue for whoever looks."""
    return "moderator" in roles_of(request) and bool(places_of(me(request)))


def no_moderator(request: HttpRequest) -> HttpResponse:
    """403: who may, and how one becomes it."""
    if request.user.is_superuser:
        how = _("You give people this role under “Roles” in the administration, to yourself as well.")
    else:
        how = _("The administrator of this platform gives the role, when the municipality asks for it.")
    text = _("Only moderators decide here, each about what was said in their municipality.")
    return page(request, 403, _("This is for moderators"), f"{text} {how}")


def chosen_place(request: HttpRequest, places: Iterable[Any] | None = None) -> Any:
    """The one of the moderator's municipalities that the address names; None: all of them."""
    code = request.GET.get("place")
    if not code:
        return None
    return next((one for one in places or moderated_places(me(request)) if one.code == code), None)


def address_of(item: Item | Place, place: Any = None) -> str:
    """Where it is decided; the queue stays that of one municipality where it was."""
    address = reverse(ADDRESSES[item.kind], args=[item.key])
    return f"{address}?{urlencode({'place': place.code})}" if place else address


def after(request: HttpRequest, kind: str, key: str) -> Place | None:
    """What comes after this one in the queue that the person goes through."""
    place = chosen_place(request)
    return next_in_queue(me(request), kind=kind, key=key, place_id=place.pk if place else None)


def go_on(request: HttpRequest, following: Place | None) -> HttpResponse:
    """To the next thing, or to the queue where nothing else waits."""
    place = chosen_place(request)
    if following is None:
        return redirect("moderation")
    return redirect(address_of(following, place))


def me(request: HttpRequest) -> Any:
    """Who is signed in."""
    return request.user
