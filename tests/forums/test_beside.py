"""What topics share with every other conversation: pictures, cards, flags, decisions of moderators, polls, suspensions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from forums.actions import (
    add_topic_post,
    edit_post,
    hide_post,
    hide_topic,
    lock_topic,
    mask_post,
    merge_topics,
    rename_topic,
    restore_post,
    restore_topic,
    show_card,
    split_topic,
    start_topic,
    unmask_post,
)
from forums.actions.newest import Locked
from forums.models import Post, Topic
from forums.selectors.topics import get_topic, list_topic_posts
from frontend import live
from participation.live.models import Event
from participation.moderation.actions import decide, report_thing, reverse_decision
from participation.moderation.models import Report
from participation.moderation.subjects import around, describe
from participation.notifications.models import Notification
from participation.personal_numbers import MASK
from participation.pictures.actions import Wanted, keep_picture
from participation.places.actions import suspend
from participation.polls.actions import create_poll
from participation.polls.actions.plans import Plan
from participation.polls.grounds import ground_of
from participation.record.worker import run_due
from participation.refusals import NotAllowed, TooMany
from tests.support import factories as make
from tests.support import pictures
from tests.support.api import client as api

pytestmark = pytest.mark.django_db
WHY = {"rule": "spam", "facts": "Реклама", "reason": "Продава"}


@pytest.fixture
def topic() -> Topic:
    return make.topic(author=make.person("Стефка Петрова"))


def told(topic: Topic, post: Post) -> list[dict[str, Any]]:
    return [
        event.data for event in Event.objects.filter(stream__name=topic.scope, ref=f"post.{post.pk}").order_by("seq")
    ]


def test_pictures_are_read_with_their_post_and_not_in_a_hidden_topic(topic: Topic, client: Client) -> None:
    author = make.person()
    picture = keep_picture(owner=author, file=pictures.upload(), description="Улица")
    post = add_topic_post(author=author, topic_id=topic.pk, body="Вижте", pictures=[Wanted(picture.pk)])
    path = f"/pictures/{picture.key}/"
    page = client.get(f"/topics/{topic.pk}/").content.decode()
    assert f'id="post-{post.pk}-media"><div class="figures">' in page and 'alt="Улица"' in page
    assert api().get(f"/api/v1/posts/{post.pk}/").json()["pictures"][0]["description"] == "Улица"
    assert client.get(post.pictures[0]["url"]).status_code == 200, path
    hide_topic(topic_id=topic.pk)
    assert client.get(post.pictures[0]["url"]).status_code == 404
    client.force_login(make.moderator(topic.forum.municipality))
    assert client.get(post.pictures[0]["url"]).status_code == 200
    client.logout()
    restore_topic(topic_id=topic.pk)
    assert client.get(post.pictures[0]["url"]).status_code == 200
    edit_post(editor=author, post_id=post.pk, body="Вижте", pictures=[])
    assert client.get(post.pictures[0]["url"]).status_code == 404


def test_a_topic_begins_with_pictures_by_the_plain_form(client: Client, topic: Topic) -> None:
    author = make.person()
    client.force_login(author)
    typed = {"title": "Улицата", "body": "Вижте", "category": topic.category_id}
    path = f"/forums/{topic.forum_id}/new/"
    again = client.post(
        path, {**typed, "new_picture": pictures.upload(), "new_description": "Дупка", "add_picture": "1"}
    )
    assert again.status_code == 200 and 'value="Дупка"' in again.content.decode()
    number = again.context["form"].kept.rows[0].picture.pk
    assert not Topic.objects.filter(title="Улицата").exists()
    assert client.post(path, {**typed, "picture": number}).status_code == 422, "it is not described"
    assert client.post(path, {**typed, "picture": number, f"description-{number}": "Дупка"}).status_code == 302
    assert Post.objects.get(thread__topic__title="Улицата").pictures[0]["description"] == "Дупка"


def test_the_card_of_a_link_is_told_on_the_topic(topic: Topic, client: Client) -> None:
    post = add_topic_post(author=make.person(), topic_id=topic.pk, body="https://site.example/a")
    assert post.link == "https://site.example/a"
    card = {"url": post.link, "title": "Заглавие", "description": "", "site": "", "picture": None}
    assert show_card(post_id=post.pk, url=post.link, card=card)
    assert Event.objects.get(stream__name=topic.scope, kind="post.media").data["card"] == card
    assert "<b>Заглавие</b>" in client.get(f"/topics/{topic.pk}/").content.decode()


def test_words_hidden_in_part_are_hidden_where_they_are_quoted_and_come_back(topic: Topic) -> None:
    post = add_topic_post(author=make.person(), topic_id=topic.pk, body="Кметът е канарче днес")
    answer = add_topic_post(
        author=make.person("Друг Човек"), topic_id=topic.pk, body="Не", parent_id=post.pk, quote="е канарче"
    )
    original = mask_post(post_id=post.pk, words=["канарче"])
    answer.refresh_from_db()
    assert answer.quote == "е ▒▒▒"
    assert not [data for one in (post, answer) for data in told(topic, one) if "канарче" in str(data)]
    event = Event.objects.get(stream__name=topic.scope, kind="post.edited")
    fragment = live.render(topic.scope, event.kind, event.data, "en") or ""
    assert f'data-into="post-{answer.pk}-quote" data-how="inner">е ▒▒▒<' in fragment
    assert 'class="masked"' in fragment
    with pytest.raises(NotAllowed):
        edit_post(editor=post.author, post_id=post.pk, body="Друго")
    unmask_post(post_id=post.pk, original=original)
    answer.refresh_from_db()
    post.refresh_from_db()
    assert (answer.quote, post.body) == ("е канарче", "Кметът е канарче днес")


def test_a_hidden_post_is_not_quoted_either(topic: Topic, client: Client) -> None:
    post = add_topic_post(author=make.person(), topic_id=topic.pk, body="Кметът е канарче днес")
    asked = {"author": make.person("Друг Човек"), "topic_id": topic.pk, "body": "Не"}
    answer = add_topic_post(**asked, parent_id=post.pk, quote="канарче")
    hide_post(post_id=post.pk)
    assert not [data for one in (post, answer) for data in told(topic, one) if "канарче" in str(data)]
    assert "канарче" not in client.get(f"/topics/{topic.pk}/").content.decode()
    assert all(row.post.quote == "" for row in list_topic_posts(topic, 1))
    assert api().get(f"/api/v1/posts/{answer.pk}/").json()["quote"] == ""
    restore_post(post_id=post.pk)
    assert [data["quote"] for data in told(topic, answer)] == ["канарче"], "in the past of the stream as well"
    event = Event.objects.get(stream__name=topic.scope, kind="post.restored")
    fragment = live.render(topic.scope, event.kind, event.data, "en") or ""
    assert f'data-into="post-{answer.pk}-quote" data-how="inner">канарче<' in fragment
    assert client.get(f"/topics/{topic.pk}/").content.decode().count("канарче") == 2


def test_what_a_decision_locks_only_a_decision_opens(topic: Topic) -> None:
    host, moderator = make.official(topic.forum.municipality), make.moderator(topic.forum.municipality)
    post = make.posts(topic, 1, make.person("Друг Човек"))[0]
    report_thing(reporter=None, ref=topic.scope, reason="spam")
    decision = decide(moderator=moderator, ref=topic.scope, outcome="lock", **WHY)
    assert get_topic(topic.pk).is_locked  # type: ignore[union-attr]  # it is there
    assert describe(f"post.{post.pk}").is_locked  # type: ignore[union-attr]  # it is there
    with pytest.raises(Locked):
        add_topic_post(author=make.person(), topic_id=topic.pk, body="Още")
    with pytest.raises(Locked):
        edit_post(editor=post.author, post_id=post.pk, body="Друго")
    for act in (
        lambda: lock_topic(by=host, topic_id=topic.pk, is_locked=False),
        lambda: split_topic(by=host, topic_id=topic.pk, post_ids=[post.pk], title="Другаде"),
        lambda: merge_topics(by=host, topic_id=topic.pk, into_id=make.topic(topic.forum).pk),
    ):
        with pytest.raises(NotAllowed):
            act()
    reverse_decision(moderator=make.moderator(topic.forum.municipality, "Друга Модераторка"), decision_id=decision.pk)
    assert not get_topic(topic.pk).is_locked  # type: ignore[union-attr]  # it is there
    events = Event.objects.filter(stream__name=topic.scope, ref=topic.scope).order_by("seq")
    assert list(events.values_list("kind", flat=True))[-2:] == ["topic.locked", "topic.unlocked"]


def test_a_reversed_decision_leaves_the_hosts_lock(topic: Topic) -> None:
    host, moderator = make.official(topic.forum.municipality), make.moderator(topic.forum.municipality)
    lock_topic(by=host, topic_id=topic.pk)
    report_thing(reporter=None, ref=topic.scope, reason="spam")
    decision = decide(moderator=moderator, ref=topic.scope, outcome="lock", **WHY)
    reverse_decision(moderator=make.moderator(topic.forum.municipality, "Друга Модераторка"), decision_id=decision.pk)
    assert get_topic(topic.pk).is_locked  # type: ignore[union-attr]  # it is there
    lock_topic(by=host, topic_id=topic.pk, is_locked=False)
    assert not get_topic(topic.pk).is_locked  # type: ignore[union-attr]  # it is there


def test_a_moderator_sees_the_topic_around_a_post(topic: Topic) -> None:
    post = make.posts(topic, 1)[0]
    seen = describe(f"post.{post.pk}")
    assert seen is not None
    title, words = around(seen) or ("", "")
    first = Post.objects.get(thread=topic.thread_id, number=1)
    assert (title, words) == (topic.title, first.body_html)


def test_titles_and_posts_are_checked(topic: Topic) -> None:
    made = start_topic(author=make.person(), category_id=topic.category_id, title=f"ЕГН {MASK}", body="Нещо")
    post = add_topic_post(author=make.person(), topic_id=topic.pk, body=f"Неговото е {MASK}")
    while run_due():
        pass
    first = Post.objects.get(thread=made.thread_id, number=1)
    flagged = set(Report.objects.filter(source=Report.Source.AUTOMATIC).values_list("ref", flat=True))
    assert {f"post.{first.pk}", f"post.{post.pk}"} <= flagged


def test_new_accounts_write_more_slowly_in_topics(topic: Topic) -> None:
    author = make.person(joined_at=timezone.now())
    for number in range(6):
        add_topic_post(author=author, topic_id=topic.pk, body=f"Пост {number}")
    with pytest.raises(TooMany):
        add_topic_post(author=author, topic_id=topic.pk, body="Още един")


def test_who_is_suspended_there_says_nothing(topic: Topic) -> None:
    author = make.person()
    post = add_topic_post(author=author, topic_id=topic.pk, body="Нещо")
    begun = start_topic(author=author, category_id=topic.category_id, title="Моя", body="Нещо")
    place = topic.forum.municipality_id
    suspend(user_id=author.pk, municipality_id=place, until=timezone.now() + timedelta(days=3))
    author.refresh_from_db()
    for act in (
        lambda: start_topic(author=author, category_id=topic.category_id, title="Т", body="Нещо"),
        lambda: add_topic_post(author=author, topic_id=topic.pk, body="Още"),
        lambda: edit_post(editor=author, post_id=post.pk, body="Друго"),
        lambda: rename_topic(editor=author, topic_id=begun.pk, title="Друга"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_others_are_told_no_words_of_a_hidden_topic(topic: Topic) -> None:
    first = Post.objects.get(thread=topic.thread_id, number=1)
    author = make.person("Друг Човек")
    add_topic_post(author=author, topic_id=topic.pk, body="канарче", parent_id=first.pk)
    while run_due():
        pass
    note = Notification.objects.get(kind="post.answered")
    assert note.data["words"] == "канарче"
    hide_topic(topic_id=topic.pk)
    note.refresh_from_db()
    assert note.data["words"] == ""
    restore_topic(topic_id=topic.pk)
    note.refresh_from_db()
    assert note.data["words"] == "канарче"


def test_who_began_a_topic_holds_a_poll_at_its_head(topic: Topic, client: Client) -> None:
    now = timezone.now()
    plan = Plan(title="Кога?", kind="single", options=["днес", "утре"], closes_at=now + timedelta(days=3))
    with pytest.raises(NotAllowed):
        create_poll(host=make.person("Друг Човек"), plan=plan, about=topic.scope)
    poll = create_poll(host=topic.author, plan=plan, about=topic.scope)
    assert poll.municipality_id == topic.forum.municipality_id
    page = client.get(f"/topics/{topic.pk}/").content.decode()
    assert f'id="poll-{poll.pk}"' in page and "утре" in page and "about=topic." not in page
    client.force_login(topic.author)  # type: ignore[arg-type]  # somebody began it
    assert f"?about={topic.scope}" in client.get(f"/topics/{topic.pk}/").content.decode()
    into = make.topic(topic.forum)
    merge_topics(by=make.official(topic.forum.municipality), topic_id=topic.pk, into_id=into.pk)
    assert ground_of(topic.scope, None).url == f"/topics/{into.pk}/"  # type: ignore[union-attr]  # it is there
    hide_topic(topic_id=into.pk)
    assert ground_of(into.scope, None) is None
