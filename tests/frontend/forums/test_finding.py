"""Finding one's way in forums: jumping to a number, what is unread, the words of a search, parts in one's language."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from forums.actions import add_topic_post, change_category, mark_read, set_level, start_topic
from forums.models import Category, Mention, Post, Topic
from forums.selectors.mentions import list_mentionable, unnamed
from forums.selectors.mine import SHOWS, narrowed, unread_in
from forums.selectors.topics import by_last_post
from participation.accounts.models import User
from participation.moderation.actions import decide
from participation.moderation.models import Decision
from tests.moderation.conftest import REASONS
from tests.support import factories as make
from tests.support.api import client as api

pytestmark = pytest.mark.django_db
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.fixture
def topic() -> Topic:
    return make.topic(author=make.person("Стефка Петрова"))


@pytest.fixture
def citizen(client: Client) -> User:
    someone = make.person("Мария Тодорова")
    client.force_login(someone)
    return someone


def body(client: Client, path: str, status: int = 200, **extra: Any) -> str:
    answer = client.get(path, **{**ENGLISH, **extra})
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def test_a_number_leads_to_its_post_and_what_is_none_is_said_in_place(client: Client, topic: Topic) -> None:
    make.posts(topic, 40)
    post = Post.objects.get(thread=topic.thread_id, number=35)
    path = f"/topics/{topic.pk}/"
    assert client.get(f"{path}?to=35")["Location"] == f"{path}?post=35#post-{post.pk}"
    assert client.get(f"{path}?to=%2335")["Location"] == f"{path}?post=35#post-{post.pk}"
    for typed in ("abc", "999", "0", ""):
        page = body(client, f"{path}?to={typed}&from=31", 422)
        last = Post.objects.filter(thread=topic.thread_id).count()
        assert f"Posts here have the numbers 1 to {last}." in page, typed
        assert 'data-number="31"' in page and f'value="{typed}"' in page


def test_lists_are_narrowed_to_what_is_unread_followed_ones_own_and_ignored(topic: Topic) -> None:
    reader, other = make.person("Мария Тодорова"), make.topic(author=make.person("Друг"), title="Друга тема")

    def shown(show: str, who: Any = reader) -> set[int]:
        return {one.pk for one in narrowed(by_last_post(), who, show)}

    both = {topic.pk, other.pk}
    assert shown("") == shown("nonsense") == shown("unread", None) == both, "the control"
    assert shown("unread") == shown("followed") == shown("mine") == shown("ignored") == set()
    mark_read(user=reader, topic_id=topic.pk, number=1)
    assert shown("unread") == set()
    add_topic_post(author=topic.author, topic_id=topic.pk, body="И още нещо.")
    assert shown("unread") == {topic.pk} and unread_in(reader, both) == {topic.pk: 1}
    set_level(user=reader, topic_id=topic.pk, level="ignore")
    assert shown("ignored") == {topic.pk} and shown("unread") == set() and unread_in(reader, both) == {}
    set_level(user=reader, topic_id=other.pk, level="follow")
    assert shown("followed") == shown("unread") == {other.pk}
    add_topic_post(author=reader, topic_id=other.pk, body="И аз.")
    assert shown("mine") == {other.pk} and shown("unread") == set()


def test_the_filter_stands_on_both_lists_for_those_who_are_signed_in(client: Client, topic: Topic) -> None:
    for path in ("/forums/", f"/forums/{topic.forum_id}/"):
        assert "unread" not in body(client, path)
        assert topic.title in body(client, f"{path}?show=mine"), "asked by nobody in particular: everything"
    client.force_login(make.person("Мария Тодорова"))
    for path in ("/forums/", f"/forums/{topic.forum_id}/"):
        assert ("?show=unread" if path == "/forums/" else '<option value="unread">') in body(client, path)
        page = body(client, f"{path}?show=mine")
        assert topic.title not in page and "No such topics" in page
    client.force_login(topic.author)
    assert topic.title in body(client, "/forums/?show=mine")


def test_programs_narrow_topics_as_the_site_does(client: Client, topic: Topic) -> None:
    reader, other = make.person("Мария Тодорова"), make.topic(topic.forum, title="Лампите")
    set_level(user=reader, topic_id=other.pk, level="follow")
    mark_read(user=reader, topic_id=topic.pk, number=1)
    add_topic_post(author=topic.author, topic_id=topic.pk, body="И още нещо.")
    ignored = make.topic(topic.forum, author=reader, title="Пейките")
    set_level(user=reader, topic_id=ignored.pk, level="ignore")

    def told(who: Any, query: str) -> set[int]:
        return {one["id"] for one in api(who).get(f"/api/v1/topics/?{query}").json()["results"]}

    assert {show: told(reader, f"show={show}") for show in SHOWS} == {
        "unread": {topic.pk, other.pk}, "followed": {other.pk}, "mine": {ignored.pk}, "ignored": {ignored.pk},
    }  # fmt: skip
    assert told(reader, "show=unread&search=лампите") == {other.pk}
    everything = {topic.pk, other.pk, ignored.pk}
    assert told(None, "show=mine") == told(reader, "show=") == everything, "nobody has any of them"
    for show in SHOWS:
        wanted = {one.pk for one in narrowed(by_last_post(), reader, show)}
        assert wanted == told(reader, f"show={show}"), "one rule"
    assert api(reader).get("/api/v1/topics/?show=nonsense").status_code == 400


def test_a_search_shows_the_words_and_leads_to_their_post(client: Client, topic: Topic) -> None:
    said = add_topic_post(
        author=make.person("Емил"), topic_id=topic.pk, body="Да сложим <b>соларни</b> лампи, евтини са."
    )
    page = body(client, f"/forums/{topic.forum_id}/?q=соларн")
    assert f'href="/posts/{said.pk}/"' in page and "<mark>соларн</mark>и" in page
    assert "topic-found" not in body(client, f"/forums/{topic.forum_id}/")


def test_the_first_parts_are_told_in_the_readers_language_until_they_are_renamed(client: Client, topic: Topic) -> None:
    part = Category.objects.filter(forum=topic.forum_id).order_by("position").first()
    assert part is not None
    Category.objects.filter(pk=part.pk).update(title="Questions to the municipality")
    with override("bg"):
        told = client.get(f"/forums/{topic.forum_id}/", HTTP_ACCEPT_LANGUAGE="bg").content.decode()
    assert "Въпроси към общината" in told and "Questions to the municipality" not in told
    assert "Questions to the municipality" in body(client, f"/forums/{topic.forum_id}/")
    host = make.official(topic.forum.municipality)
    change_category(host=host, category_id=part.pk, title="Питайте кмета")
    assert "Питайте кмета" in body(client, f"/forums/{topic.forum_id}/")


def test_whoever_spoke_elsewhere_in_the_forum_can_be_named(topic: Topic) -> None:
    elsewhere = make.topic(author=make.person("Петя Ангелова"), title="Друга тема")
    assert elsewhere.forum_id == topic.forum_id
    assert elsewhere.author in list_mentionable(topic.forum, typed="Пет")
    whole = add_topic_post(author=topic.author, topic_id=topic.pk, body="@Петя Ангелова, кажи.")
    first = add_topic_post(author=topic.author, topic_id=topic.pk, body="Питам @Петя.")
    assert set(Mention.objects.values_list("post", "user")) == {(one.pk, elsewhere.author_id) for one in (whole, first)}


def test_who_was_not_found_is_told_to_the_author_in_place(client: Client, citizen: User, topic: Topic) -> None:
    path = f"/topics/{topic.pk}/post/"
    answer = client.post(
        path, {"body": "@Никой Никоев, а вие? Пишете на ivan@example.bg"}, HTTP_HX_REQUEST="true", **ENGLISH
    )
    page = answer.content.decode()
    assert (
        "Nobody was told by this: @Никой Никоев." in page
        and "@example" not in page.partition("Nobody was told")[2][:60]
    )
    page = client.post(
        path, {"body": "@Стефка Петрова, благодаря."}, HTTP_HX_REQUEST="true", **ENGLISH
    ).content.decode()
    assert "Nobody was told" not in page
    page = client.post(path, {"body": "А @Някой?"}, follow=True, **ENGLISH).content.decode()
    assert "Nobody was told by this: @Някой." in page
    assert unnamed("Пиша на a@b.bg и https://x.bg/@nobody", []) == []


def test_whoever_begins_a_topic_follows_it_at_once(client: Client, citizen: User, topic: Topic) -> None:
    made = start_topic(author=citizen, category_id=topic.category_id, title="Нова", body="Нещо")
    assert "Following" in body(client, f"/topics/{made.pk}/")


def test_a_hidden_post_names_rule_day_and_decision_and_a_withdrawn_one_its_day(client: Client, topic: Topic) -> None:
    posts = [add_topic_post(author=make.person(), topic_id=topic.pk, body=words) for words in ("обида", "грешка")]
    guard = make.moderator(topic.forum.municipality)
    decide(moderator=guard, ref=f"post.{posts[0].pk}", outcome="hide", own=True, **REASONS)
    decision = Decision.objects.get()
    page = body(client, f"/topics/{topic.pk}/")
    log = f"/municipalities/{topic.forum.municipality.code}/moderation/?decision={decision.pk}"
    assert log in page and "Rule: No insults" in page
    lines = body(client, log)
    assert f'id="decision-{decision.pk}"' in lines and "Post in a topic" in lines and "обида" not in lines
    client.force_login(posts[1].author)  # type: ignore[arg-type]  # it has one
    client.post(f"/topics/{topic.pk}/posts/{posts[1].pk}/edit/", {"delete": "1"})
    assert f'<span class="num">#{posts[1].number}</span> Taken back by its author. <span' in body(
        client, f"/topics/{topic.pk}/"
    )


def test_words_kept_through_signing_in_stay_until_they_are_sent(client: Client, topic: Topic) -> None:
    path = f"/topics/{topic.pk}/"
    client.post(f"{path}post/", {"body": "Пазете ми това.", "client_key": "k1"})
    someone = make.person("Мария Тодорова")
    kept = client.session["pending_act"]
    client.force_login(someone)
    session = client.session
    session["pending_act"] = kept
    session.save()
    assert "Пазете ми това." in body(client, path)
    assert "Пазете ми това." in body(client, path), "once more, until it is sent"
    client.post(f"{path}post/", {"body": "Пазете ми това.", "client_key": "k1"})
    assert "pending_act" not in client.session
