"""The public page: figures that nobody can be recognised by, and where people are needed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontend.volunteers.drawing import chart_of, draw_chart
from tests.support import factories as make
from tests.support import volunteers as having
from volunteers.register.actions.counting import count_figures

pytestmark = pytest.mark.django_db
TRAP = "<script>alert(1)</script>"


def page(answer: Any) -> str:
    return str(answer.content.decode())


def enter(many: int, **fields: Any) -> None:
    for n in range(many):
        having.volunteer(make.person(f"Доброволец {n}"), **fields)
    count_figures()


def test_fewer_than_five_are_not_told(browser: Any) -> None:
    enter(4)
    shown = page(browser().get("/volunteers/"))
    assert "Fewer than five people are in the register here" in shown and "figure-table" not in shown
    enter(1)
    told = page(browser().get("/volunteers/"))
    assert '<b class="num">5</b> or more volunteers' in told and "figure-table" in told, "the control"


def test_figures_are_a_table_with_bars(browser: Any) -> None:
    enter(6, skills=["driving"], languages=["bg"])
    enter(5, skills=["gardening", "driving"], languages=["bg", "tr"])
    shown = page(browser().get("/volunteers/"))
    assert '<b class="num">10</b> or more' in shown, "eleven, rounded down"
    rows = re.findall(
        r'<th scope="row">([^<]+)</th><td aria-hidden="true">.*?width="([\d.]+)".*?<td class="n">([^<]+)<', shown
    )
    assert ("driving", "100.0", "10 or more") in rows and ("gardening and planting", "50.0", "5 or more") in rows
    assert "Fewer than five: teaching digital basics" in shown


def test_they_are_those_of_a_municipality(browser: Any) -> None:
    elsewhere = make.place("BGS04", "Бургас", "Burgas")
    enter(5, place=elsewhere)
    assert "or more volunteers" in page(browser().get("/volunteers/?municipality=BGS04"))
    assert "Fewer than five people" in page(browser().get(f"/volunteers/?municipality={make.place().code}"))
    assert browser().get("/volunteers/?municipality=nowhere").status_code == 200


def test_projects_that_take_helpers_stand_there(browser: Any) -> None:
    having.led_project(title=f"Липи {TRAP}", summary=TRAP)
    having.led_project(title="Готовата кауза", state="finished")
    having.led_project(title="Черновата", state="draft")
    having.led_project(make.place("BGS04", "Бургас", "Burgas"), title="Чист плаж", state="under_way")
    shown = page(browser().get("/volunteers/"))
    assert "Липи" in shown and "Чист плаж" in shown and TRAP not in shown
    assert "Готовата кауза" not in shown and "Черновата" not in shown
    there = page(browser().get("/volunteers/?municipality=BGS04"))
    assert "Чист плаж" in there and "Липи" not in there


def test_the_way_on_depends_on_who_looks(browser: Any) -> None:
    assert ">Join the register</a>" in page(browser().get("/volunteers/"))
    mine = page(browser(having.volunteer().user).get("/volunteers/"))
    assert "My entry" in mine and ">Join the register</a>" not in mine


def test_the_page_asks_the_same_for_one_and_for_three(browser: Any) -> None:
    counts = []
    for many in (1, 2):
        for _n in range(many):
            having.led_project()
        with CaptureQueriesContext(connection) as asked:
            shown = page(browser().get("/volunteers/"))
        counts.append(len(asked))
    assert shown.count("Липи край реката") == 3 and counts[0] == counts[1]


def test_a_chart_escapes_its_words_and_is_none_without_numbers() -> None:
    assert chart_of("skills", "Skills", {"a": TRAP}, {"a": None}) is None
    chart = chart_of("skills", TRAP, {"a": TRAP, "b": TRAP}, {"a": 5, "b": None})
    assert chart
    drawn = draw_chart(chart)
    assert drawn.count("alert(1)") == 3 and TRAP not in drawn


def test_long_charts_fold_away_the_smallest() -> None:
    names = {str(n): f"word {n:02}" for n in range(20)}
    chart = chart_of("skills", "Skills", names, {key: 5 * (int(key) + 1) for key in names})
    assert chart
    first, _fold, rest = draw_chart(chart).partition("<details")
    assert first.count("<tr>") == 12 and rest.count("<tr>") == 8
    assert first.index("word 19") < first.index("word 18")
