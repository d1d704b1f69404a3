"""Municipalities as facts, residence, colours that can be read."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from participation.places.actions import set_residence
from participation.places.colours import contrast_with_white
from participation.places.models import Municipality, Region, Residency
from participation.places.selectors import list_near
from participation.refusals import BadInput
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def test_every_municipality_is_there_from_the_migrations_on() -> None:
    assert Municipality.objects.filter(country="BG").count() == 265
    assert Region.objects.count() == 28
    kavarna = Municipality.objects.select_related("region").get(code="DOB17")
    assert (kavarna.name_bg, kavarna.name_en, kavarna.region.name_bg) == ("Каварна", "Kavarna", "Добрич")
    assert not Municipality.objects.filter(is_live=True).exists()  # who takes part is decided, not loaded


def test_loading_again_changes_nothing_that_was_decided() -> None:
    Municipality.objects.filter(code="DOB17").update(is_live=True, accent="#0b5a79", name_en="Wrong")
    call_command("load_places", verbosity=0)
    kavarna = Municipality.objects.get(code="DOB17")
    assert (kavarna.is_live, kavarna.accent, kavarna.name_en) == (True, "#0b5a79", "Kavarna")
    assert Municipality.objects.count() == 265


def test_residence_is_set_moved_and_taken_back() -> None:
    person = make.person()
    first = set_residence(user=person, code="DOB17")
    assert first is not None
    Residency.objects.filter(pk=first.pk).update(verified_at=person.joined_at)
    again = set_residence(user=person, code="DOB17")
    assert again is not None
    assert again.verified_at is not None
    moved = set_residence(user=person, code="VID09")
    assert moved is not None
    assert moved.verified_at is None  # another place was never verified
    assert set_residence(user=person, code="") is None
    assert not Residency.objects.filter(user=person).exists()
    with pytest.raises(BadInput):
        set_residence(user=person, code="XXX99")


@pytest.mark.parametrize(("colour", "ratio"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54)])
def test_contrast_is_that_of_wcag(colour: str, ratio: float) -> None:
    assert contrast_with_white(colour) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("colour", ["#ffd700", "#777777", "blue", "#12345", "#0b5a79;}"])
def test_a_colour_nobody_could_read_is_refused_wherever_it_is_set(colour: str) -> None:
    place = make.place()
    place.accent = colour
    with pytest.raises(ValidationError):
        place.full_clean()


def test_a_dark_colour_is_kept() -> None:
    place = make.place()
    for colour in ("#0B5A79", ""):
        place.accent = colour
        place.full_clean()


@pytest.mark.parametrize(
    ("typed", "code"), [("Кварна", "DOB17"), ("кавърна", "DOB17"), ("Kavrna", "DOB17"), ("Видн", "VID09")]
)
def test_a_name_that_is_nearly_right_is_offered(client: Client, typed: str, code: str) -> None:
    make.place()
    make.place("VID09", "Видин", "Vidin")
    assert list_near(typed)[0].code == code
    page = client.get("/municipalities/", {"q": typed}, headers={"accept-language": "en"}).content.decode()
    assert "Did you mean" in page and f"/municipalities/{code}/" in page
    assert list_near("ыыыыыыы") == []
