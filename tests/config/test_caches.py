"""Counters over Redis count as the others do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from config.caches import CountingRedisCache

pytestmark = pytest.mark.redis


@pytest.fixture
def cache(redis_url: str) -> Any:
    made = CountingRedisCache(redis_url, {})
    made.clear()
    return made


def test_it_counts_from_one_and_ends(cache: Any) -> None:
    assert [cache.one_more("a", 60) for _ in range(3)] == [1, 2, 3]
    assert cache.one_more("b", 60) == 1
    assert cache.get("a") == 3
    cache.decr("a")
    assert cache.one_more("a", 1) == 3
    left = cache._cache.get_client().ttl(cache.make_key("a"))
    assert 50 < left <= 60  # the first time decides how long


def test_many_at_once_are_all_counted(cache: Any) -> None:
    with ThreadPoolExecutor(8) as many:
        counted = sorted(many.map(lambda _n: cache.one_more("c", 60), range(200)))
    assert counted == list(range(1, 201))
