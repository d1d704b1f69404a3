"""Pages of forums: read, taken part in without scripts and with them, kept in order; the same queries whatever there is."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from forums.actions import (
    add_topic_post,
    hide_topic,
    merge_topics,
    set_forum_shown,
    split_topic,
)
from forums.models import Forum, Post, Topic
from participation.accounts.models import User
from participation.voting.models import Ballot
from tests.support import factories as make

pytestmark = pytest.mark.django_db
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}
SCRIPT = {"HTTP_HX_REQUEST": "true", **ENGLISH}


@pytest.fixture
def topic() -> Topic:
    return make.topic(author=make.person("Стефка Петрова"))


@pytest.fixture
def citizen(client: Client) -> User:
    someone = make.person("Мария Тодорова")
    client.force_login(someone)
    return someone


def body(client: Client, path: str, **extra: Any) -> str:
    answer = client.get(path, **{**ENGLISH, **extra})
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        body(client, path)
    return len(seen)


def test_the_list_the_forum_and_the_topic_are_read_by_everybody(client: Client, topic: Topic) -> None:
    assert topic.title in body(client, "/forums/")
    forum = body(client, f"/forums/{topic.forum_id}/")
    assert topic.title in forum
    assert 'data-stream="forum.' in forum
    page = body(client, f"/topics/{topic.pk}/")
    assert "алеята до моста" in page
    assert f'data-stream="topic.{topic.pk}"' in page
    place = topic.forum.municipality.code
    assert client.get(f"/municipalities/{place}/forum/")["Location"] == f"/forums/{topic.forum_id}/"
    assert f"/municipalities/{place}/forum/" in body(client, f"/municipalities/{place}/")


def test_a_thousand_posts_cost_what_ten_cost(client: Client, citizen: User, topic: Topic) -> None:
    make.posts(topic, 10)
    body(client, f"/topics/{topic.pk}/")
    few = queries(client, f"/topics/{topic.pk}/")
    anonymous = queries(Client(), f"/topics/{topic.pk}/")
    make.posts(topic, 990)
    assert queries(client, f"/topics/{topic.pk}/?post=640") == few
    assert queries(Client(), f"/topics/{topic.pk}/?post=640") == anonymous
    assert anonymous <= 7  # one of them for polls
    assert few <= 12
    page = body(client, f"/topics/{topic.pk}/?post=640")
    assert 'data-number="631"' in page and 'data-number="660"' in page
    assert 'data-number="630"' not in page and 'data-number="661"' not in page


def test_thirty_topics_cost_what_three_cost(client: Client, citizen: User, topic: Topic) -> None:
    for n in range(2):
        make.topic(topic.forum, title=f"Тема {n}")
    for path in (f"/forums/{topic.forum_id}/", "/forums/"):
        body(client, path)
        few = queries(client, path)
        for n in range(6):
            make.topic(topic.forum, title=f"Още {n} {path}")
        assert queries(client, path) == few


def test_newest_and_first_unread(client: Client, citizen: User, topic: Topic) -> None:
    make.posts(topic, 99)
    newest = client.get(f"/topics/{topic.pk}/?post=newest")["Location"]
    assert newest.startswith(f"/topics/{topic.pk}/?post=100")
    client.post(f"/topics/{topic.pk}/read/", {"number": 40})
    assert "post=41" in client.get(f"/topics/{topic.pk}/?post=unread")["Location"]
    assert "60 new" in body(client, f"/forums/{topic.forum_id}/")
    client.post(f"/forums/{topic.forum_id}/read/")
    assert "60 new" not in body(client, f"/forums/{topic.forum_id}/")


def test_a_topic_is_begun_looked_at_and_refused_with_what_was_typed(
    client: Client, citizen: User, topic: Topic
) -> None:
    path = f"/forums/{topic.forum_id}/new/"
    typed = {"title": "Чешмата", "body": "**Тече** пак", "category": topic.category_id, "client_key": "k"}
    seen = client.post(path, {**typed, "preview": "1"}, **ENGLISH).content.decode()
    assert "<strong>Тече</strong>" in seen and 'value="Чешмата"' in seen
    assert Topic.objects.count() == 1
    refused = client.post(path, {**typed, "title": ""}, **ENGLISH)
    assert refused.status_code == 422
    assert "Give the topic a title." in refused.content.decode() and "**Тече** пак" in refused.content.decode()
    made = client.post(path, typed)
    assert made.status_code == 302
    assert Topic.objects.get(title="Чешмата").author == citizen


def test_a_post_by_plain_form_lands_where_it_stands(client: Client, citizen: User, topic: Topic) -> None:
    first = Post.objects.get(thread=topic.thread)
    said = {"body": "Не светят единайсет.", "parent": first.pk, "quote": "не свети", "client_key": "k"}
    answer = client.post(f"/topics/{topic.pk}/post/", said)
    post = Post.objects.get(number=2)
    assert answer["Location"] == f"/topics/{topic.pk}/?post=2&said={topic.pk}#post-{post.pk}"
    page = body(client, f"/topics/{topic.pk}/")
    assert "in answer to" in page and ">не свети</p>" in page and "Стефка Петрова" in page
    assert client.get(f"/posts/{post.pk}/")["Location"] == f"/topics/{topic.pk}/?post=2#post-{post.pk}"


def test_a_post_by_script_is_a_piece_and_an_empty_form(client: Client, citizen: User, topic: Topic) -> None:
    answer = client.post(f"/topics/{topic.pk}/post/", {"body": "Да", "shown": "1", "client_key": "k"}, **SCRIPT)
    pieces = answer.content.decode()
    assert f'data-into="posts-of-{topic.pk}"' in pieces and 'data-into="say"' in pieces
    again = client.post(f"/topics/{topic.pk}/post/", {"body": "", "shown": "1"}, **SCRIPT)
    assert again.status_code == 422 and "Write something first." in again.content.decode()
    make.posts(topic, 40)
    far = client.post(f"/topics/{topic.pk}/post/", {"body": "Край", "shown": "1", "client_key": "z"}, **SCRIPT)
    assert far["HX-Redirect"].startswith("/posts/")


def test_without_an_account_the_words_wait(client: Client, topic: Topic) -> None:
    answer = client.post(f"/topics/{topic.pk}/post/", {"body": "Чакат ме"})
    assert answer["Location"].startswith("/accounts/login/?next=")
    someone = make.person()
    client.post(answer["Location"], {"login": someone.email, "password": make.PASSWORD})
    assert "Чакат ме" in body(client, f"/topics/{topic.pk}/")
    assert Post.objects.count() == 1


def test_reacting_and_taking_it_back(client: Client, citizen: User, topic: Topic) -> None:
    post = Post.objects.get(thread=topic.thread)
    path = f"/topics/{topic.pk}/react/{post.question_id}/"
    assert client.post(path, {"choice": "thanks"})["Location"].endswith(f"#post-{post.pk}")
    assert 'value="" aria-pressed="true"' in body(client, f"/topics/{topic.pk}/")
    piece = client.post(path, {"choice": ""}, **SCRIPT).content.decode()
    assert f'data-into="react-form-{post.question_id}"' in piece
    assert not Ballot.objects.exists()
    elsewhere = make.topic(topic.forum)
    assert client.post(f"/topics/{elsewhere.pk}/react/{post.question_id}/", {"choice": "thanks"}).status_code == 400


def test_signed_out_a_reaction_waits_and_is_done_after_signing_in(client: Client, topic: Topic) -> None:
    post = Post.objects.get(thread=topic.thread)
    answer = client.post(f"/topics/{topic.pk}/react/{post.question_id}/", {"choice": "agree"})
    someone = make.person()
    client.post(answer["Location"], {"login": someone.email, "password": make.PASSWORD}, follow=True)
    assert Ballot.objects.get().voter == someone


def test_changing_and_taking_back_with_a_history(client: Client, citizen: User, topic: Topic) -> None:
    post = add_topic_post(author=citizen, topic_id=topic.pk, body="Първи думи")
    path = f"/topics/{topic.pk}/posts/{post.pk}/"
    assert "Първи думи" in body(client, f"{path}edit/")
    client.post(f"{path}edit/", {"body": "Втори думи"})
    assert "Първи думи" in body(client, f"{path}history/")
    assert f"{path}history/" in body(client, f"/topics/{topic.pk}/")
    pieces = client.post(f"{path}edit/", {"body": "Трети думи"}, **SCRIPT).content.decode()
    assert f'data-into="post-{post.pk}-edited"' in pieces
    client.post(f"{path}edit/", {"delete": "1"})
    page = body(client, f"/topics/{topic.pk}/")
    assert "Трети думи" not in page and "Taken back by its author." in page
    client.force_login(make.person())
    assert client.get(f"/topics/{topic.pk}/posts/{Post.objects.get(number=1).pk}/edit/").status_code == 403


def test_forums_of_consultations_and_organisations(client: Client) -> None:
    what = make.consultation()
    ngo = make.organisation(what.municipality)
    assert client.get(f"/consultations/{what.pk}/forum/").status_code == 404
    client.force_login(make.official(what.municipality))
    opened = client.post(f"/consultations/{what.pk}/forum/")["Location"]
    assert opened in body(client, f"/consultations/{what.pk}/")
    set_forum_shown(scope=what.scope, is_shown=False)
    assert client.get(opened).status_code == 404
    client.force_login(make.representative(ngo))
    assert "Open a forum" in body(client, f"/organisations/{ngo.pk}/")
    assert client.post(f"/organisations/{ngo.pk}/forum/").status_code == 302
    assert Forum.objects.get(scope=f"organisation.{ngo.pk}").title == ngo.name


def test_hidden_topics_are_in_no_page_feed_or_map(client: Client, topic: Topic) -> None:
    moderator = make.moderator(topic.forum.municipality)
    paths = ["/forums/", f"/forums/{topic.forum_id}/", f"/forums/{topic.forum_id}/feed.atom", "/", "/sitemap.xml"]
    shown = [topic.title in body(client, path) for path in paths[:-1]]
    assert shown == [True, True, True, True], "the control"
    assert f"/topics/{topic.pk}/" in body(client, paths[-1])
    hide_topic(topic_id=topic.pk)
    client.force_login(moderator)
    for path in paths:
        assert topic.title not in body(client, path)
        assert f"/topics/{topic.pk}/" not in body(client, path)
    assert client.get(f"/topics/{topic.pk}/").status_code == 404
    assert client.get(f"/topics/{topic.pk}/feed.atom").status_code == 404


def test_feeds_tell_what_is_new(client: Client, topic: Topic) -> None:
    add_topic_post(author=make.person("Иван Колев"), topic_id=topic.pk, body="И аз <b>го</b> видях")
    feed = client.get(f"/topics/{topic.pk}/feed.atom")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "Иван Колев" in feed.content.decode() and "&lt;b&gt;" not in feed.content.decode().replace("&lt;p&gt;", "")


def test_searching_a_forum(client: Client, topic: Topic) -> None:
    make.topic(topic.forum, title="Чешмата", body="Тече пак")
    page = body(client, f"/forums/{topic.forum_id}/?q=моста")
    assert topic.title in page and "Чешмата" not in page
    assert "Nothing matches" in body(client, f"/forums/{topic.forum_id}/?q=жираф")


def test_old_addresses_after_splitting_and_merging(client: Client, topic: Topic) -> None:
    official = make.official(topic.forum.municipality)
    posts = make.posts(topic, 3)
    made = split_topic(by=official, topic_id=topic.pk, post_ids=[posts[0].pk], title="Отделно")
    assert client.get(f"/posts/{posts[0].pk}/")["Location"].startswith(f"/topics/{made.pk}/?post=1")
    merge_topics(by=official, topic_id=made.pk, into_id=topic.pk)
    assert client.get(f"/posts/{posts[0].pk}/")["Location"].startswith(f"/topics/{topic.pk}/?post=5")


def test_feeds_are_html_where_readers_take_them_for_it_and_kept_by_nobody(client: Client, topic: Topic) -> None:
    """A summary is HTML in a reader of feeds, so the name of a part is escaped in it; a proxy asks again each time."""
    type(topic.category).objects.filter(pk=topic.category_id).update(title="<img src=x onerror=alert(1)>")
    for path in (f"/forums/{topic.forum_id}/feed.atom", f"/topics/{topic.pk}/feed.atom"):
        feed = client.get(path)
        assert feed["Cache-Control"] == "private, no-cache"
        assert {"Cookie", "Accept-Language"} <= set(feed["Vary"].split(", "))
        summaries = [one.text or "" for one in etree.fromstring(feed.content).iter("{*}summary")]
        assert summaries and not any("<img" in one for one in summaries)
        assert path.startswith("/topics/") or "&lt;img" in summaries[0], "the control: it is there, as text"
