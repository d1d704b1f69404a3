"""Tokens: made with a password, revoked, and no way to learn who has an account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from participation.accounts.actions import make_token
from participation.accounts.models import ApiToken
from tests.support import factories as make
from tests.support.api import client

pytestmark = pytest.mark.django_db
URL = "/api/v1/tokens/"


def test_a_token_opens_the_api_and_is_shown_once() -> None:
    person = make.person(email="stefka@megdan.example")
    answer = client().post(URL, {"email": "Stefka@Megdan.example", "password": make.PASSWORD, "name": "script"})
    assert answer.status_code == 201
    token = answer.body["token"]
    assert token.startswith(answer.body["prefix"])
    assert answer["Cache-Control"] == "no-store"
    assert token not in str(list(ApiToken.objects.values()))
    listed = client(person).get(URL).body["results"]
    assert [row["name"] for row in listed] == ["test", "script"]
    assert "token" not in listed[0]


@pytest.mark.parametrize(
    ("email", "password"), [("stefka@megdan.example", "wrong"), ("nobody@megdan.example", make.PASSWORD)]
)
def test_an_unknown_address_and_a_wrong_password_are_told_alike(email: str, password: str) -> None:
    make.person(email="stefka@megdan.example")
    answer = client().post(URL, {"email": email, "password": password})
    assert (answer.status_code, answer.body["code"]) == (401, "bad_credentials")
    assert "do not fit" in answer.body["detail"]


def test_an_inactive_person_is_told_like_an_unknown_one() -> None:
    make.person(email="stefka@megdan.example", is_active=False)
    answer = client().post(URL, {"email": "stefka@megdan.example", "password": make.PASSWORD})
    assert (answer.status_code, answer.body["code"]) == (401, "bad_credentials")


def test_an_unconfirmed_address_is_told_only_to_whoever_knows_the_password() -> None:
    make.person(email="new@megdan.example", verified=False)
    right = client().post(URL, {"email": "new@megdan.example", "password": make.PASSWORD})
    wrong = client().post(URL, {"email": "new@megdan.example", "password": "wrong"})
    assert (right.status_code, right.body["code"]) == (403, "address_unconfirmed")
    assert (wrong.status_code, wrong.body["code"]) == (401, "bad_credentials")


def test_failed_attempts_are_limited_per_address_and_right_ones_are_not() -> None:
    make.person(email="stefka@megdan.example")
    right = {"email": "stefka@megdan.example", "password": make.PASSWORD}
    assert [client().post(URL, right).status_code for _ in range(7)] == [201] * 7
    wrong = [client().post(URL, {**right, "password": "wrong"}) for _ in range(6)]
    assert [answer.status_code for answer in wrong] == [401] * 5 + [429]
    assert 0 < int(wrong[-1]["Retry-After"]) <= 60
    assert client().post(URL, right).status_code == 429
    elsewhere = client().post(URL, right, REMOTE_ADDR="10.0.0.9")
    assert elsewhere.status_code == 201


def test_an_account_is_guarded_against_guessing_from_many_addresses() -> None:
    make.person(email="stefka@megdan.example")
    wrong = {"email": "stefka@megdan.example", "password": "wrong"}
    codes = [client().post(URL, wrong, REMOTE_ADDR=f"10.0.1.{n}").status_code for n in range(21)]
    assert codes == [401] * 20 + [429]


def test_a_forged_header_does_not_change_the_address(settings: Any) -> None:
    make.person(email="stefka@megdan.example")
    wrong = {"email": "stefka@megdan.example", "password": "wrong"}
    codes = [client().post(URL, wrong, HTTP_X_FORWARDED_FOR=f"10.0.2.{n}").status_code for n in range(6)]
    assert codes[-1] == 429


def test_a_revoked_expired_or_foreign_token_opens_nothing() -> None:
    person, other = make.person(), make.person()
    mine, token = make_token(user=person, name="a")
    assert client(other).delete(f"{URL}{mine.pk}/").status_code == 404
    assert client(person).delete(f"{URL}{mine.pk}/").status_code == 204
    dead = client()
    dead.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    answer = dead.get("/api/v1/municipalities/")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    old, token = make_token(user=person, name="b")
    ApiToken.objects.filter(pk=old.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    dead.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    assert dead.get("/api/v1/municipalities/").status_code == 401


def test_a_reading_token_only_reads() -> None:
    person = make.person()
    reader = client(person, may_write=False)
    assert reader.get(URL).status_code == 200
    answer = reader.post("/api/v1/ballots/", {"question": 1, "choice": "support"})
    assert answer.status_code == 403
    assert (
        not client(person)
        .post(URL, {"email": person.email, "password": make.PASSWORD, "may_write": False})
        .body["may_write"]
    )
