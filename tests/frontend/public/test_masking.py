"""Whoever writes a personal number is told that it was masked: on the page, in the piece of a page, in the API."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from forums.models import Post
from participation.personal_numbers import MASK
from tests.support import factories as make
from tests.support.api import client as api_client

pytestmark = pytest.mark.django_db
TOLD = "replaced by dots"


@pytest.fixture
def clause() -> Any:
    return make.clauses(make.consultation())[0]


@pytest.fixture
def citizen() -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(make.person())
    return client


def comment(citizen: Client, clause: Any, body: str, **headers: str) -> Any:
    path = f"/consultations/{clause.consultation_id}/clauses/{clause.pk}/comment/"
    return citizen.post(path, {"body": body}, headers=headers)


def test_the_next_page_says_it(citizen: Client, clause: Any) -> None:
    answer = comment(citizen, clause, "ЕГН 8001010008")
    assert answer.status_code == 302
    assert answer["Megdan-Masked"] == "personal-number"
    assert TOLD in citizen.get(answer["Location"]).content.decode()
    assert Post.objects.get().body == f"ЕГН {MASK}"
    assert Post.objects.get().body_html == f"<p>ЕГН {MASK}</p>"


def test_a_form_that_is_refused_shows_dots_and_says_why(citizen: Client, clause: Any) -> None:
    page = comment(citizen, clause, "ЕГН 8001010008 " + "х" * 6000).content.decode()
    assert TOLD in page
    assert MASK in page
    assert "8001010008" not in page


def test_a_piece_of_a_page_carries_it_to_the_script(citizen: Client, clause: Any) -> None:
    answer = comment(citizen, clause, "ЕГН 8001010008", **{"HX-Request": "true"})
    assert TOLD in json.loads(answer["HX-Trigger"])["megdan:said"]
    assert TOLD not in citizen.get("/rules/").content.decode(), "said once"


def test_without_one_nothing_is_said(citizen: Client, clause: Any) -> None:
    answer = comment(citizen, clause, "Добре е")
    assert "Megdan-Masked" not in answer
    assert TOLD not in citizen.get(answer["Location"]).content.decode()


def test_the_api_says_it_in_a_header_and_shows_what_was_kept(clause: Any) -> None:
    program = api_client(make.person())
    answer = program.post("/api/v1/comments/", {"clause": clause.pk, "body": "80 01 01 0008"}, format="json")
    assert (answer.status_code, answer["Megdan-Masked"], answer.json()["body"]) == (201, "personal-number", MASK)
    answer = program.post("/api/v1/comments/", {"clause": clause.pk, "body": "Добре е"}, format="json")
    assert "Megdan-Masked" not in answer
