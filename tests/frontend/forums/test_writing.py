"""Writing in a topic and changing one's mind: previews, drafts that come back, taking back, following again."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from forums.actions import add_topic_post, set_level
from forums.models import Post, Topic
from forums.selectors.topics import standing_of
from participation.accounts.models import User
from participation.pictures.actions import keep_picture
from participation.pictures.models import Picture
from tests.support import factories as make
from tests.support import pictures

pytestmark = pytest.mark.django_db
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}
SCRIPT = {"HTTP_HX_REQUEST": "true", **ENGLISH}
TRAP = '"><script>alert(1)</script>'


@pytest.fixture
def topic() -> Topic:
    return make.topic(author=make.person("Стефка Петрова"))


@pytest.fixture
def citizen(client: Client) -> User:
    someone = make.person("Мария Тодорова")
    client.force_login(someone)
    return someone


def first_of(topic: Topic) -> Post:
    return Post.objects.get(thread=topic.thread_id, number=1)


def chosen(owner: User) -> Picture:
    return keep_picture(owner=owner, file=pictures.upload())


def sent(client: Client, topic: Topic, **typed: Any) -> str:
    return client.post(f"/topics/{topic.pk}/post/", typed, **SCRIPT).content.decode()


def body(client: Client, path: str) -> str:
    answer = client.get(path, **ENGLISH)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_preview_shows_quote_pictures_and_recognised_names(client: Client, citizen: User, topic: Topic) -> None:
    picture = chosen(citizen)
    typed = {"body": f"@Стефка Петрова, **вижте** {TRAP}", "parent": first_of(topic).pk, "quote": f"моста {TRAP}"}
    page = sent(client, topic, **typed, picture=picture.pk, **{f"description-{picture.pk}": TRAP}, preview="1")
    shown = page.partition("preview-box")[2].partition('class="fold pictures"')[0]
    assert '<b class="mention">@Стефка Петрова</b>' in shown and "<strong>вижте</strong>" in shown
    assert "in answer to <b>Стефка Петрова</b>" in shown and ">моста &quot;&gt;" in shown
    assert f"/pictures/{picture.key}/small/" in shown
    assert "<script>" not in shown
    assert "mention" not in sent(client, topic, body="@Никой Никъде", preview="1").partition("preview-box")[2]


def test_a_preview_of_a_changed_post_names_people_too(client: Client, citizen: User, topic: Topic) -> None:
    post = add_topic_post(author=citizen, topic_id=topic.pk, body="Едно")
    changed = {"body": "@Стефка Петрова", "preview": "1"}
    page = client.post(f"/topics/{topic.pk}/posts/{post.pk}/edit/", changed, **ENGLISH).content.decode()
    assert '<b class="mention">@Стефка Петрова</b>' in page


@pytest.mark.parametrize("extra", [SCRIPT, ENGLISH], ids=["script", "page"])
def test_a_draft_is_drawn_again_with_pictures_and_whom_it_answers(
    client: Client, citizen: User, topic: Topic, extra: Any
) -> None:
    picture, other = chosen(citizen), chosen(make.person())
    typed = {"body": "Мисля си", "parent": first_of(topic).pk, "quote": "моста", "picture": picture.pk, "again": "1"}
    typed |= {f"description-{picture.pk}": "Мостът", "shown": "1"}
    answer = client.post(f"/topics/{topic.pk}/post/", typed, **extra)
    page = answer.content.decode()
    assert answer.status_code == 200 and 'data-typed="sent"' in page
    assert "Стефка Петрова #1" in page and 'value="Мостът"' in page and f'name="picture" value="{picture.pk}"' in page
    assert "Choose a picture first" not in page and "chose before" not in page
    assert Post.objects.filter(thread=topic.thread_id).count() == 1
    lost = client.post(f"/topics/{topic.pk}/post/", {**typed, "picture": [picture.pk, other.pk]}, **extra)
    assert "Pictures that you chose before are kept for a day" in lost.content.decode(), "of another person: not there"


def test_a_draft_comes_back_where_its_author_reads(client: Client, citizen: User, topic: Topic) -> None:
    make.posts(topic, 40)
    page = client.post(
        f"/topics/{topic.pk}/post/", {"body": "а", "again": "1", "shown": "1"}, **ENGLISH
    ).content.decode()
    assert 'name="shown" value="1"' in page


def test_an_empty_form_is_no_draft(client: Client, citizen: User, topic: Topic) -> None:
    assert "data-typed" not in body(client, f"/topics/{topic.pk}/")


def test_the_field_holds_the_number_one_is_at_and_counts_on(client: Client, citizen: User, topic: Topic) -> None:
    make.posts(topic, 67)
    page = body(client, f"/topics/{topic.pk}/?post=68")
    assert page.count('name="to" aria-label="Number of the post"') == 2
    assert page.count('inputmode="numeric" value="68"') == 2 and page.count(">of 68</span>") == 2
    pieces = sent(client, topic, body="Още едно", shown="61", client_key="k")
    assert pieces.count(">of 69</template>") == 2
    wrong = client.get(f"/topics/{topic.pk}/?to=999&from=68", **ENGLISH)
    assert wrong.status_code == 422 and 'data-number="68"' in wrong.content.decode()


@pytest.mark.parametrize("at", ["1", "68"])
def test_to_the_newest_stands_on_every_page(client: Client, citizen: User, topic: Topic, at: str) -> None:
    make.posts(topic, 67)
    page = body(client, f"/topics/{topic.pk}/?post={at}")
    assert page.count("To the newest") == 1 and "First unread" not in page
    client.post(f"/topics/{topic.pk}/read/", {"number": 60})
    page = body(client, f"/topics/{topic.pk}/?post={at}")
    assert page.count("To the newest") == 1 and "First unread (8)" in page


def test_taking_back_is_asked_beside_editing(client: Client, citizen: User, topic: Topic) -> None:
    post = add_topic_post(author=citizen, topic_id=topic.pk, body="Сгреших")
    edit = f"/topics/{topic.pk}/posts/{post.pk}/edit/"
    page = body(client, f"/topics/{topic.pk}/")
    assert page.count("?delete=1") == 2, "with and without scripts, on one's own post alone"
    assert "delete" not in body(client, edit).partition("<main")[2]
    asked = body(client, f"{edit}?delete=1")
    assert "Сгреших" in asked and "Yes, take it back" in asked and Post.objects.get(pk=post.pk).deleted_at is None
    part = client.get(f"{edit}?delete=1", **SCRIPT).content.decode()
    assert part.startswith("<form") and "Yes, take it back" in part
    gone = client.post(edit, {"delete": "1"}, **SCRIPT).content.decode()
    assert 'data-say="Your post was taken back." data-seen' in gone
    assert Post.objects.get(pk=post.pk).deleted_at is not None
    client.force_login(make.person())
    assert client.get(f"{edit}?delete=1").status_code == 404


def test_a_proposal_is_not_taken_back_and_says_why(client: Client, citizen: User, topic: Topic) -> None:
    post = add_topic_post(author=citizen, topic_id=topic.pk, body="Предложение")
    Post.objects.filter(pk=post.pk).update(is_proposal=True)
    edit = f"/topics/{topic.pk}/posts/{post.pk}/edit/"
    for extra in (ENGLISH, SCRIPT):
        answer = client.post(edit, {"delete": "1"}, **extra)
        assert answer.status_code == 422 and "marked as a proposal" in answer.content.decode()
        assert "Yes, take it back" in answer.content.decode(), "said where it was asked"


def test_what_was_followed_is_followed_again_when_it_is_heard_again(
    client: Client, citizen: User, topic: Topic
) -> None:
    level = f"/topics/{topic.pk}/level/"
    for before, after in (("follow", True), ("normal", False)):
        set_level(user=citizen, topic_id=topic.pk, level=before)
        for _twice in range(2):
            client.post(level, {"level": "ignore"})
        assert not standing_of(citizen, topic).is_following
        page = body(client, f"/topics/{topic.pk}/").partition('id="level-ignored"')[2]
        wanted = page.partition('value="')[2].partition('"')[0]
        said = client.post(level, {"level": wanted}, **SCRIPT).content.decode()
        assert "data-seen" in said
        standing = standing_of(citizen, topic)
        assert (standing.is_following, standing.is_ignored, standing.was_followed) == (after, False, False)


def test_municipalities_without_topics_are_folded(client: Client, topic: Topic) -> None:
    silent = make.forum(make.place("SML01", "Баните", "Banite"))
    page = body(client, "/forums/")
    folded = page.partition('<details class="fold">')[2].partition("</details>")[0]
    assert f"/forums/{silent.pk}/" in folded and f"/forums/{topic.forum_id}/" not in folded
    assert f"/forums/{topic.forum_id}/" in page
