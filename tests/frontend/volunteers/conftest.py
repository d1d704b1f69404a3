"""The pages in English, and the browsers of those who look at them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tests.support import factories as make
from tests.support import volunteers as having
from volunteers.projects.models import Project


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def leader() -> Any:
    return make.person("Калина Дочева")


@pytest.fixture
def project(leader: Any) -> Project:
    return having.led_project(leader=leader)


@pytest.fixture
def browser() -> Any:
    """``browser(person)``: a browser in which they are signed in."""

    def open_one(person: Any = None) -> Client:
        made = Client(headers={"accept-language": "en"})
        if person is not None:
            made.force_login(person)
        return made

    return open_one
