"""A NUL in any parameter of any address is refused in words: PostgreSQL takes no text that holds one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.security.world import World, build
from tests.support.api import client, schema

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build("open")


def asked(world: World) -> Iterator[tuple[str, list[str]]]:
    """Every address that is read, with a number for each of its places, and the names of its parameters."""
    for path, item in schema()["paths"].items():
        parts = item.get("get", {}).get("parameters", [])
        there = {part["name"]: world.numbers.get("consultation", 1) for part in parts if part["in"] == "path"}
        if names := [part["name"] for part in parts if part["in"] == "query"]:
            yield path.format(**there), names


def test_a_nul_is_refused_everywhere(world: World) -> None:
    ask, told, all_of_them = client(world.people["moderator"]), 0, 0
    for path, names in asked(world):
        for name in names:
            answer = ask.get(f"{path}?{name}=a%00b")
            assert answer.status_code < 500, f"{path}?{name}"
            all_of_them += 1
            told += answer.status_code == 400 and name in answer.json().get("fields", {})
    assert all_of_them > 60
    assert told > all_of_them * 0.6, f"{told} of {all_of_them}"  # elsewhere the numbers in the path are nobody's
