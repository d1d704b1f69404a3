"""The demonstration's provider behaves unless a test says otherwise; words are compared in English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from volunteers.money.providers.dummy import Mischief, dummy


@pytest.fixture(autouse=True)
def _good_provider() -> Iterator[None]:
    dummy.mischief = Mischief()
    yield
    dummy.mischief = Mischief()


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield
