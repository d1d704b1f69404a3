"""A project under way, its coordinator and a helper, in English."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from participation.accounts.models import User
from tests.support import tasks as some
from tests.support import volunteers as register
from volunteers.projects.models import Project
from volunteers.tasks.actions.hours import log_hours
from volunteers.tasks.models import Hours, Shift, Task


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def project() -> Project:
    return some.project()


@pytest.fixture
def leader(project: Project) -> User:
    return register.leader_of(project)


@pytest.fixture
def maria(project: Project) -> User:
    return some.helper(project, "Мария")


@pytest.fixture
def task(project: Project) -> Task:
    return some.task(project)


@pytest.fixture
def shift(task: Task) -> Shift:
    return some.shift(task)


@pytest.fixture
def log(project: Project, maria: User) -> Callable[..., Hours]:
    def make_one(person: User = maria, **fields: Any) -> Hours:
        values = {"day": some.yesterday(), "minutes": 120, "words": "Садих", **fields}
        return log_hours(person=person, project_id=project.pk, **values)

    return make_one
