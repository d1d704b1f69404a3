"""Logs name what happened, never who typed what: a canary in every place a person can reach."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError
from django.test import RequestFactory

from config.logs import JsonLines, PlainLines, configuration, masked

CANARY = "Канарче-7391"


@pytest.fixture(params=[JsonLines, PlainLines])
def written(request: pytest.FixtureRequest) -> Iterator[tuple[logging.Logger, Callable[[], str]]]:
    """A logger and what it wrote so far."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(request.param())
    logger = logging.getLogger("megdan.test")
    logger.addHandler(handler)
    logger.propagate = False
    yield logger, stream.getvalue
    logger.removeHandler(handler)


Written = tuple[logging.Logger, Callable[[], str]]


def raised(error: Exception) -> Any:
    try:
        raise error
    except Exception as caught:
        return (type(caught), caught, caught.__traceback__)


@pytest.mark.parametrize(
    "error",
    [IntegrityError(f"DETAIL: Key (email)=({CANARY}) already exists."), ValueError(f"bad: {CANARY}"), KeyError(CANARY)],
)
def test_an_error_is_logged_by_type_and_place_not_by_what_it_quotes(written: Written, error: Exception) -> None:
    logger, text = written
    logger.error("reaction failed", exc_info=raised(error), extra={"subscriber": "bell"})
    assert CANARY not in text()
    assert type(error).__name__ in text()
    assert "test_logs.py" in text()
    assert "bell" in text()


def test_messages_about_the_machine_are_kept(written: Written) -> None:
    logger, text = written
    logger.error("start failed", exc_info=raised(ImproperlyConfigured("REDIS_URL is not set")))
    assert "REDIS_URL is not set" in text()


def test_a_request_is_named_by_its_route(written: Written, rf: RequestFactory) -> None:
    logger, text = written
    request = rf.get(f"/accounts/confirm/{CANARY}/?q={CANARY}", HTTP_X_REQUEST_ID="abc", REMOTE_ADDR="10.9.8.7")
    logger.warning("Not Found: %s", request.path, extra={"request": request, "status_code": 404})
    assert "Not Found" in text()
    assert "404" in text()
    assert "abc" in text()
    assert CANARY not in text()
    assert "10.9.8.7" not in text()


def test_unknown_extras_are_left_out(written: Written) -> None:
    logger, text = written
    logger.warning("sent", extra={"recipient": CANARY, "count": 3})
    assert CANARY not in text()
    assert "3" in text()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("mail to ivan.petrov@example.bg failed", "mail to (address) failed"),
        ("10.1.2.3:5050 - connected", "(host) - connected"),
        ("from 2a01:5a8::1 now", "from (host) now"),
        ("GET /x?q=name HTTP", "GET /x?(query) HTTP"),
        ("number 7501020018 seen", "number (number) seen"),
        ("act 123456 at 12:30:05 in 0.25 s", "act 123456 at 12:30:05 in 0.25 s"),
    ],
)
def test_masks(text: str, left: str) -> None:
    assert masked(text) == left


def test_json_is_one_object_a_line() -> None:
    record = logging.LogRecord("megdan", logging.INFO, __file__, 1, "two\nlines %s", ("here",), None)
    line = JsonLines().format(record)
    assert "\n" not in line
    assert json.loads(line)["message"] == "two\nlines here"


def test_servers_do_not_log_addresses_on_their_own() -> None:
    loggers = configuration(production=True)["loggers"]
    assert loggers["uvicorn.access"]["level"] == loggers["gunicorn.access"]["level"] == "ERROR"
    assert all(entry["propagate"] is False for entry in loggers.values())


def test_personal_numbers_are_masked_however_they_are_parted(written: Written) -> None:
    logger, text = written
    logger.warning("ЕГН %s и %s, ред %s", "800101 0008", "80-01-01-0008", 1234)
    assert "0008" not in text()
    assert "1234" in text()
