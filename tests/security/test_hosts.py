"""A host that is not ours: refused in a line, on every page and in the API, and never used for anything."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.test import Client

from config.logs import PlainLines
from tests.security.site_matrix import PUBLIC

EVIL = "evil.example"


@pytest.fixture
def only_ours(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["ours.example"]


@pytest.mark.django_db
@pytest.mark.usefixtures("only_ours")
@pytest.mark.parametrize("path", ["/", "/about/", "/topics/1/", "/accounts/login/", "/nowhere", "/api/v1/"])
def test_a_foreign_host_is_a_plain_400(path: str, caplog: pytest.LogCaptureFixture) -> None:
    browser = Client(raise_request_exception=False)
    with caplog.at_level(logging.WARNING):
        answer = browser.get(path, headers={"host": EVIL})
    assert answer.status_code == 400
    assert "Location" not in answer
    assert EVIL not in answer.content.decode()
    (told,) = [PlainLines().format(record) for record in caplog.records if record.levelno >= logging.ERROR]
    assert "\n" not in told
    assert EVIL not in told


@pytest.mark.django_db
@pytest.mark.usefixtures("only_ours")
def test_the_page_says_what_is_wrong_and_leads_to_where_the_reader_is() -> None:
    answer = Client().get("/", headers={"host": EVIL, "accept-language": "en"})
    html = answer.content.decode()
    assert "<h1>This request could not be understood</h1>" in html
    assert '<p class="code">400</p>' in html
    assert 'href="/"' in html
    assert "500" not in html


@pytest.mark.django_db
@pytest.mark.usefixtures("only_ours")
def test_forms_sent_to_a_foreign_host_are_refused_as_well() -> None:
    browser = Client(raise_request_exception=False)
    for row in PUBLIC:
        if "{" not in row.path and row.path not in ("/healthz", "/readyz"):
            assert browser.generic(row.method, row.path, headers={"host": EVIL}).status_code == 400, row.path
    assert browser.get("/about/", headers={"host": "ours.example"}).status_code == 200, "the control"
