"""The editor of a programme: it stays where one is, and gives back what was removed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
ROWS = {"title": "Ф", "item_title": ["А", "Б", "В"], "item_minutes": ["1", "2", "3"]}


def press(host: Any, *, script: bool = False, **sent: Any) -> Any:
    client = Client(headers={"accept-language": "en"})
    client.force_login(host)
    return client.post("/sessions/new/", {**ROWS, **sent}, headers={"hx-request": "true"} if script else {})


def rows(answer: Any) -> list[str]:
    return [row["title"] for row in answer.context["form"].rows() if row["title"]]


def test_what_was_removed_can_be_put_back(host: Any) -> None:
    gone = press(host, move="1:out")
    page = gone.content.decode()
    assert rows(gone) == ["А", "В"] and 'name="gone_title" value="Б"' in page and 'value="1:back"' in page
    sent = {"item_title": ["А", "В"], "item_minutes": ["1", "3"], "gone_title": "Б", "gone_minutes": "2"}
    back = press(host, move="1:back", **sent)
    assert rows(back) == ["А", "Б", "В"] and "gone_title" not in back.content.decode()
    assert back.context["form"].rows()[1]["minutes"] == "2"


def test_an_empty_row_goes_without_a_word(host: Any) -> None:
    answer = press(host, item_title=["А", "", "В"], item_minutes=["", "", ""], move="1:out")
    assert rows(answer) == ["А", "В"] and "gone_title" not in answer.content.decode()


@pytest.mark.parametrize("move", ["x:back", "9999:back", "-1:back", ":back", "40:back"])
def test_it_comes_back_wherever_it_was_said_to_be(host: Any, move: str) -> None:
    answer = press(host, move=move, gone_title="Г", gone_minutes="")
    assert answer.status_code == 200 and sorted(rows(answer)) == ["А", "Б", "В", "Г"]


def test_a_script_gets_the_programme_alone_and_the_focus_moves_along(host: Any) -> None:
    part = press(host, script=True, move="2:up").content.decode()
    assert "<html" not in part and "<form" not in part and part.count(" autofocus") == 1
    assert 'value="1:up" ' in part.partition(" autofocus")[0].rpartition("<button")[2]
    assert press(host, script=True, move="1:up").content.decode().count(" autofocus") == 1, "at the top: its other way"


def test_without_scripts_the_page_comes_back_at_the_row(host: Any) -> None:
    page = press(host, more="1").content.decode()
    assert 'value="2:up" formaction="#item-2"' in page and 'value="0:down" formaction="#item-2"' in page


def test_the_field_that_is_wrong_is_marked_in_its_row(host: Any) -> None:
    page = press(host, item_title=["А", "", "В"], item_minutes=["много", "5", ""]).content.decode()
    assert page.count('aria-invalid="true"') >= 2
    first, second = page.partition('id="item-1-min"')[2], page.partition('id="item-2"')[2]
    assert 'aria-invalid="true"' in first.partition(">")[0] and 'aria-invalid="true"' in second.partition(">")[0]
