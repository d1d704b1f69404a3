"""A session and its host, for the tests of both rooms that know sessions: imported by their conftest.py."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from gatherings.models import Session
from tests.support import factories as make


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def host() -> Any:
    return make.official(make.place())


@pytest.fixture
def session(host: Any) -> Session:
    return make.gathering(by=host)
