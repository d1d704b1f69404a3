"""Names under the strip of a text: none runs into another, none is cut at the edge."""

from __future__ import annotations

import re

import pytest

from frontend import charts

LONG = [
    "§ 1",
    "§ 1, т. 1",
    "§ 1. 1. „(3)",
    "§ 2",
    "§ 2. „Чл. 8а. (1)",
    "§ 2. „Чл. 8а. (2)",
    "§ 2. „Чл. 8а. (3)",
    "§ 4",
    "Приложение № 1",
]


def shown(names: list[str], letters: int) -> list[str]:
    return [name for name in charts._with_room(names, letters) if name]


@pytest.mark.parametrize("letters", [charts.DESK_LETTERS, charts.PHONE_LETTERS])
@pytest.mark.parametrize("names", [LONG, [f"чл. {n}" for n in range(1, 60)], ["чл. 1"], ["a" * 60, "б"], []])
def test_names_have_room(names: list[str], letters: int) -> None:
    kept = shown(names, letters)
    assert sum(len(name) for name in kept) <= letters
    assert kept == [name for name in names if name in kept]
    assert bool(kept) == bool(names)


def test_neighbours_that_are_too_long_are_left_out_and_the_last_ends_at_the_edge() -> None:
    assert "§ 2. „Чл. 8а. (2)" not in shown(LONG, charts.DESK_LETTERS)
    assert shown(LONG, charts.DESK_LETTERS)[-1] == "Приложение № 1"


def test_a_phone_shows_some_of_those_on_a_desk() -> None:
    columns = [charts.Column(name=f"чл. {n}", url="#", weight=1, counts={}) for n in range(1, 25)]
    drawn = charts.strip_labels(columns)
    phone, desk = re.findall(r'class="">([^<]+)<', drawn), re.findall(r'class="often">([^<]+)<', drawn)
    assert phone and desk and len(phone) < len(desk)
