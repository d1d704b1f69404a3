"""Words are compared in English; a project with those who look at it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.support import factories as make
from tests.support import projects
from tests.support.meeting import _in_english
from volunteers.projects.models import Project

__all__ = ["_in_english"]


def browser(user: Any = None) -> Client:
    """Somebody's browser, in English."""
    made = Client(headers={"accept-language": "en"})
    if user is not None:
        made.force_login(user)
    return made


def text(answer: Any) -> str:
    """What a page says."""
    return str(answer.content.decode())


@pytest.fixture
def official() -> Any:
    return make.official(make.place())


@pytest.fixture
def lead() -> Any:
    return make.person("Стефка Петрова")


@pytest.fixture
def project(official: Any, lead: Any) -> Project:
    return projects.project(by=lead, official=official)
