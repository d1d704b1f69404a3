"""Letting others see that one is here: off at first, one's own to change, and open pages hear of every change."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from participation.accounts import actions
from participation.accounts.models import User
from participation.accounts.selectors import AT_ONCE, export_account, names_of_seen
from participation.live.models import Event
from participation.moderation.things import mask_name, unmask_name
from participation.places.actions import lift_suspension, suspend
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def told() -> list[int]:
    """Whose sockets are asked again, in order."""
    said = Event.objects.filter(stream__name="live.control", kind="revoke").order_by("seq")
    return [event.data["user"] for event in said]


def keep(user: User, **changed: Any) -> None:
    now = {name: getattr(user, name) for name in ("display_name", "language", "mail_answers", "is_seen")}
    actions.change_profile(user=user, **{**now, **changed})


def test_nobody_is_seen_who_did_not_say_so() -> None:
    person, other = make.person("Мария"), make.person("Иван")
    assert names_of_seen([person.pk, other.pk]) == {}
    keep(person, is_seen=True)
    assert names_of_seen([person.pk, other.pk]) == {person.pk: "Мария"}
    assert export_account(person)["is_seen"] is True
    assert export_account(other)["is_seen"] is False


@pytest.mark.parametrize(
    ("fields", "seen"),
    [({}, True), ({"is_active": False}, False), ({"display_name": ""}, False),
     ({"suspended_until": timezone.now() + timedelta(hours=1)}, False),
     ({"suspended_until": timezone.now() - timedelta(hours=1)}, True)],
)  # fmt: skip
def test_whoever_is_switched_off_or_suspended_is_not_seen(fields: dict[str, Any], seen: bool) -> None:
    person = make.person(is_seen=True)
    User.objects.filter(pk=person.pk).update(**fields)
    assert (person.pk in names_of_seen([person.pk])) is seen


def test_a_crowd_is_asked_about_in_few_queries(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        names_of_seen(range(1, AT_ONCE + 1))
    with django_assert_num_queries(3):
        names_of_seen(range(1, 2 * AT_ONCE + 2))


def test_open_pages_hear_of_what_changes_who_is_seen_and_of_nothing_else() -> None:
    person = make.person("Мария")
    keep(person, display_name="Мария Н.")
    assert told() == []  # not seen: no screen shows it
    keep(person, is_seen=True)
    keep(person, mail_answers=False)
    assert told() == [person.pk]
    keep(person, display_name="Мария Т.")
    keep(person, is_seen=False)
    assert told() == [person.pk] * 3


def test_open_pages_hear_of_a_suspension_its_end_and_a_masked_name() -> None:
    person, place = make.person("Мария Гадна", is_seen=True), make.place()
    made = suspend(user_id=person.pk, municipality_id=place.pk, until=timezone.now() + timedelta(days=1))
    assert names_of_seen([person.pk]) == {}
    lift_suspension(suspension_id=made.pk)
    assert names_of_seen([person.pk]) == {person.pk: "Мария Гадна"}
    original = mask_name(person.pk, ["Гадна"])
    assert "Гадна" not in names_of_seen([person.pk])[person.pk]
    unmask_name(person.pk, original)
    assert told() == [person.pk] * 4
