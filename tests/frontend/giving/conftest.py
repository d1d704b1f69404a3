"""Words are compared in English; the demonstration's provider behaves unless a test says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.meeting import _in_english
from volunteers.money.providers.dummy import Mischief, dummy

__all__ = ["_in_english"]


@pytest.fixture(autouse=True)
def _good_provider() -> Iterator[None]:
    dummy.mischief = Mischief()
    yield
    dummy.mischief = Mischief()
