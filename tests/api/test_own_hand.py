"""One's own raised hand and attendance, told to oneself alone; hosts tell hands apart by their numbers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from participation.live.models import Event
from tests.support import factories as make
from tests.support.api import Client, client

pytestmark = pytest.mark.django_db


@pytest.fixture
def host() -> Client:
    return client(make.official(make.place()))


@pytest.fixture
def path(host: Client) -> str:
    official = make.official(make.place(), "Друга служителка")
    return f"/api/v1/sessions/{make.gathering(by=official, state='live').pk}/"


def own(person: Client, path: str) -> Any:
    return person.get(path).body["own"]


def test_a_hand_is_known_to_its_person_without_a_name(host: Client, path: str) -> None:
    first, second = client(make.person("Мария")), client(make.person("Петър"))
    assert own(first, path) == {"hand": None, "attending": None}
    raised = first.post(f"{path}hand/").body
    assert raised["own"]["hand"] == {"turn": raised["queue"][0]["id"], "state": "waiting", "place": 1, "named": False}
    assert raised["queue"][0]["author"] == {"id": None, "name": "", "group": "citizen", "organisation": None}
    assert second.post(f"{path}hand/").body["own"]["hand"]["place"] == 2
    called = host.post(f"{path}call/", {"seen": 0}).body
    assert called["own"] == {"hand": None, "attending": None}, "the host has none"
    assert own(first, path)["hand"] == {**raised["own"]["hand"], "state": "called", "place": None}
    assert called["speaking"]["id"] == own(first, path)["hand"]["turn"], "so the host's program knows which hand it was"
    assert called["speaking"]["author"]["name"] == "", "but not whose"
    assert own(second, path)["hand"]["place"] == 1
    host.post(f"{path}turns/{called['speaking']['id']}/end/", {})
    assert own(first, path)["hand"] is None


def test_where_one_is_counted(path: str) -> None:
    person = client(make.person())
    assert person.post(f"{path}attendance/", {"where": "online"}).body["own"]["attending"] == "online"
    assert own(person, path)["attending"] == "online"
    assert person.delete(f"{path}attendance/").body["own"]["attending"] is None


def test_strangers_have_nothing_of_their_own_and_the_stream_tells_nothing_of_it(path: str) -> None:
    assert own(client(), path) is None
    client(make.person()).post(f"{path}hand/")
    told = list(Event.objects.filter(stream__name__startswith="session.").values_list("data", flat=True))
    assert told, "the control"
    assert "own" not in json.dumps([list(data) for data in told])
