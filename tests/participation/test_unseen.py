"""Signs that nobody sees, in what stands on one line and in texts."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.utils.translation import override

from forums.models import Post, Topic
from participation.pictures.actions import Wanted, set_pictures
from participation.pictures.models import Picture
from participation.refusals import BadInput
from participation.unseen import one_line, straight, straight_all
from tests.support import factories as make
from tests.support.api import client as api

TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize("sign", [*TURNS, "\u200b", "\u00ad", "\u0007", "\ufeff", "\u200f", "\ud800", "\U000e0041"])
def test_out_of_one_line(sign: str) -> None:
    assert one_line(f" Осветление{sign}то  в\n парка ") == "Осветлението в парка"


@pytest.mark.parametrize("typed", ["", " \u200b ", "\u3164", "\u2800\u115f", "\u0301", "\u202e\u202c"])
def test_what_nobody_sees_is_nothing(typed: str) -> None:
    assert one_line(typed) == ""


def test_a_text_keeps_its_lines_and_loses_what_turns_it() -> None:
    text = "Ред\n\n- точка \u200d край"
    assert straight(text) is text
    assert straight(f"а{TURNS}б") == "аб"
    assert straight_all({"a": [f"x{TURNS}"], "password": TURNS, "n": 7}) == {"a": ["x"], "password": TURNS, "n": 7}


@pytest.mark.django_db
def test_behind_every_door(client: Client) -> None:
    person, topic = make.person(), make.topic()
    sent = {"category": topic.category_id, "title": "Парк\u202eтъмен", "body": "Думи \u2067наопаки\u2069 тук"}
    answer = api(person).post("/api/v1/topics/", sent)
    assert (answer.status_code, answer.body["title"]) == (201, "Парктъмен")
    client.force_login(person)
    client.post(f"/forums/{topic.forum_id}/new/", {**sent, "title": "Друг\u202e парк"})
    titles = Topic.objects.exclude(pk=topic.pk).values_list("title", flat=True)
    told = json.dumps([*titles, *Post.objects.values_list("body", "body_html")], ensure_ascii=False)
    assert "Друг парк" in told and "наопаки" in told
    assert not set(TURNS) & set(told)


@pytest.mark.django_db
def test_a_description_that_nobody_sees_describes_nothing() -> None:
    person = make.person()
    picture = Picture.objects.create(owner=person, size=1, width=1, height=1, small_width=1, small_height=1)
    with override("en"), pytest.raises(BadInput, match="Describe every picture"):
        set_pictures(owner=person, ref="post.1", wanted=[Wanted(picture.pk, " \u200b ")])
    set_pictures(owner=person, ref="post.1", wanted=[Wanted(picture.pk, "Пейка \u202eв парка")])
    picture.refresh_from_db()
    assert picture.description == "Пейка в парка"
