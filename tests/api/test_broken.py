"""What breaks, and what is not there, is said as JSON to programs and as a page to people."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from participation.places.api import Municipalities
from tests.support import factories as make
from tests.support.api import BASE

pytestmark = pytest.mark.django_db


def broken(*_args: Any, **_extra: Any) -> None:
    raise RuntimeError("secret detail")


@pytest.mark.parametrize("language", ["bg", "en"])
def test_what_breaks_is_json_and_tells_no_secret(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setattr(Municipalities, "list", broken)
    browser = Client(raise_request_exception=False, HTTP_ACCEPT_LANGUAGE=language)
    answer = browser.get(f"{BASE}/municipalities/")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/json")
    assert answer.json().keys() == {"detail", "code"}
    assert answer.json()["code"] == "server_error"
    assert answer.json()["detail"].isascii() is (language == "en")
    assert b"secret" not in answer.content


def test_a_page_that_breaks_is_still_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    Client().get("/about/")  # every room is imported before: what is imported meanwhile would stay broken
    monkeypatch.setattr("participation.places.selectors.list_municipalities", broken)
    monkeypatch.setattr("frontend.places.views.list_municipalities", broken)
    answer = Client(raise_request_exception=False).get("/municipalities/")
    assert answer.status_code == 500
    assert answer["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("path", ["/api/", "/api/v1/nothing/", "/api/v2/consultations/", "/api/v1/consultations/x/"])
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_what_is_not_there_is_json(path: str, method: str) -> None:
    answer = getattr(Client(), method)(path)
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"
    assert answer.json()["detail"]


@pytest.mark.parametrize("path", ["report/?format=csv", "report.csv", "report/"])
def test_a_refusal_is_json_where_a_sheet_was_asked_for(path: str) -> None:
    what = make.consultation()
    for method, status, code in (("get", 404, "not_published"), ("post", 401, "not_authenticated")):
        answer = getattr(Client(), method)(f"{BASE}/consultations/{what.pk}/{path}")
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/json")
        assert answer.json()["code"] == code


def test_what_django_refuses_by_itself_is_json_too(settings: Any) -> None:
    make.place()
    settings.ALLOWED_HOSTS = ["megdan.example"]
    answer = Client(raise_request_exception=False).get(f"{BASE}/municipalities/", HTTP_HOST="evil.example")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/json")
    assert answer.json()["code"] == "invalid"


def test_a_foreign_host_is_refused_as_a_page_and_breaks_nothing(settings: Any) -> None:
    """Before anybody knows who asks: the frame of the page, which asks for both, is left out."""
    settings.ALLOWED_HOSTS = ["megdan.example"]
    answer = Client().get("/about/", headers={"host": "evil.example"})
    assert (answer.status_code, b"evil" in answer.content) == (400, False)
    assert b"<h1" in answer.content and b">400<" in answer.content
