"""What one may do with oneself through the API: residence, contributions, a copy, sessions, leaving."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forums.actions import add_post
from participation.accounts.actions import make_token
from participation.accounts.actions import tokens as token_actions
from participation.accounts.models import ApiToken, User
from participation.accounts.selectors import find_token, list_tokens
from participation.places.models import Residency
from tests.support import factories as make
from tests.support.api import client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    cache.clear()


def test_residence_is_said_changed_and_taken_back() -> None:
    make.place(), make.place("VID09", "Видин", "Vidin")
    person = make.person()
    ask = client(person)
    assert ask.get("/api/v1/me/").body["municipality"] is None
    said = ask.patch("/api/v1/me/", {"municipality": "DOB17"}).body
    assert (said["municipality"], said["residence_verified"]) == ({"code": "DOB17", "name": "Kavarna"}, False)
    Residency.objects.update(verified_at="2026-01-01T00:00:00Z")
    assert ask.patch("/api/v1/me/", {"display_name": "Стефка П."}).body["residence_verified"] is True
    moved = ask.patch("/api/v1/me/", {"municipality": "VID09"}).body
    assert (moved["municipality"]["code"], moved["residence_verified"]) == ("VID09", False), (
        "a new place is not verified"
    )
    assert ask.patch("/api/v1/me/", {"municipality": None}).body["municipality"] is None
    assert not Residency.objects.exists()


def test_whether_one_is_seen_is_ones_own_to_say() -> None:
    person = make.person()
    ask = client(person)
    assert ask.get("/api/v1/me/").body["is_seen"] is False
    assert ask.patch("/api/v1/me/", {"is_seen": True}).body["is_seen"] is True
    assert ask.patch("/api/v1/me/", {"display_name": "Друга"}).body["is_seen"] is True  # left out: as it was
    assert ask.get("/api/v1/me/export/").body["account"]["is_seen"] is True
    assert ask.patch("/api/v1/me/", {"is_seen": "perhaps"}).status_code == 400
    assert client(person, may_write=False).patch("/api/v1/me/", {"is_seen": False}).status_code == 403


def test_an_unknown_place_changes_nothing_at_all() -> None:
    person = make.person("Стефка Петрова")
    answer = client(person).patch("/api/v1/me/", {"municipality": "XXX99", "display_name": "Друга"})
    assert (answer.status_code, answer.body["code"], answer.body["field"]) == (400, "bad_input", "municipality")
    answer = client(person).patch("/api/v1/me/", {"municipality": "DOB17", "display_name": "\u200b"})
    assert answer.status_code == 400
    assert not Residency.objects.exists(), "nor the half of it that was right"
    assert User.objects.get(pk=person.pk).display_name == "Стефка Петрова"


def test_contributions_are_ones_own_with_their_titles() -> None:
    what, person = make.consultation(title="Отворени данни"), make.person()
    for n in range(3):
        add_post(author=person, thread_id=make.clauses(what)[0].thread_id, body=f"Мнение {n}")
    add_post(author=make.person(), thread_id=make.clauses(what)[0].thread_id, body="Чуждо")
    ask = client(person)
    asked: list[int] = []
    for size in (1, 1, 3):  # the first one notes that the key was used
        with CaptureQueriesContext(connection) as queries:
            page = ask.get(f"/api/v1/me/contributions/?page_size={size}").body
        asked.append(len(queries))
    assert page["count"] == 3
    assert {(row["kind"], row["scope"], row["title"]) for row in page["results"]} == {
        ("comment.created", what.scope, "Отворени данни")
    }
    assert asked[1] == asked[2]
    assert ask.get("/api/v1/me/contributions/?kind=x").status_code == 400


def test_a_copy_is_the_same_document_as_on_the_site_under_one_limit() -> None:
    person = make.person("Стефка Петрова", "stefka@megdan.example")
    browser, ask = Client(), client(person, may_write=False)
    browser.force_login(person)
    mine = ask.get("/api/v1/me/export/")
    assert mine["Cache-Control"] == "no-store"
    assert mine.body["account"]["email"] == "stefka@megdan.example"
    assert set(mine.body) == set(browser.post("/profile/export/").json())
    codes = [ask.get("/api/v1/me/export/").status_code for _ in range(9)]
    assert codes == [200] * 8 + [429], "ten an hour, those of the site among them"


def test_every_browser_is_signed_out_and_the_token_stays() -> None:
    person = make.person()
    browser, ask = Client(), client(person)
    browser.force_login(person)
    assert browser.get("/profile/").status_code == 200
    assert ask.post("/api/v1/me/sign_out_everywhere/").status_code == 204
    assert browser.get("/profile/").status_code == 302
    assert ask.get("/api/v1/me/").status_code == 200


def test_leaving_needs_the_password_and_a_yes() -> None:
    person = make.person()
    ask = client(person)

    def leave(**sent: Any) -> Any:
        return ask.post("/api/v1/me/erase/", {"password": make.PASSWORD, "sure": True, **sent})

    assert list(leave(sure=False).body["fields"]) == ["sure"]
    assert leave(password="wrong").body["field"] == "password"  # it is wrong
    assert client(person, may_write=False).post("/api/v1/me/erase/", {}).status_code == 403
    assert User.objects.filter(pk=person.pk).exists()
    assert leave().status_code == 204
    assert not User.objects.filter(pk=person.pk).exists()
    assert ask.get("/api/v1/me/").status_code == 401


def test_passwords_are_not_guessed_by_leaving() -> None:
    person = make.person()
    ask = client(person)
    codes = [
        ask.post("/api/v1/me/erase/", {"password": f"guess {n}", "sure": True}).status_code for n in range(6)
    ]  # the sixth would be wrong as well
    assert codes == [400] * 5 + [429]
    assert ask.post("/api/v1/me/erase/", {"password": make.PASSWORD, "sure": True}).status_code == 429
    assert User.objects.filter(pk=person.pk).exists()


def test_a_key_lives_as_long_as_asked(settings: Any) -> None:
    person = make.person()
    sent = {"email": person.email, "password": make.PASSWORD}
    for days in (30, 90, 365):
        made = client().post("/api/v1/tokens/", {**sent, "days": days}).body
        row = ApiToken.objects.get(pk=made["id"])
        assert row.expires_at
        assert (row.expires_at - row.created_at).days in (days - 1, days)
    assert list(client().post("/api/v1/tokens/", {**sent, "days": 4000}).body["fields"]) == ["days"]


def test_keys_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_actions, "MOST_LIVING", 3)
    person, other = make.person(), make.person()
    make_token(user=other, name="чужд")
    sent = {"email": person.email, "password": make.PASSWORD}
    keys = [client().post("/api/v1/tokens/", sent).body["token"] for _ in range(5)]
    assert [find_token(key) is not None for key in keys] == [False, False, True, True, True]
    assert list_tokens(other).count() == 1


def test_comments_are_found_by_their_words_but_not_by_hidden_ones() -> None:
    what = make.consultation()
    thread = make.clauses(what)[0].thread_id
    shown = add_post(author=make.person(), thread_id=thread, body="Камерите са скъпи")
    hidden = add_post(author=make.person(), thread_id=thread, body="Камерите на Иванов")
    type(hidden).objects.filter(pk=hidden.pk).update(hidden_at=what.published_at)

    def found(search: str) -> list[int]:
        return [row["id"] for row in client().get("/api/v1/comments/", {"search": search}).json()["results"]]

    assert found("камерите") == found("КАМЕРИТЕ скъпи") == [shown.pk]
    assert found("Иванов") == []
