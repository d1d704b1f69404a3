"""A personal number in any dress that lets its reader see it: in no statement to the database, and in no answer."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client as Browser

from forums.models import Post, PostEdit
from participation.personal_numbers import MASK
from tests.support import factories as make
from tests.support import pictures
from tests.support.api import client

pytestmark = pytest.mark.django_db
NUMBER = "7501010010"
DRESSES = [
    "75&#48;1010010", "<b>750101</b>0010", "750101<!-- -->0010", "**750101**0010", "[750101](http://x.bg)0010",
    "750101/0010", "750101\n0010", "750101,0010", "75.01.01/0010", "7501\u200b01&shy;0010",
]  # fmt: skip
TAGS = re.compile(r"<!--.*?-->|<[^>]*>|\(http[^)]*\)")


def read(text: str) -> str:
    """The digits of it as they would be read, one after the other."""
    return re.sub(r"\D", "", TAGS.sub("", html.unescape(text.replace("\\n", ""))))


@pytest.mark.parametrize("dress", DRESSES)
def test_no_dress_lets_one_through(dress: str) -> None:
    stored: list[str] = []

    def look(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        if not sql.startswith("SELECT"):
            stored.extend(value for value in values or () if isinstance(value, str))
        return execute(sql, values, many, context)

    cache.clear()
    topic, person, words = make.topic(), make.person(), f"Моят номер е {dress}, запишете го."
    api, browser = client(person), Browser()
    browser.force_login(person)
    with connection.execute_wrapper(look):
        said = api.post("/api/v1/posts/", {"topic": topic.pk, "body": words})
        assert said.status_code == 201, said.content
        path = f"/api/v1/posts/{said.json()['id']}/"
        answers = [
            said,
            api.post("/api/v1/posts/preview/", {"body": words}),
            api.patch(path, {"body": f"Още: {words}"}),
        ]
        answers.append(api.patch(path, {"body": f"И пак: {words}"}))
        sent = {"file": pictures.upload(), "description": words}
        answers.append(api.post("/api/v1/pictures/", sent, format="multipart"))
        page = browser.post(f"/topics/{topic.pk}/post/", {"body": words, "preview": "1"})
    assert [one.status_code for one in answers] == [201, 200, 200, 200, 201]
    for answer in answers:
        assert answer["Megdan-Masked"] == "personal-number"
        assert MASK in str(answer.json())
        assert NUMBER not in read(str(answer.json()))
    assert MASK in page.content.decode()
    assert NUMBER not in read(page.content.decode())
    assert len(stored) > 10
    assert not [value for value in stored if NUMBER in read(value)]
    kept = [Post.objects.get(pk=said.json()["id"]).body_html, *PostEdit.objects.values_list("body", flat=True)]
    assert len(kept) == 3
    assert all(MASK in one for one in kept)


def test_the_reader_can_find_one() -> None:
    assert all(read(dress) == NUMBER for dress in DRESSES)
