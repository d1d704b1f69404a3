"""Words are compared in English; a project under way, its coordinator, a helper, a task with a shift of two places."""

from __future__ import annotations

from typing import Any

import pytest

from participation.accounts.models import User
from tests.frontend.projects.conftest import browser, text
from tests.support import factories as make
from tests.support import tasks as some
from tests.support import volunteers as register
from tests.support.meeting import _in_english
from volunteers.projects.models import Project
from volunteers.tasks.models import Shift, Task

__all__ = ["_in_english", "browser", "text"]


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
def stranger() -> User:
    return make.person("Друг Човек")


@pytest.fixture
def task(project: Project) -> Task:
    return some.task(project)


@pytest.fixture
def shift(task: Task) -> Shift:
    return some.shift(task)


def of_task(task: Any, more: str = "") -> str:
    """The address of a task's page."""
    return f"/projects/{task.project_id}/tasks/{task.pk}/{more}"


def of_shift(shift: Any, more: str = "") -> str:
    """The address of a shift's page."""
    return of_task(shift.task, f"shifts/{shift.pk}/{more}")
