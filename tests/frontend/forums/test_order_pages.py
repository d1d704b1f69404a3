"""Pages on which a forum and its topics are kept in order: order, splitting, history, taking back, settings."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from forums.actions import lock_topic
from forums.models import Topic
from tests.support import factories as make

pytestmark = pytest.mark.django_db
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.fixture
def topic() -> Topic:
    return make.topic(author=make.person("Стефка Петрова"))


def body(client: Client, path: str, **extra: Any) -> str:
    answer = client.get(path, **{**ENGLISH, **extra})
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def test_order_is_kept_on_one_page(client: Client, topic: Topic) -> None:
    client.force_login(make.official(topic.forum.municipality))
    path = f"/topics/{topic.pk}/order/"
    assert "Pin it to the top" in body(client, path)
    for act in ("pin", "lock"):
        assert client.post(path, {"act": act})["Location"] == f"/topics/{topic.pk}/"
    topic.refresh_from_db()
    assert topic.is_pinned and topic.is_locked
    assert "This topic is locked" in body(client, f"/topics/{topic.pk}/")
    other = topic.forum.categories.order_by("-position").first()
    assert other
    client.post(path, {"act": "move", "category": other.pk})
    client.post(path, {"act": "rename", "title": "Ново заглавие"})
    topic.refresh_from_db()
    assert (topic.category, topic.title) == (other, "Ново заглавие")
    into = make.topic(topic.forum)
    assert client.post(path, {"act": "merge", "into": "нищо"}).status_code == 422
    never = client.post(path, {"act": "merge", "into": "999999"}, **ENGLISH)
    assert never.status_code == 422 and "There is no topic with this address or number" in never.content.decode()
    asked = client.post(path, {"act": "merge", "into": f"https://x.bg/topics/{into.pk}/?post=3"}, **ENGLISH)
    assert "This cannot be undone" in asked.content.decode() and into.title in asked.content.decode()
    assert client.get(f"/topics/{topic.pk}/").status_code == 200, "asked first, done afterwards"
    client.post(path, {"act": "merge", "into": into.pk, "sure": "1"})
    answer = client.get(f"/topics/{topic.pk}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/topics/{into.pk}/")


def test_splitting_on_a_page(client: Client, topic: Topic) -> None:
    posts = make.posts(topic, 3)
    client.force_login(make.moderator(topic.forum.municipality))
    path = f"/topics/{topic.pk}/split/"
    assert "Мнение 2" in body(client, path)
    refused = client.post(path, {"title": "Друга"}, **ENGLISH)
    assert refused.status_code == 422 and "Choose between" in refused.content.decode()
    client.post(path, {"title": "Друга", "posts": [posts[1].pk]})
    fresh = Topic.objects.get(title="Друга")
    assert fresh.thread.post_count == 1
    assert f'<a href="/topics/{fresh.pk}/">Друга</a>' in body(client, f"/topics/{topic.pk}/")
    assert f'<a href="/topics/{topic.pk}/">{topic.title}</a>' in body(client, f"/topics/{fresh.pk}/")
    history = body(client, f"/topics/{topic.pk}/history/")
    assert "made some posts a topic of their own" in history and "Друга" in history


def test_no_poll_is_offered_in_a_locked_topic(client: Client, topic: Topic) -> None:
    official = make.official(topic.forum.municipality)
    client.force_login(official)
    assert "hold a poll" in body(client, f"/topics/{topic.pk}/")
    lock_topic(by=official, topic_id=topic.pk)
    assert "hold a poll" not in body(client, f"/topics/{topic.pk}/")


def test_the_history_tells_of_order_and_of_names(client: Client, topic: Topic) -> None:
    official, before = make.official(topic.forum.municipality), topic.title
    client.force_login(official)
    done = client.post(f"/topics/{topic.pk}/order/", {"act": "pin"}, follow=True, **ENGLISH).content.decode()
    assert f'<a href="/topics/{topic.pk}/history/">the history of this topic</a>' in done
    client.post(f"/topics/{topic.pk}/order/", {"act": "rename", "title": "Друго име"})
    page = body(Client(), f"/topics/{topic.pk}/history/")
    assert "pinned a topic" in page and f"“{before}” → “Друго име”" in page and official.display_name in page


def test_a_topic_is_taken_back_after_a_question(client: Client, topic: Topic) -> None:
    path = f"/topics/{topic.pk}/take-back/"
    client.force_login(topic.author)  # type: ignore[arg-type]  # it has one
    assert path in body(client, f"/topics/{topic.pk}/") and "This cannot be undone" in body(client, path)
    assert client.post(path)["Location"] == f"/forums/{topic.forum_id}/"
    assert client.get(f"/topics/{topic.pk}/").status_code == 404
    assert topic.title not in body(client, f"/forums/{topic.forum_id}/")


def test_settings_of_a_forum(client: Client, topic: Topic) -> None:
    path = f"/forums/{topic.forum_id}/settings/"
    client.force_login(make.person())
    assert client.get(path).status_code == 403
    client.force_login(make.official(topic.forum.municipality))
    client.post(path, {"act": "starting", "starting": "hosts"})
    typed = {"starting": "hosts", f"c{topic.category_id}-title": "Въпроси", f"c{topic.category_id}-description": ""}
    client.post(path, {**typed, "add-title": "Култура", "add-description": "Събития"})
    topic.category.refresh_from_db()
    assert topic.category.title == "Въпроси" and topic.forum.categories.count() == 5
    refused = client.post(path, {**typed, f"c{topic.category_id}-title": "", "add-description": "Без име"}, **ENGLISH)
    assert refused.status_code == 422 and refused.content.decode().count("Give the part a name.") >= 2
    names = [one.title for one in topic.forum.categories.order_by("position")]
    last = topic.forum.categories.get(title="Култура")
    assert client.post(path, {**typed, "act": f"up.{last.pk}"})["Location"] == f"{path}#part-{last.pk}"
    moved = [one.title for one in topic.forum.categories.order_by("position")]
    assert moved == [*names[:3], names[4], names[3]]
    full = client.post(path, {**typed, "act": f"remove.{topic.category_id}"}, **ENGLISH)
    assert full.status_code == 422 and "move them first" in full.content.decode()
    assert client.post(path, {**typed, "act": f"remove.{last.pk}"}).status_code == 302
    assert topic.forum.categories.count() == 4
    client.logout()
    assert f"/forums/{topic.forum_id}/new/" not in body(client, f"/forums/{topic.forum_id}/")
