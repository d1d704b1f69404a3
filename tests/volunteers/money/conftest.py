"""The demonstration's provider behaves unless a test says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from volunteers.money.providers.dummy import Mischief, dummy


@pytest.fixture(autouse=True)
def _good_provider() -> Iterator[None]:
    dummy.mischief = Mischief()
    yield
    dummy.mischief = Mischief()
