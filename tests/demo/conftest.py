"""The demo place, filled once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from demo.fill import fill


@pytest.fixture(scope="module")
def demo_place(django_db_setup: Any, django_db_blocker: Any) -> Iterator[dict[str, int]]:
    """How much there is of what. Everything is rolled back after the module's tests."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield fill(progress=lambda line: None)
        transaction.set_rollback(True)


@pytest.fixture
def place(demo_place: dict[str, int], db: None) -> dict[str, int]:
    """The filled place with the database open to the test; what the test changes is rolled back."""
    return demo_place
