"""Pages that are kept while nothing happens: right at once after every act that changes a post."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forums.actions import add_topic_post, delete_post, edit_post
from forums.kept import kept
from forums.models import Post, Topic
from frontend.forums.views import topics
from participation.accounts.actions import erase_account
from participation.database import db_now
from participation.live.selectors import Head
from tests.support import factories as make

pytestmark = pytest.mark.django_db
SAID = "Край реката е тъмно."


@pytest.fixture
def post() -> Post:
    caches["drawn"].clear()
    topic = make.topic(author=make.person("Стефка Петрова"))
    return add_topic_post(author=make.person("Мария Тодорова"), topic_id=topic.pk, body=SAID)


def seen(topic: Topic) -> tuple[str, str]:
    """What a stranger reads: the page, the API."""
    asked = (f"/topics/{topic.pk}/", f"/api/v1/posts/?topic={topic.pk}")
    page, data = (Client().get(path, headers={"accept-language": "en"}).content.decode() for path in asked)
    return page, data


def test_made_once_for_a_state_of_the_stream() -> None:
    caches["drawn"].clear()
    made: list[int] = []

    def make_one() -> int:
        made.append(1)
        return len(made)

    here = Head("topic.1", "aa11", 7)
    assert [kept(here, ("x", 1), make_one) for _ in range(3)] == [1, 1, 1]
    assert kept(here, ("x", 2), make_one) == 2
    assert kept(Head("topic.1", "aa11", 8), ("x", 1), make_one) == 3
    assert kept(Head("topic.1", "bb22", 7), ("x", 1), make_one) == 4  # a restored database numbers anew
    assert [kept(Head("topic.2"), ("x", 1), make_one) for _ in range(2)] == [5, 6]  # nothing was told: nothing is kept


def test_strangers_share_what_was_drawn_and_not_their_tokens(post: Post) -> None:
    topic = post.thread.topic
    first, _ = seen(topic)
    with CaptureQueriesContext(connection) as asked:
        again, _ = seen(topic)
    assert not [one for one in asked if "body_html" in one["sql"]]
    tokens = [page.partition('name="csrfmiddlewaretoken" value="')[2][:64] for page in (first, again)]
    assert tokens[0] != tokens[1]
    assert again.count(tokens[1]) == first.count(tokens[0]) > 3
    assert "\0" not in again


@pytest.mark.parametrize(
    "act",
    [
        lambda post: edit_post(editor=post.author, post_id=post.pk, body="Вече светло."),
        lambda post: delete_post(editor=post.author, post_id=post.pk),
        lambda post: erase_account(user=post.author),
    ],
    ids=["edited", "taken back", "erased"],
)
def test_what_was_changed_is_in_no_page_asked_for_afterwards(post: Post, act: Callable[[Post], object]) -> None:
    topic, what = post.thread.topic, "Мария Тодорова"
    assert all(SAID in one and what in one for one in seen(topic))
    act(post)
    page, data = seen(topic)
    assert not all(SAID in one and what in one for one in (page, data))
    assert (SAID in page, what in page) == (SAID in data, what in data)


def test_a_new_post_is_there_at_once_in_every_language(post: Post) -> None:
    topic = post.thread.topic
    in_bulgarian = Client().get(f"/topics/{topic.pk}/", headers={"accept-language": "bg"}).content.decode()
    assert "Agree" not in in_bulgarian and "Agree" in seen(topic)[0]
    add_topic_post(author=post.author, topic_id=topic.pk, body="И при нас.")
    assert all("И при нас." in one for one in seen(topic))


def test_own_posts_and_reactions_are_drawn_for_their_person(post: Post, client: Client) -> None:
    topic = post.thread.topic
    seen(topic)
    client.force_login(post.author)
    assert f'id="edit-{post.pk}"' in client.get(f"/topics/{topic.pk}/").content.decode()
    assert f'id="edit-{post.pk}"' not in seen(topic)[0]


def test_the_whole_page_of_a_stranger_is_drawn_once(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    topic, drawn = post.thread.topic, list[str]()
    draw = topics.render_to_string

    def count(*args: Any) -> str:
        drawn.append(args[0])
        return draw(*args)

    monkeypatch.setattr(topics, "render_to_string", count)
    first, again = seen(topic)[0], seen(topic)[0]
    assert len(drawn) == 1
    keys = [re.findall(r'name="client_key" value="([^"]+)"', page) for page in (first, again)]
    assert len(keys[0]) == len(keys[1]) == 1 and keys[0] != keys[1]  # each can send their own, once
    poll = make.poll(topic.forum.municipality)
    type(poll).objects.filter(pk=poll.pk).update(about=topic.scope)
    for _again in range(2):
        seen(topic)
    assert len(drawn) == 3  # polls have streams of their own: such a page is drawn for everybody


def test_what_stands_around_the_posts_is_never_old(post: Post) -> None:
    topic = post.thread.topic
    seen(topic)
    for fields, words in (
        ({"title": "Друго име на темата"}, "Друго име на темата"),
        ({"is_pinned": True}, "pinned"),
    ):
        Topic.objects.filter(pk=topic.pk).update(**fields)  # told by nobody
        assert words in seen(topic)[0]
    assert "/municipalities/" in seen(topic)[0]
    topic.forum.municipality.__class__.objects.filter(pk=topic.forum.municipality_id).update(name_en="Elsewhere")
    assert "Elsewhere" in seen(topic)[0]
    Topic.objects.filter(pk=topic.pk).update(hidden_at=db_now())
    assert Client().get(f"/topics/{topic.pk}/").status_code == 404


def test_a_message_to_one_reader_is_in_nobody_elses_page(post: Post) -> None:
    topic, one = post.thread.topic, Client(headers={"accept-language": "en"})
    seen(topic)
    one.post(f"/topics/{topic.pk}/post/", {"body": "Още не съм влязла.", "client_key": "k1"})
    assert "What you wrote is kept." in one.get(f"/topics/{topic.pk}/").content.decode()
    for page in (seen(topic)[0], one.get(f"/topics/{topic.pk}/").content.decode()):
        assert "What you wrote is kept." not in page and "Още не съм влязла." not in page


def test_a_reader_with_a_municipality_of_their_own_has_a_page_of_their_own(post: Post) -> None:
    topic, other = post.thread.topic, make.place("SML18", "Неделино", "Nedelino")
    seen(topic)
    one = Client()
    one.cookies["megdan_place"] = other.code
    address = f"/municipalities/{other.code}/"
    assert address in one.get(f"/topics/{topic.pk}/").content.decode()
    assert address not in seen(topic)[0]
