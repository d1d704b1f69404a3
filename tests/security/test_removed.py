"""What a moderator hides, or its author takes back, is on no page, in no list, feed, search, export, count, bell or letter
of anybody but those who may still see it: every address of the site and of the API is read, before and after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils.translation import override

from forums.actions import add_topic_post, start_topic
from forums.models import Post
from gatherings.actions.hosting import answer_question, end_session
from gatherings.actions.minutes import publish_minutes
from gatherings.actions.taking_part import ask_question
from gatherings.selectors.minutes import minutes_of
from participation.links.models import LinkCard
from participation.links.selectors import digest_of
from participation.moderation.actions import decide, reverse_decision
from participation.notifications.actions import follow
from participation.notifications.mailing import send_waiting
from participation.notifications.models import Notification
from participation.pictures.actions import Wanted, keep_picture
from participation.record.worker import run_due
from tests.moderation.conftest import REASONS
from tests.security.api_matrix import API
from tests.security.site_matrix import SITE
from tests.security.world import World, build
from tests.support import factories as make
from tests.support import pictures

pytestmark = pytest.mark.django_db
READERS = ("anonymous", "official")
SEARCHED = ("topics/", "comments/", "suggestions/", "consultations/")
SIGN = "канарче{}"  # stands in everything that will be gone, and nowhere else
FOUND = "щиглец{}"  # stands beside it; searched for, so that a page which repeats the search repeats another word


@dataclass
class Thing:
    """Something that was said, and where."""

    ref: str
    author: Any
    word: str
    pages: list[str] = field(default_factory=list)  # its own, beyond those of the matrix
    streams: list[str] = field(default_factory=list)


def words(n: int) -> str:
    return f"{SIGN.format(n)} {FOUND.format(n)}"


def say_everything(world: World) -> dict[str, Thing]:
    """A topic, a post with picture and card in another one that is quoted and answered, a poll, a question from the floor
    that was answered, carried into a consultation and written into published minutes.
    """
    numbers, official = world.numbers, world.people["official"]
    assert official
    author, other = make.person("Автор На Думите"), make.person("Друг Глас")
    forum = make.forum()
    part = forum.categories.order_by("position").first()
    assert part
    begun = start_topic(author=author, category_id=part.pk, title=words(1), body=f"Начало {words(1)}")
    said = _post(numbers["topic"], author, other)
    asker = make.official(make.place(), "Питащ Служител")
    poll = make.poll(make.place(), host=asker, title=words(3), description=f"Описание {words(3)}",
                     options=(f"Да {words(3)}", "Не"))  # fmt: skip
    follow(user=other, scope=begun.scope)
    session = make.gathering(by=official)
    follow(user=other, scope=session.scope)
    asked = ask_question(author=author, session_id=session.pk, body=f"Кога {words(4)}?")
    answer_question(host=official, session_id=session.pk, post_id=asked.pk, text="През май.")
    end_session(host=official, session_id=session.pk)
    publish_minutes(official=official, session_id=session.pk, text=minutes_of(session))
    base = f"/topics/{numbers['topic']}/"
    return {
        "topic": Thing(begun.scope, author, SIGN.format(1),
                       [f"/topics/{begun.pk}/", f"/api/v1/posts/?topic={begun.pk}", f"/topics/{begun.pk}/feed.atom"],
                       [begun.scope, f"forum.{forum.pk}"]),
        "post": Thing(f"post.{said.pk}", author, SIGN.format(2),
                      [f"{base}?post={said.number}", f"{base}posts/{said.pk}/history/", f"/posts/{said.pk}/",
                       f"{base}?answer={said.pk}", f"/api/v1/posts/{said.pk}/edits/"], [f"topic.{numbers['topic']}"]),
        "poll": Thing(poll.ref, asker, SIGN.format(3), [f"/polls/{poll.pk}/", f"/polls/{poll.pk}/wall/"], [poll.stream]),
        "question": Thing(f"post.{asked.pk}", author, SIGN.format(4),
                          [f"/sessions/{session.pk}/{page}" for page in
                           ("", "wall/", "minutes/", "minutes.md", "minutes.csv", f"questions/{asked.pk}/")],
                          [session.scope]),
    }  # fmt: skip


def _post(topic_id: int, author: Any, other: Any) -> Post:
    """With a picture and the card of a link, answered by somebody who quotes it."""
    shown = keep_picture(owner=author, file=pictures.upload(), description=f"Снимка {words(2)}")
    url = "https://site.example/canary"
    LinkCard.objects.create(digest=digest_of(url), url=url, title=f"Карта {words(2)}")
    said = add_topic_post(
        author=author, topic_id=topic_id, body=f"Думи {words(2)}\n\n{url}", pictures=[Wanted(shown.pk)]
    )
    Post.objects.filter(pk=said.pk).update(card={"url": url, "title": f"Карта {words(2)}", "description": "", "site": "",
                                                 "picture": None}, link=url)  # fmt: skip
    add_topic_post(author=other, topic_id=topic_id, body="Не мисля.", parent_id=said.pk, quote=f"Думи {words(2)}")
    return said


def addresses(world: World, things: dict[str, Thing]) -> list[str]:
    """Every page and every reading operation; lists with a search; the streams from their beginning."""
    rows = [row.path for row in SITE if row.method == "GET"] + [
        f"/api/v1/{row.path}" for row in API if row.method == "GET"
    ]
    found = [path.format(**world.numbers) for path in rows]
    for n, thing in enumerate(things.values(), 1):
        found += thing.pages
        found += [f"/{name}?q={quote(FOUND.format(n))}" for name in ("forums/", "polls/", "sessions/")]
        found += [f"/api/v1/{name}?search={quote(FOUND.format(n))}" for name in SEARCHED]
        found += [
            f"/api/v1/live/?stream={stream}&since=0{how}"
            for stream in thing.streams
            for how in ("", "&as=html&lang=bg")
        ]
    return list(dict.fromkeys(path for path in found if "/docs/" not in path and "/schema/" not in path))


def read(world: World, paths: list[str], clients: dict[str, Client]) -> dict[tuple[str, str], str]:
    """What each reader gets at each address."""
    cache.clear()  # the limits on how much one reads, not what is kept of pages
    got = {}
    for role, client in clients.items():
        for path in paths:
            answer = client.get(path)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]  # of a response of either kind
            got[role, path] = content.decode(errors="replace")
        cache.clear()
    return got


def where(got: dict[tuple[str, str], str], word: str) -> set[tuple[str, str]]:
    return {at for at, text in got.items() if word in text}


@pytest.fixture
def clients() -> Callable[[World], dict[str, Client]]:
    def make_them(world: World) -> dict[str, Client]:
        made = {}
        for role in READERS:
            made[role] = Client(raise_request_exception=False, headers={"accept-language": "bg"})
            if (person := world.people[role]) is not None:
                made[role].force_login(person)
        return made

    return make_them


def bells(things: dict[str, Thing], kind: str) -> list[str]:
    """What the bells of others than its author say of it."""
    thing = things[kind]
    return [str(one.data) for one in Notification.objects.exclude(user=thing.author) if thing.word in str(one.data)]


def hide_all(world: World, things: dict[str, Thing]) -> Iterator[Any]:
    guard = make.moderator(make.place(), "Трета Модераторка")
    for thing in things.values():
        yield guard, decide(moderator=guard, ref=thing.ref, outcome="hide", own=True, **REASONS)


def test_what_was_hidden_is_met_nowhere_and_comes_back(clients: Callable[[World], dict[str, Client]]) -> None:
    world = build("open")
    with override("bg"):
        things = say_everything(world)
    run_due()
    readers, paths = clients(world), addresses(world, things)
    before = read(world, paths, readers)
    for kind, thing in things.items():
        met = {path for _role, path in where(before, thing.word)}
        assert len(met) >= 5, f"the control: {kind} could be met at {met}"
    decisions = list(hide_all(world, things))
    run_due()
    after = read(world, paths, readers)
    assert {kind: where(after, thing.word) for kind, thing in things.items()} == {kind: set() for kind in things}
    assert {kind: bells(things, kind) for kind in things} == {kind: [] for kind in things}
    mail.outbox.clear()
    send_waiting()
    authors = {thing.author.email for thing in things.values()}  # who have the statement of reasons
    assert authors & {letter.to[0] for letter in mail.outbox}, "the control"
    told = [letter for letter in mail.outbox if letter.to[0] not in authors]
    assert not [letter.body for letter in told if any(thing.word in letter.body for thing in things.values())]
    for guard, decision in reversed(decisions):
        reverse_decision(moderator=guard, decision_id=decision.pk)
    again = read(
        world, sorted({path for thing in things.values() for _role, path in where(before, thing.word)}), readers
    )
    for kind, thing in things.items():
        lost = where(before, thing.word) - where(again, thing.word)
        assert not {(role, path) for role, path in lost if "/live/" not in path}, kind
