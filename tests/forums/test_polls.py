"""Polls at the head of topics: they go where the topic goes, and nobody reads them where nobody reads the topic."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forums.actions import hide_topic, merge_topics, restore_topic, set_forum_shown, split_topic
from forums.models import Topic
from frontend.feeds import tell
from participation.live.models import Event
from participation.live.policies import may_listen
from participation.moderation.actions import decide, report_thing, reverse_decision
from participation.notifications.actions import follow
from participation.notifications.models import Notification
from participation.polls.actions import close_due, close_poll, create_poll, hide_poll, vote_in_poll
from participation.polls.actions.plans import Plan
from participation.polls.models import Poll
from participation.polls.selectors import get_poll, view_of
from participation.polls.subscribers import tell_followers
from participation.record.models import Act
from participation.refusals import BadInput
from tests.support import factories as make
from tests.support.api import client as api

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic() -> Topic:
    return make.topic(author=make.person("Стефка Петрова"))


def ask(topic: Topic, **fields: Any) -> Poll:
    values = {"title": "Кога?", "kind": "single", "options": ["днес", "утре"], **fields}
    is_open = values.pop("is_open", True)
    plan = Plan(closes_at=timezone.now() + timedelta(days=3), **values)
    return create_poll(host=make.official(topic.forum.municipality), plan=plan, about=topic.scope, is_open=is_open)


def doors(poll: Poll) -> dict[str, int]:
    """The answer of every way to the poll, for its own host."""
    site = Client()
    site.force_login(poll.author)  # type: ignore[arg-type]  # it has one
    program = api(poll.author)
    base = f"/api/v1/polls/{poll.pk}/"
    return {
        **{path: site.get(f"/polls/{poll.pk}/{path}").status_code for path in ("", "wall/", "results.csv", "edit/")},
        "report": site.get(f"/moderation/report/?ref={poll.ref}").status_code,
        **{f"api {path}": program.get(f"{base}{path}").status_code for path in ("", "results/", "results.csv")},
        "api vote": program.post(f"{base}vote/", {"marks": {"1": 1}}).status_code,
    }


def listed(poll: Poll) -> list[bool]:
    """Whether the lists have it: the site's, the API's, that of the topic in the API."""
    found = api().get(f"/api/v1/polls/?about={poll.about}").body["results"]
    everything = api().get("/api/v1/polls/").body["results"]
    return [
        f"/polls/{poll.pk}/" in Client().get("/polls/").content.decode(),
        poll.pk in [row["id"] for row in everything],
        poll.pk in [row["id"] for row in found],
    ]


def test_merging_takes_polls_along_with_their_votes(topic: Topic) -> None:
    poll, unseen = ask(topic), ask(topic, title="Скрита")
    waiting = ask(topic, title="Подготвена", is_open=False)
    voter, follower = make.person(), make.person()
    vote_in_poll(voter=voter, poll_id=poll.pk, marks={"2": 1})
    hide_poll(poll_id=unseen.pk)
    follow(user=follower, scope=topic.scope)
    into = make.topic(topic.forum, title="Другата")
    merge_topics(by=make.official(topic.forum.municipality), topic_id=topic.pk, into_id=into.pk)
    poll = get_poll(poll.pk) or pytest.fail("gone")
    assert (poll.about, poll.scope, poll.stream, poll.window.scope) == (into.scope,) * 4
    assert view_of(poll, viewer=voter).own == {None: {"2": 1}}
    page = Client().get(f"/topics/{into.pk}/").content.decode()
    assert f'id="poll-{poll.pk}"' in page and "Скрита" not in page and "Подготвена" not in page
    told = Event.objects.filter(stream__name=into.scope, kind="poll.moved").values_list("ref", flat=True)
    assert list(told) == [poll.ref], "what is hidden or prepared is told to nobody"
    assert Poll.objects.get(pk=unseen.pk).about == Poll.objects.get(pk=waiting.pk).about == into.scope
    shown = Client().get(f"/polls/{poll.pk}/")
    assert [line.url for line in shown.context["acts"]], "its opening stands in its history still"
    vote_in_poll(voter=make.person(), poll_id=poll.pk, marks={"1": 1})
    close_poll(host=poll.author, poll_id=poll.pk, reason="Готово")
    tell_followers(Act.objects.get(kind="poll.closed", ref=poll.ref))
    assert Notification.objects.filter(user=follower, kind="poll.closed_early").exists()


def test_a_poll_asked_where_a_topic_was_merged_stands_in_the_one_that_holds_it(topic: Topic) -> None:
    into = make.topic(topic.forum, title="Другата")
    merge_topics(by=make.official(topic.forum.municipality), topic_id=topic.pk, into_id=into.pk)
    assert ask(topic).about == into.scope


def test_splitting_leaves_polls_where_they_were_asked(topic: Topic) -> None:
    poll, post = ask(topic), make.posts(topic, 1)[0]
    fresh = split_topic(by=make.official(topic.forum.municipality), topic_id=topic.pk, post_ids=[post.pk], title="Нова")
    assert Poll.objects.get(pk=poll.pk).about == topic.scope
    assert f'id="poll-{poll.pk}"' not in Client().get(f"/topics/{fresh.pk}/").content.decode()


@pytest.mark.parametrize("way", ["topic", "forum"])
def test_nobody_reads_a_poll_where_nobody_reads_the_topic(topic: Topic, way: str) -> None:
    poll, voter = ask(topic), make.person()
    vote_in_poll(voter=voter, poll_id=poll.pk, marks={"1": 1})
    before = doors(poll)
    assert set(before.values()) <= {200, 201, 302} and all(listed(poll)), before
    act = Act.objects.get(kind="poll.opened", ref=poll.ref)
    assert not tell([act])[0][1].since and may_listen(None, poll.stream)
    if way == "topic":
        hide_topic(topic_id=topic.pk)
    else:
        set_forum_shown(scope=topic.forum.scope, is_shown=False)
    assert set(doors(poll).values()) == {404}, doors(poll)
    assert not any(listed(poll)) and not may_listen(None, poll.stream)
    assert tell([act])[0][1].since and not tell([act])[0][1].url
    for act_on in (
        lambda: vote_in_poll(voter=voter, poll_id=poll.pk, marks={"2": 1}),
        lambda: close_poll(host=poll.author, poll_id=poll.pk, reason="Стига"),
        lambda: report_thing(reporter=None, ref=poll.ref, reason="spam"),
    ):
        with pytest.raises(BadInput):
            act_on()
    if way == "topic":
        restore_topic(topic_id=topic.pk)
    else:
        set_forum_shown(scope=topic.forum.scope, is_shown=True)
    assert doors(poll) == {**before, "api vote": 200} and all(listed(poll))
    assert view_of(get_poll(poll.pk) or pytest.fail("gone")).turnout == 2, "its votes are there"


def test_a_poll_that_ends_in_a_hidden_topic_is_sealed_and_told_to_nobody(topic: Topic) -> None:
    poll, follower = ask(topic), make.person()
    follow(user=follower, scope=topic.scope)
    hide_topic(topic_id=topic.pk)
    make.end_poll(poll)
    assert close_due() == 1
    assert not Event.objects.filter(stream__name=topic.scope).exists()
    tell_followers(Act.objects.get(kind="poll.closed", ref=poll.ref))
    assert not Notification.objects.filter(user=follower).exists()
    restore_topic(topic_id=topic.pk)
    assert get_poll(poll.pk).state == "closed"  # type: ignore[union-attr]  # it is there


def test_a_decision_on_a_poll_can_be_reversed_while_its_topic_is_hidden(topic: Topic) -> None:
    poll, moderator = ask(topic), make.moderator(topic.forum.municipality)
    why = {"rule": "spam", "facts": "Реклама", "reason": "Продава"}
    report_thing(reporter=None, ref=poll.ref, reason="spam")
    decided = decide(moderator=moderator, ref=poll.ref, outcome="hide", **why)
    hide_topic(topic_id=topic.pk)
    restore_topic(topic_id=topic.pk)
    assert get_poll(poll.pk) is None, "hidden by itself it stays hidden"
    hide_topic(topic_id=topic.pk)
    other = make.moderator(topic.forum.municipality, "Друга Модераторка")
    reverse_decision(moderator=other, decision_id=decided.pk)
    assert get_poll(poll.pk) is None
    restore_topic(topic_id=topic.pk)
    assert get_poll(poll.pk)


def test_the_list_asks_as_much_for_three_as_for_one(topic: Topic) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert api().get("/api/v1/polls/").status_code == 200
        return len(asked)

    ask(topic)
    for_one, other = queries(), make.topic(topic.forum, title="Друга")
    ask(topic)
    ask(other)
    assert queries() == for_one
