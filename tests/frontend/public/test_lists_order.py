"""What is open stands first, the soonest to close before the others; then what is announced, then the newest."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from frontend.places.dots import all_dots, locator
from tests.support import factories as make

ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}

pytestmark = pytest.mark.django_db


def test_the_list_begins_with_what_closes_soonest(client: Client) -> None:
    late, soon, done = (make.consultation(title=title) for title in ("Late", "Soon", "Done"))
    for found, days in ((late, 20), (soon, 2)):
        found.window.closes_at = timezone.now() + timedelta(days=days)
        found.window.save()
    make.close(done)
    shown = [card.consultation.title for card in client.get("/consultations/", **ENGLISH).context["cards"]]
    assert shown == ["Soon", "Late", "Done"]
    newest = [card.consultation.pk for card in client.get("/consultations/?order=newest").context["cards"]]
    assert newest == sorted(newest, reverse=True)


def test_a_place_that_has_something_open_says_so(client: Client) -> None:
    busy = make.consultation().municipality
    quiet = make.place("VID09", "Видин", "Vidin")
    context = client.get("/municipalities/", **ENGLISH).context
    assert [(place.code, n) for place, n in context["busy"]] == [(busy.code, 1)]
    assert quiet.code in [place.code for place, _n in context["quiet"]]


def test_places_without_coordinates_are_drawn_without_a_dot() -> None:
    known = make.place("DOB17")
    known.latitude, known.longitude = 43.43, 28.34
    nowhere = make.place("VID09", "Видин", "Vidin")
    nowhere.latitude = nowhere.longitude = None
    assert all_dots([known, nowhere]).count("M") == 1
    assert "<circle" in locator(known) and "<circle" not in locator(nowhere)
