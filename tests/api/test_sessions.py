"""A public forum through the API alone, every answer held against the schema."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.support import factories as make
from tests.support.api import Client, client

pytestmark = pytest.mark.django_db
BASE = "/api/v1/sessions/"
EVENING = {"starts_at": "2035-03-01T18:00:00+02:00", "ends_at": "2035-03-01T20:00:00+02:00", "venue": "Зала"}


def soon() -> dict[str, str]:
    """Near enough to be begun."""
    now = timezone.now()
    return {"starts_at": (now + timedelta(minutes=30)).isoformat(), "ends_at": (now + timedelta(hours=2)).isoformat()}


@pytest.fixture
def host() -> Client:
    return client(make.official(make.place()))


def ok(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content
    return answer.json() if answer.content else None


def announced(host: Client) -> str:
    items = [{"title": "Откриване", "minutes": 5}, {"title": "Разговор"}]
    made = ok(host.post(BASE, {"municipality": "DOB17", "title": "Форум", "items": items, **EVENING}), 201)
    assert made["state"] == "announced" and [item["minutes"] for item in made["board"]["items"]] == [5, 0]
    return f"{BASE}{made['id']}/"


def test_from_the_announcement_to_the_corrected_minutes(host: Client) -> None:
    path, maria, reader = announced(host), client(make.person("Мария")), client()
    assert ok(host.patch(path, {"title": "Форум за парка"}))["title"] == "Форум за парка"
    asked = ok(maria.post(f"{path}questions/", {"body": "Кога?"}), 201)
    ok(host.post("/api/v1/ballots/", {"question": asked["question"], "choice": "support"}), 201)
    assert ok(maria.post(f"{path}hand/"), 409)["code"] == "not_yet_open"
    refused = host.post(f"{path}begin/")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_yet_open")
    ok(host.patch(path, soon()))
    board = ok(host.post(f"{path}begin/"))
    ok(host.post(f"{path}items/{board['items'][1]['id']}/begin/"))
    ok(maria.post(f"{path}hand/", {"named": True}), 201)
    ok(host.post(f"{path}guests/", {"name": "Баба Рада"}), 201)
    board = ok(host.post(f"{path}call/", {"seen": 0}))
    assert board["speaking"]["author"]["name"] == "Мария" and board["waiting"] == 1
    assert ok(host.post(f"{path}call/", {"seen": 0}), 409)["code"] == "stale"
    turn, guest = board["speaking"]["id"], board["queue"][0]["id"]
    ok(host.post(f"{path}turns/{turn}/end/", {"gist": "През май."}))
    ok(host.post(f"{path}turns/{turn}/gist/", {"gist": "През юни."}))
    ok(host.post(f"{path}turns/{guest}/dismiss/"))
    assert ok(maria.post(f"{path}turns/{turn}/confirm/"))["confirmed_at"]
    assert ok(host.post(f"{path}questions/{asked['id']}/answer/", {"text": "Скоро."}))["support"] == 1
    ok(maria.post(f"{path}attendance/", {"where": "online"}), 201)
    board = ok(host.post(f"{path}numbers/", {"numbers": {"citizen": 12}}))
    assert board["attendance"] == {"hall": 12, "online": 1, "groups": {"citizen": 13}}
    assert ok(host.post(f"{path}end/"))["state"] == "ended"
    draft = ok(host.get(f"{path}minutes/draft/"))
    ok(host.post(f"{path}minutes/", {"text": draft["automatic"], "seen": 0}), 201)
    ok(host.post(f"{path}minutes/publish/", {"text": draft["automatic"]}))
    ok(host.post(f"{path}minutes/", {"text": "# Поправен", "reason": "Име"}), 201)
    assert [one["number"] for one in ok(reader.get(f"{path}minutes/"))] == [2, 1]
    assert [one["gist"] for one in ok(reader.get(f"{path}spoken/"))] == ["През юни."]
    assert ok(reader.get(f"{path}questions/"))[0]["answer"] == "Скоро."
    assert ok(reader.get(path))["state"] == "published"


def test_what_is_undone(host: Client) -> None:
    path, maria = announced(host), client(make.person("Мария"))
    asked = ok(maria.post(f"{path}questions/", {"body": "Кога?", "client_key": "a"}), 201)
    assert ok(maria.post(f"{path}questions/", {"body": "Кога?", "client_key": "a"}), 200)["id"] == asked["id"]
    ok(maria.delete(f"{path}questions/{asked['id']}/"), 204)
    ok(host.patch(path, soon()))
    ok(host.post(f"{path}begin/"))
    ok(maria.post(f"{path}hand/"), 201)
    assert ok(maria.delete(f"{path}hand/"))["waiting"] == 0
    ok(maria.post(f"{path}attendance/", {"where": "hall"}), 201)
    assert ok(maria.delete(f"{path}attendance/"))["attendance"]["hall"] == 0
    other = announced(host)
    assert ok(host.post(f"{other}cancel/", {"reason": "Буря"}))["reason"] == "Буря"


def test_lists_follows_and_the_calendar(host: Client) -> None:
    path, reader = announced(host), client(make.person())
    assert ok(reader.get(f"{BASE}?municipality=DOB17&state=announced"))["count"] == 1
    assert ok(reader.get(f"{BASE}?state=live"))["count"] == 0
    ok(reader.get(f"{BASE}?nothing=1"), 400)
    scope = ok(reader.get(path))["stream"]
    assert ok(reader.post("/api/v1/follows/", {"scope": scope}), 201)["scope"] == scope
    ok(reader.post("/api/v1/follows/", {"scope": "session.999"}), 400)
    answer = reader.get(f"{path}calendar.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8" and b"BEGIN:VEVENT" in answer.content


@pytest.mark.parametrize("field", ["title", "ends_at", "venue"])
def test_bad_input_names_its_field(host: Client, field: str) -> None:
    wrong = {"title": " ", "ends_at": EVENING["starts_at"], "venue": ""}
    sent = {"municipality": "DOB17", "title": "Форум", **EVENING, field: wrong[field]}
    said = ok(host.post(BASE, sent), 400)
    assert field in (said.get("field"), *said.get("fields", {}))


def test_what_was_said_is_carried_and_claimed(host: Client) -> None:
    person = make.person("Мария")
    path, maria, clause = announced(host), client(person), make.clauses(make.consultation())[0]
    asked = ok(maria.post(f"{path}questions/", {"body": "Да има пейки."}), 201)
    session = int(path.rstrip("/").rpartition("/")[2])
    sent = {"session": session, "clause": clause.pk, "question": asked["id"]}
    made = ok(host.post("/api/v1/carried/", sent), 201)
    assert ok(maria.post(f"/api/v1/carried/{made['id']}/claim/"))["named_at"]
    assert ok(maria.get(f"/api/v1/carried/?session={session}"))["count"] == 1
    assert ok(maria.get(f"/api/v1/comments/{made['comment']}/"))["author"]["name"] == "Мария"
