"""A project that takes helpers, and its coordinator, in English."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from participation.accounts.models import User
from tests.support import factories as make
from tests.support import volunteers as some
from volunteers.projects.models import Project


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def leader() -> User:
    return make.person("Калина Дочева")


@pytest.fixture
def project(leader: User) -> Project:
    return some.led_project(leader=leader)
