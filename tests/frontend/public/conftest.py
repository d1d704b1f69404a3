"""An open consultation, its first clause with its address, and a citizen who is signed in."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.support import factories as make


@pytest.fixture
def found() -> Any:
    return make.consultation()


@pytest.fixture
def clause(found: Any) -> Any:
    return make.clauses(found)[0]


@pytest.fixture
def path(found: Any, clause: Any) -> str:
    return f"/consultations/{found.pk}/clauses/{clause.pk}/"


@pytest.fixture
def citizen(client: Client) -> Any:
    someone = make.person("Мария Тодорова")
    client.force_login(someone)
    return someone
