"""Words are compared in English; a project, whoever leads it, and an official of its municipality."""

from __future__ import annotations

from typing import Any

import pytest

from tests.frontend.projects.conftest import browser, text
from tests.support import factories as make
from tests.support import projects
from tests.support.meeting import _in_english
from volunteers.projects.models import Project

__all__ = ["_in_english", "browser", "text"]


@pytest.fixture
def official() -> Any:
    return make.official(make.place())


@pytest.fixture
def lead() -> Any:
    return make.person("Стефка Петрова")


@pytest.fixture
def project(official: Any, lead: Any) -> Project:
    return projects.project(by=lead, official=official, state="under_way")
