"""Who may hold a poll."""

from __future__ import annotations

from collections.abc import Iterable

from participation.accounts.models import User
from participation.places.models import Role
from participation.places.selectors import can_act, has_role

from .grounds import Ground, led_by
from .models import Poll

SIMPLE = (Poll.Kind.SINGLE, Poll.Kind.SEVERAL)


def may_hold_any(user: object, municipality_id: int | None) -> bool:
    """Officials and moderators of the municipality."""
    return has_role(user, municipality_id, Role.Kind.OFFICIAL, Role.Kind.MODERATOR)


def may_hold(user: object, municipality_id: int | None, ground: Ground | None) -> bool:
    """Whether the person may hold polls there at all: staff of the place, and who began or leads what it belongs to."""
    return may_hold_any(user, municipality_id) or (
        ground is not None and (ground.is_own or ground.is_led) and can_act(user, municipality_id)
    )


def may_ask_anything(user: object, municipality_id: int | None, ground: Ground | None) -> bool:
    """Whether the person may ask in every way: secretly, organisations, with points."""
    return may_hold_any(user, municipality_id) or (
        ground is not None and ground.is_led and can_act(user, municipality_id)
    )


def is_simple(kind: str, by: str, *, is_secret: bool) -> bool:
    """What may be asked by whoever is not of the municipality's staff: openly, of people, with plain options."""
    return kind in SIMPLE and by == Poll.By.PERSON and not is_secret


def may_run(user: object, poll: Poll) -> bool:
    """Whether the person may open, change and close this poll: staff of the place, the author of one within what they
    began themselves, and whoever leads what it belongs to.
    """
    if poll.municipality_id in staffed_by(user, [poll.municipality_id]) or is_own(user, poll):
        return True
    return poll.pk in led_among(user, [poll])


def led_among(user: object, polls: Iterable[Poll]) -> set[int]:
    """Those of the polls that belong to what the person leads; one query, none for nobody and for polls alone."""
    wanted = [
        poll.pk for poll in polls if poll.about and isinstance(user, User) and can_act(user, poll.municipality_id)
    ]
    return set(Poll.objects.filter(led_by(user), pk__in=wanted).values_list("pk", flat=True)) if wanted else set()


def is_own(user: object, poll: Poll) -> bool:
    """Whether the person asked this within what they began themselves."""
    return (
        bool(poll.about)
        and isinstance(user, User)
        and poll.author_id == user.pk
        and can_act(user, poll.municipality_id)
    )


def staffed_by(user: object, municipality_ids: Iterable[int]) -> set[int]:
    """Those of the municipalities whose official or moderator the person is; one query, none for nobody."""
    if not isinstance(user, User) or not can_act(user):
        return set()
    kinds = (Role.Kind.OFFICIAL, Role.Kind.MODERATOR)
    roles = Role.objects.filter(user=user, kind__in=kinds, municipality__in=set(municipality_ids))
    return set(roles.values_list("municipality_id", flat=True))
