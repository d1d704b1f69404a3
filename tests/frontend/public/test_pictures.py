"""Pictures and previews at the forms where one says something: with scripts and without, and nothing is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from forums.actions import add_post, show_card
from forums.models import Post
from frontend.live import render
from frontend.pictures.drawing import draw_media
from participation.moderation.actions import report_thing
from participation.pictures.actions import Wanted, keep_picture
from participation.pictures.models import Picture
from proposals.actions.taking_part import suggest_wording
from tests.support import factories as make
from tests.support import pictures

pytestmark = pytest.mark.django_db
SCRIPT = {"HTTP_HX_REQUEST": "true", "HTTP_ACCEPT_LANGUAGE": "en"}
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}
TRAP = '"><script>alert(1)</script>'
CARD = {
    "url": "https://site.example/a",
    "title": "Заглавие",
    "description": "",
    "site": "site.example",
    "picture": None,
}


def page(answer: Any) -> str:
    return str(answer.content.decode())


def own_post(citizen: Any, clause: Any, *words: str, body: str = "Вижте") -> Post:
    shown = [Wanted(keep_picture(owner=citizen, file=pictures.upload()).pk, one) for one in words]
    return add_post(author=citizen, thread_id=clause.thread_id, body=body, pictures=shown)


def test_a_comment_with_a_picture_and_its_words_in_one_step(client: Client, citizen: Any, path: str) -> None:
    form = {"body": "Вижте", "new_picture": pictures.upload(), "new_description": "Улица без тротоар"}
    assert client.post(f"{path}comment/", form).status_code == 302
    assert Post.objects.get().pictures[0]["description"] == "Улица без тротоар"
    html = page(client.get(path))
    image = re.search(r'<img src="/pictures/[0-9a-f]{32}/small/" width="64" height="48" alt="Улица без тротоар"', html)
    assert image and 'loading="lazy"' in html


@pytest.mark.parametrize("how", [ENGLISH, SCRIPT], ids=["plain", "script"])
def test_a_picture_without_words_is_kept_and_the_error_stands_in_its_place(
    client: Client, citizen: Any, path: str, how: dict[str, str]
) -> None:
    answer = client.post(f"{path}comment/", {"body": "Дълго мнение", "new_picture": pictures.upload()}, **how)
    kept = Picture.objects.get()
    html = page(answer)
    assert answer.status_code == 422 and "Дълго мнение" in html and not Post.objects.exists()
    assert f'aria-describedby="comment-pictures-{kept.pk}-error"' in html and "Say what the picture shows" in html
    again = {"body": "Дълго мнение", "picture": kept.pk, f"description-{kept.pk}": "Площад"}
    assert client.post(f"{path}comment/", again, **how).status_code in (200, 302)
    assert Post.objects.get().pictures[0]["id"] == kept.pk


def test_other_errors_keep_pictures_and_their_words(client: Client, citizen: Any, path: str) -> None:
    answer = client.post(
        f"{path}comment/", {"body": "", "new_picture": pictures.upload(), "new_description": "Площад"}, **ENGLISH
    )
    html = page(answer)
    assert answer.status_code == 422 and 'value="Площад"' in html
    assert f'name="picture" value="{Picture.objects.get().pk}"' in html


@pytest.mark.parametrize("how", [ENGLISH, SCRIPT], ids=["plain", "script"])
def test_adding_and_taking_away_sends_nothing(client: Client, citizen: Any, path: str, how: dict[str, str]) -> None:
    sent = {
        "body": "",
        "argument": "against",
        "add_picture": "1",
        "new_picture": [pictures.upload(), pictures.upload()],
    }
    answer = client.post(f"{path}comment/", sent, **how)
    html = page(answer)
    first, second = Picture.objects.order_by("pk")
    assert answer.status_code == 200 and "Write something first" not in html and not Post.objects.exists()
    assert re.search(r'value="against" checked', html) and "What picture 2 shows" in html
    typed = {
        "body": "Вижте",
        "picture": [first.pk, second.pk],
        f"description-{second.pk}": "Парк",
        "drop_picture": first.pk,
    }
    html = page(client.post(f"{path}comment/", typed, **how))
    assert 'value="Парк"' in html and Picture.objects.get() == second and "Вижте" in html


def test_odd_addresses_and_descriptions_break_nothing(client: Client, citizen: Any, path: str) -> None:
    for address in ("/pictures/%00/", "/pictures/0/", "/links/%00/", f"/pictures/{'a' * 500}/small/"):
        assert client.get(address).status_code in (400, 404)
    sent = {
        "body": "Вижте",
        "new_picture": pictures.upload("а\x00.jpg"),
        "new_description": "Ули\x00ца",
        "picture": ["x", "9" * 30],
    }
    assert client.post(f"{path}comment/", sent).status_code == 302
    assert Post.objects.get().pictures[0]["description"] == "Улица"


def test_a_file_that_is_no_picture_says_so_and_the_others_stay(client: Client, citizen: Any, path: str) -> None:
    files = [pictures.upload(), pictures.upload("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")]
    html = page(client.post(f"{path}comment/", {"body": "Вижте", "new_picture": files}, **ENGLISH))
    assert "drawing.svg: This file is no picture" in html and Picture.objects.count() == 1
    assert not Post.objects.exists()


def test_more_than_four_are_refused_and_four_are_kept(client: Client, citizen: Any, path: str) -> None:
    sent = {"body": "Вижте", "new_picture": [pictures.upload() for _ in range(5)]}
    html = page(client.post(f"{path}comment/", sent, **ENGLISH))
    assert "At most 4 pictures" in html and Picture.objects.count() == 4


def test_anothers_picture_cannot_be_taken(client: Client, citizen: Any, path: str) -> None:
    theirs = keep_picture(owner=make.person(), file=pictures.upload(), description="Чужда")
    client.post(f"{path}comment/", {"body": "Вижте", "picture": theirs.pk, f"description-{theirs.pk}": "Моя"})
    assert Post.objects.get().pictures == []
    theirs.refresh_from_db()
    assert (theirs.ref, theirs.description) == ("", "Чужда")


def test_who_is_not_signed_in_sends_no_files(client: Client, path: str) -> None:
    assert "data-picture-file" not in page(client.get(path))
    answer = client.post(f"{path}comment/", {"body": "Вижте", "new_picture": pictures.upload()})
    assert answer.status_code == 302 and "/accounts/login/" in answer["Location"]
    assert not Picture.objects.exists()


@pytest.mark.parametrize("how", [ENGLISH, SCRIPT], ids=["plain", "script"])
def test_a_preview_shows_the_words_as_they_will_be_read(client: Client, path: str, how: dict[str, str]) -> None:
    typed = {"body": f"**Важно** {TRAP}", "argument": "for", "preview": "1"}
    answer = client.post(f"{path}comment/", typed, **how)
    html = page(answer)
    assert answer.status_code == 200 and "<strong>Важно</strong>" in html and "<script>alert" not in html
    assert "**Важно**" in html and re.search(r'value="for" checked', html) and not Post.objects.exists()
    assert "Nothing is written yet" in page(client.post(f"{path}comment/", {"preview": "1"}, **how))


def test_an_answer_and_a_comment_on_a_suggestion_take_pictures(
    client: Client, citizen: Any, found: Any, clause: Any
) -> None:
    first = own_post(make.person(), clause)
    wish = suggest_wording(author=make.person(), clause_id=clause.pk, text="Друго", reason="Така")
    for path in (f"posts/{first.pk}/answer/", f"suggestions/{wish.pk}/"):
        form = {"body": "Вижте", "new_picture": pictures.upload(), "new_description": "Улица"}
        preview = client.post(
            f"/consultations/{found.pk}/{path}", {**form, "preview": "1", "new_picture": ""}, **ENGLISH
        )
        assert preview.status_code == 200 and "As it will be read" in page(preview)
        form["new_picture"] = pictures.upload()
        assert client.post(f"/consultations/{found.pk}/{path}", form).status_code == 302
        assert Post.objects.latest("pk").pictures[0]["description"] == "Улица"


def test_editing_shows_changes_and_removes_pictures(client: Client, citizen: Any, found: Any, clause: Any) -> None:
    post = own_post(citizen, clause, "Улица", "Площад")
    path, (first, second) = f"/consultations/{found.pk}/posts/{post.pk}/edit/", post.pictures
    html = page(client.get(path, **ENGLISH))
    assert 'value="Улица"' in html and 'value="Площад"' in html
    typed = {"body": "Вижте", "picture": [first["id"], second["id"]], "drop_picture": first["id"]}
    typed[f"description-{second['id']}"] = "Пазар"
    html = page(client.post(path, typed, **SCRIPT))
    assert 'value="Пазар"' in html and Picture.objects.count() == 2, "nothing is lost until it is saved"
    del typed["drop_picture"]
    typed["picture"] = [second["id"]]
    html = page(client.post(path, typed, **SCRIPT))
    assert f'data-into="post-{post.pk}-media"' in html and "Пазар" in html and Picture.objects.count() == 1


def test_the_author_takes_the_card_away_where_the_comment_is_changed(
    client: Client, citizen: Any, found: Any, clause: Any
) -> None:
    post = own_post(citizen, clause, body="https://site.example/a")
    path = f"/consultations/{found.pk}/posts/{post.pk}/edit/"
    assert "drop_card" not in page(client.get(path))
    show_card(post_id=post.pk, url=post.link, card=CARD)
    assert "drop_card" in page(client.get(path))
    assert 'class="link-card" href="https://site.example/a" rel="nofollow ugc noopener"' in page(
        client.get(f"/consultations/{found.pk}/clauses/{clause.pk}/")
    )
    assert client.post(path, {"drop_card": "1"}).status_code == 302
    post.refresh_from_db()
    assert (post.card, post.body) == (None, "https://site.example/a")


def test_what_arrives_live_has_pictures_and_cards_in_their_places() -> None:
    data = {"id": 7, "pictures": [], "card": CARD}
    html = render("consultation.1", "comment.media", data, "en") or ""
    assert 'data-into="post-7-media"' in html and "Заглавие" in html


def test_nobodys_words_become_markup() -> None:
    shown = {
        "url": TRAP, "small_url": TRAP, "width": 1, "height": 1, "small_width": 1, "small_height": 1, "description": TRAP,
    }  # fmt: skip
    card = {
        "url": TRAP,
        "title": TRAP,
        "description": TRAP,
        "site": TRAP,
        "picture": {"url": TRAP, "width": 1, "height": 1},
    }
    html = draw_media([shown], card)
    assert TRAP not in html and "<script" not in html and html.count("&lt;script") == 10
    assert draw_media([], None) == ""


def test_moderators_see_the_pictures_of_what_they_decide_on(client: Client, found: Any, clause: Any) -> None:
    post = own_post(make.person(), clause, "Улица")
    report_thing(reporter=None, ref=f"post.{post.pk}", reason="insult")
    client.force_login(make.moderator(found.municipality))
    assert post.pictures[0]["small_url"] in page(client.get(f"/moderation/cases/post.{post.pk}/"))
