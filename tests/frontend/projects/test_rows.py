"""Rows that repeat: adding, removing and putting back keeps everything that was typed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.http import QueryDict

from frontend.projects.kinds import (
    BUDGET,
    GOALS,
    KINDS,
    NEEDS,
    read_cost,
    read_goal,
    read_need,
    read_number,
    told_number,
)
from frontend.projects.rows import rearranged


def sent(query: str) -> QueryDict:
    return QueryDict(query)


TWO = "goals_text=A&goals_target=1&goals_unit=x&goals_text=B&goals_target=2&goals_unit=y"


def test_a_row_is_added_below_and_what_was_typed_stays() -> None:
    rows, edited = rearranged(KINDS, sent(f"{TWO}&more=goals&needs_what=C&needs_quantity=3"))
    assert [row["text"] for row in rows["goals"]] == ["A", "B", ""]
    assert (edited.group, edited.at) == ("goals", 2)
    assert rows["needs"] == [{"what": "C", "quantity": "3", "unit": "", "id": ""}]


def test_a_row_is_removed_and_put_back_where_it_was() -> None:
    rows, edited = rearranged(KINDS, sent(f"{TWO}&drop=goals:0"))
    assert [row["text"] for row in rows["goals"]] == ["B"]
    assert edited.removed == {"text": "A", "target": "1", "unit": "x"}
    again = "goals_text=B&goals_target=2&goals_unit=y&back=goals:0&gone_text=A&gone_target=1&gone_unit=x"
    rows, edited = rearranged(KINDS, sent(again))
    assert [row["text"] for row in rows["goals"]] == ["A", "B"]
    assert edited.at == 0


@pytest.mark.parametrize("asked", ["drop=goals:9", "drop=goals:x", "drop=other:0", "back=goals:-1", "drop=goals:²"])
def test_what_is_no_row_changes_nothing(asked: str) -> None:
    rows, edited = rearranged(KINDS, sent(f"{TWO}&{asked}"))
    assert [row["text"] for row in rows["goals"]] == ["A", "B"]
    assert not edited.removed


def test_no_more_rows_than_the_action_takes() -> None:
    for kind in (GOALS, NEEDS, BUDGET):
        first = kind.columns[0].name
        many = "&".join(f"{kind.name}_{first}={n}" for n in range(kind.most + 5))
        rows, _edited = rearranged(KINDS, sent(f"{many}&more={kind.name}"))
        assert len(rows[kind.name]) == kind.most


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1 200,50", "1200.50"), ("240", "240"), ("12.5", "12.5"), ("3 €", "3"), ("1,005", None), ("-3", None), ("x", None),
     ("", None), ("1e5", None), ("٣", None)],
)  # fmt: skip
def test_numbers_are_read_as_people_type_them(typed: str, number: str | None) -> None:
    assert read_number(typed) == (Decimal(number) if number else None)


def test_what_is_shown_can_be_read_again() -> None:
    for number in ("1200.50", "0.05", "1000000", "40"):
        assert read_number(told_number(Decimal(number))) == Decimal(number)


def test_each_row_says_which_of_its_fields_is_wrong() -> None:
    assert read_goal({"text": "", "target": "3"})[1] == "text"
    assert read_goal({"text": "Trees", "target": "0"})[1] == "target"
    assert read_goal({"text": "Trees", "target": "3", "unit": "x" * 41})[1] == "unit"
    assert read_need({"what": "Drill", "quantity": "2.5"})[1] == "quantity"
    assert read_cost({"what": "Wood", "euros": ""})[1] == "euros"
    assert read_cost({"what": "Wood", "euros": "12,30"})[0] == {"what": "Wood", "cents": 1230}
    assert read_need({"what": "Drill", "quantity": "2", "id": "7"})[0]["id"] == 7
