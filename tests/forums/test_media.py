"""Pictures and cards beside posts: they come, are told, and go with the words, the decision and the person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from forums.actions import add_post, delete_post, edit_post, hide_post, remove_card, restore_post, show_card
from forums.models import Post, Thread
from forums.selectors import list_posts
from forums.subscribers import draw_the_card_of_its_link
from participation.accounts.actions import erase_account
from participation.accounts.personal_data import export_all
from participation.live.models import Event
from participation.pictures.actions import Wanted, keep_picture
from participation.pictures.models import Picture
from participation.record.models import Act, Outbox
from participation.refusals import BadInput, NotAllowed
from proposals.actions.taking_part import suggest_wording
from tests.support import factories as make
from tests.support import pictures

pytestmark = pytest.mark.django_db
CARD = {
    "url": "https://site.example/a",
    "title": "Заглавие",
    "description": "",
    "site": "site.example",
    "picture": None,
}


@pytest.fixture
def thread() -> Thread:
    return make.clauses(make.consultation())[0].thread


def say(thread: Thread, **fields: Any) -> Post:
    author = fields.pop("author", None) or make.person()
    shown = [Wanted(keep_picture(owner=author, file=pictures.upload()).pk, words) for words in fields.pop("show", [])]
    return add_post(author=author, thread_id=thread.pk, pictures=shown, **{"body": "Вижте улицата.", **fields})


def files() -> int:
    return sum(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*"))


def seen(url: str, person: Any = None) -> int:
    client = Client()
    if person:
        client.force_login(person)
    return client.get(url).status_code


def test_a_post_has_its_pictures_and_tells_them(thread: Thread) -> None:
    post = say(thread, show=["Улица", "Площад"])
    assert [one["description"] for one in post.pictures] == ["Улица", "Площад"]
    told = Event.objects.get(kind="comment.created").data
    assert told["pictures"] == post.pictures == list_posts(thread.pk)[0].post.pictures
    assert [seen(one[size]) for one in post.pictures for size in ("url", "small_url")] == [200] * 4


def test_a_picture_without_words_stops_the_post(thread: Thread) -> None:
    with pytest.raises(BadInput):
        say(thread, show=[""])
    assert (Post.objects.count(), Event.objects.count(), Act.objects.count()) == (0, 0, 0)
    assert Picture.objects.get().ref == "", "it waits for the next try"


def test_a_retried_form_has_its_pictures_once(thread: Thread) -> None:
    author = make.person()
    shown = [Wanted(keep_picture(owner=author, file=pictures.upload()).pk, "Улица")]
    posts = {
        add_post(author=author, thread_id=thread.pk, body="Да", pictures=shown, client_key="k").pk for _ in range(2)
    }
    assert len(posts) == 1 and Picture.objects.get().ref == f"post.{posts.pop()}"


def test_editing_changes_the_pictures_or_leaves_them(thread: Thread) -> None:
    post = say(thread, show=["Улица", "Площад"])
    first, second = post.pictures
    same = edit_post(editor=post.author, post_id=post.pk, body="Други думи")
    assert same.pictures == [first, second]
    changed = edit_post(
        editor=post.author, post_id=post.pk, body="Други думи", pictures=[Wanted(second["id"], "Пазар")]
    )
    assert [one["description"] for one in changed.pictures] == ["Пазар"]
    assert Event.objects.filter(kind="comment.edited").latest("seq").data["pictures"] == changed.pictures
    assert "Улица" not in str(list(Event.objects.values_list("data", flat=True)))
    edit_post(editor=post.author, post_id=post.pk, body="Други думи", pictures=[])
    assert Picture.objects.count() == 0


def test_a_deleted_post_takes_its_pictures_along(thread: Thread, django_capture_on_commit_callbacks: Any) -> None:
    post = say(thread, show=["Улица"], body="https://site.example/a")
    url = post.pictures[0]["url"]
    with django_capture_on_commit_callbacks(execute=True):
        delete_post(editor=post.author, post_id=post.pk)
    post.refresh_from_db()
    assert (post.pictures, post.card, post.link, files(), seen(url)) == ([], None, "", 0, 404)


def test_a_hidden_post_shows_its_pictures_to_moderators_alone(thread: Thread) -> None:
    post = say(thread, show=["Улица"])
    url, place = post.pictures[0]["url"], make.place()
    assert seen(url) == 200
    hide_post(post_id=post.pk)
    assert [seen(url, one) for one in (None, post.author, make.official(place), make.moderator(place))] == [
        404, 404, 404, 200,
    ]  # fmt: skip
    assert "Улица" not in str(list(Event.objects.values_list("data", flat=True)))
    restore_post(post_id=post.pk)
    assert seen(url) == 200
    assert Event.objects.get(kind="comment.restored").data["pictures"] == post.pictures


def test_pictures_follow_what_their_conversation_is_about() -> None:
    what = make.consultation()
    clause = make.clauses(what)[0]
    wish = suggest_wording(author=make.person(), clause_id=clause.pk, text="Друго", reason="Така")
    on_wish, on_clause = (say(thread, show=["Улица"]).pictures[0]["url"] for thread in (wish.thread, clause.thread))
    assert (seen(on_wish), seen(on_clause)) == (200, 200)
    type(wish).objects.filter(pk=wish.pk).update(hidden_at=wish.created_at)
    assert (seen(on_wish), seen(on_clause)) == (404, 200)
    type(what).objects.filter(pk=what.pk).update(stage="preparing")
    assert (seen(on_clause), seen(on_clause, make.official(make.place()))) == (404, 200)


def test_an_erased_person_leaves_words_and_no_pictures(thread: Thread, django_capture_on_commit_callbacks: Any) -> None:
    author = make.person()
    post = say(thread, author=author, show=["Улица пред дома ми"])
    keep_picture(owner=author, file=pictures.upload())
    assert [row["description"] for row in export_all(author)["pictures"]] == ["Улица пред дома ми", ""]
    with django_capture_on_commit_callbacks(execute=True):
        erase_account(user=author)
    post.refresh_from_db()
    assert (post.body, post.pictures, Picture.objects.count(), files()) == ("Вижте улицата.", [], 0, 0)
    assert "пред дома" not in str(list(Event.objects.values_list("data", flat=True)))
    assert Event.objects.get(kind="comment.media").data == {"id": post.pk, "pictures": [], "card": None}


def test_a_link_waits_for_its_card_and_tells_it(thread: Thread, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def made(*, url: str) -> dict[str, Any]:
        asked.append(url)
        return CARD

    monkeypatch.setattr("forums.subscribers.make_card", made)
    post = say(thread, body="Прочетете\n\nhttps://site.example/a\n")
    assert (post.link, post.card, asked) == ("https://site.example/a", None, []), "nobody waits for it"
    act = Act.objects.get(kind="comment.created")
    assert Outbox.objects.filter(act=act, subscriber__endswith="draw_the_card_of_its_link").exists()
    draw_the_card_of_its_link(act)
    draw_the_card_of_its_link(act)
    post.refresh_from_db()
    assert (post.card, asked) == (CARD, ["https://site.example/a"])
    assert Event.objects.get(kind="comment.media").data == {"id": post.pk, "pictures": [], "card": CARD}


def test_a_post_without_a_link_and_a_hidden_one_ask_nothing(thread: Thread, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forums.subscribers.make_card", lambda **_how: pytest.fail("asked"))
    draw_the_card_of_its_link(Act(kind="comment.created", ref=f"post.{say(thread).pk}"))
    hidden = say(thread, body="https://site.example/a")
    hide_post(post_id=hidden.pk)
    draw_the_card_of_its_link(Act(kind="comment.created", ref=f"post.{hidden.pk}"))


def test_the_author_alone_takes_the_card_away_and_it_stays_away(thread: Thread) -> None:
    post = say(thread, body="https://site.example/a")
    assert show_card(post_id=post.pk, url=post.link, card=CARD)
    with pytest.raises(NotAllowed):
        remove_card(editor=make.person(), post_id=post.pk)
    remove_card(editor=post.author, post_id=post.pk)
    assert not show_card(post_id=post.pk, url="https://site.example/a", card=CARD)
    edit_post(editor=post.author, post_id=post.pk, body="Пак: https://site.example/a")
    post.refresh_from_db()
    assert (post.link, post.card) == ("", None)
    edit_post(editor=post.author, post_id=post.pk, body="https://site.example/b")
    post.refresh_from_db()
    assert post.link == "https://site.example/b", "another link is another card"


def test_an_edited_link_loses_the_old_card_at_once(thread: Thread) -> None:
    post = say(thread, body="https://site.example/a")
    show_card(post_id=post.pk, url=post.link, card=CARD)
    edit_post(editor=post.author, post_id=post.pk, body="https://site.example/b")
    assert not show_card(post_id=post.pk, url="https://site.example/a", card=CARD), "too late"
    assert Event.objects.filter(kind="comment.edited").latest("seq").data["card"] is None
