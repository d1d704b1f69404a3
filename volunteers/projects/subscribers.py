"""What the worker does for projects."""

from __future__ import annotations

from participation.record.models import Act
from participation.record.subscribers import on

from . import telling


@on(*telling.FOLLOWED)
def tell_followers(act: Act) -> None:
    """Whoever follows the project is told."""
    telling.tell_followers(act)


@on(*telling.TEAM)
def tell_team(act: Act) -> None:
    """Those who lead it learn what was decided."""
    telling.tell_team(act)


@on(telling.SUBMITTED)
def tell_officials(act: Act) -> None:
    """Officials learn what waits for them."""
    telling.tell_officials(act)


@on(telling.ASKED)
def tell_asked(act: Act) -> None:
    """Those who lead it learn what was asked."""
    telling.tell_asked(act)


@on(telling.OFFERED, telling.TAKEN_BACK, *telling.TO_THE_OFFERER)
def tell_of_offer(act: Act) -> None:
    """The team, or whoever offered, is told."""
    telling.tell_of_offer(act)
