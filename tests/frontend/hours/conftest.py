"""A project under way with its coordinator, a helper, an official and somebody who has nothing to do with it."""

from __future__ import annotations

import pytest

from participation.accounts.models import User
from tests.support import factories as make
from tests.support import tasks as some
from tests.support import volunteers as register
from tests.support.meeting import _in_english
from volunteers.projects.models import Project

__all__ = ["_in_english"]


@pytest.fixture
def project() -> Project:
    return some.project()


@pytest.fixture
def leader(project: Project) -> User:
    return register.leader_of(project)


@pytest.fixture
def maria(project: Project) -> User:
    return some.helper(project, "Мария Желева")


@pytest.fixture
def official(project: Project) -> User:
    return make.official(project.municipality)


@pytest.fixture
def other() -> User:
    return make.person("Друг Човек")
