"""A title whose words a decision hides, and a topic that is taken back: gone behind every door, and how they come back."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from forums.actions import add_topic_post, rename_topic, restore_post, start_topic, take_back_topic
from forums.models import Post, Topic
from participation.live.models import Event
from participation.moderation.actions import decide, reverse_decision
from participation.moderation.models import Decision
from participation.notifications.models import Notification
from participation.polls.actions import create_poll
from participation.polls.actions.plans import Plan
from participation.record.models import Act
from participation.record.worker import run_due
from participation.refusals import BadInput, NotAllowed, TooMany
from tests.support import factories as make
from tests.support.api import client as api

pytestmark = pytest.mark.django_db
REASONS: Any = {"rule": "insults", "facts": "Обижда човек.", "reason": "Правилото го забранява."}


@pytest.fixture
def topic() -> Topic:
    made = make.topic(title="Кметът е канарче")
    assert made.author
    rename_topic(editor=made.author, topic_id=made.pk, title="Кметът е голямо канарче")
    first = Post.objects.get(thread=made.thread_id)
    add_topic_post(author=make.person("Друг Човек"), topic_id=made.pk, body="Не съм съгласен", parent_id=first.pk)
    while run_due():
        pass
    made.refresh_from_db()
    return made


def doors(topic: Topic) -> dict[str, str]:
    """All that others read of the title."""
    page, forum = Client(), topic.forum_id
    return {
        "topic": page.get(f"/topics/{topic.pk}/").content.decode(),
        "history": page.get(f"/topics/{topic.pk}/history/").content.decode(),
        "forum": page.get(f"/forums/{forum}/").content.decode(),
        "forums": page.get("/forums/").content.decode(),
        "municipality": page.get(f"/municipalities/{topic.forum.municipality.code}/").content.decode(),
        "home": page.get("/").content.decode(),
        "feed": page.get(f"/forums/{forum}/feed.atom").content.decode(),
        "topic feed": page.get(f"/topics/{topic.pk}/feed.atom").content.decode(),
        "api": json.dumps(api().get(f"/api/v1/topics/{topic.pk}/").body, ensure_ascii=False),
        "api list": json.dumps(api().get("/api/v1/topics/").body, ensure_ascii=False),
        "api history": json.dumps(api().get(f"/api/v1/topics/{topic.pk}/history/").body, ensure_ascii=False),
        "record": json.dumps([act.data for act in Act.objects.filter(scope=topic.scope)], ensure_ascii=False),
        "streams": json.dumps([event.data for event in Event.objects.all()], ensure_ascii=False),
        "bell": json.dumps(
            [row.data for row in Notification.objects.filter(key__startswith="post.")], ensure_ascii=False
        ),
    }


def test_the_title_goes_with_the_words_and_comes_back(topic: Topic) -> None:
    guard = make.moderator(topic.forum.municipality)
    first = Post.objects.get(thread=topic.thread_id, number=1)
    before = {door for door, text in doors(topic).items() if "канарче" in text}
    assert before >= {"topic", "forum", "municipality", "feed", "api", "api history", "record", "streams", "bell"}
    made = decide(moderator=guard, ref=f"post.{first.pk}", outcome="hide_part", words="канарче", own=True, **REASONS)
    assert not [door for door, text in doors(topic).items() if "канарче" in text]
    topic.refresh_from_db()
    assert topic.title == "Кметът е голямо ▒▒▒"
    page = Client().get(f"/topics/{topic.pk}/", headers={"accept-language": "en"}).content.decode()
    assert "stands for words that a moderator has hidden" in page
    with pytest.raises(NotAllowed):
        rename_topic(editor=topic.author, topic_id=topic.pk, title="Кметът е пак канарче")
    reverse_decision(moderator=guard, decision_id=made.pk)
    assert {door for door, text in doors(topic).items() if "канарче" in text} >= before - {"streams"}
    assert Decision.objects.get(pk=made.pk).original == ""


def test_who_keeps_order_may_call_it_otherwise_meanwhile(topic: Topic) -> None:
    guard, official = make.moderator(topic.forum.municipality), make.official(topic.forum.municipality)
    first = Post.objects.get(thread=topic.thread_id, number=1)
    made = decide(moderator=guard, ref=f"post.{first.pk}", outcome="hide_part", words="канарче", own=True, **REASONS)
    rename_topic(editor=official, topic_id=topic.pk, title="За кмета")
    reverse_decision(moderator=guard, decision_id=made.pk)
    topic.refresh_from_db()
    assert topic.title == "За кмета"


def test_words_of_a_later_post_leave_the_title_alone(topic: Topic) -> None:
    guard = make.moderator(topic.forum.municipality)
    later = add_topic_post(author=make.person(), topic_id=topic.pk, body="Да, канарче")
    decide(moderator=guard, ref=f"post.{later.pk}", outcome="hide_part", words="канарче", own=True, **REASONS)
    topic.refresh_from_db()
    assert "канарче" in topic.title


def test_a_topic_of_ones_own_is_taken_back(topic: Topic) -> None:
    alone = make.topic(topic.forum, title="Черешова топка")
    path, author = f"/api/v1/topics/{alone.pk}/", alone.author
    assert api(make.person()).delete(path).status_code == 403
    assert api(author).delete(path).status_code == 204
    gone = {door: text for door, text in doors(alone).items() if door not in ("topic", "history", "topic feed")}
    assert not [door for door, text in gone.items() if "Черешова" in text]
    assert [Client().get(f"/topics/{alone.pk}/{rest}").status_code for rest in ("", "history/", "feed.atom")] == [
        404
    ] * 3
    assert api().get(path).status_code == 404
    assert Act.objects.filter(scope=alone.scope, kind="topic.deleted", actor=author, is_public=True).exists()
    with pytest.raises(BadInput):
        take_back_topic(by=author, topic_id=alone.pk)
    restore_post(post_id=Post.objects.get(thread=alone.thread_id).pk)
    assert Client().get(f"/topics/{alone.pk}/").status_code == 404


def test_not_once_somebody_else_has_spoken_there(topic: Topic) -> None:
    with override("en"), pytest.raises(NotAllowed, match="Others have answered"):
        take_back_topic(by=topic.author, topic_id=topic.pk)
    topic.refresh_from_db()
    assert topic.title and topic.deleted_at is None


def test_not_once_a_poll_stands_there() -> None:
    alone = make.topic()
    plan = Plan(kind="yesno", title="Да?", options=(), closes_at=timezone.now() + timedelta(days=1))
    create_poll(host=make.official(alone.forum.municipality), plan=plan, about=alone.scope)
    with pytest.raises(NotAllowed):
        take_back_topic(by=alone.author, topic_id=alone.pk)


def test_five_topics_in_a_minute_are_too_many(settings: Any) -> None:
    settings.WORDS_RATE = 1
    part, author = make.topic().category_id, make.person(joined_at="2020-01-01T00:00:00Z")
    author.refresh_from_db()

    def begin(n: int, key: str = "") -> Topic:
        return start_topic(author=author, category_id=part, title=f"Тема {n}", body="Нещо", client_key=key)

    for n in range(4):
        begin(n, f"k{n}")
    with pytest.raises(TooMany):
        begin(5)
    assert begin(3, "k3").title == "Тема 3", "the same form again is no new topic"
