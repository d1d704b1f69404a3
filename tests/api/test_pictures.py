"""Pictures and cards through the API."""

from __future__ import annotations

from typing import Any

import pytest

from forums.actions import show_card
from forums.models import Post
from participation.pictures.models import Picture
from tests.support import factories as make
from tests.support import pictures
from tests.support.api import Client, client

pytestmark = pytest.mark.django_db
CARD = {
    "url": "https://site.example/a",
    "title": "Заглавие",
    "description": "",
    "site": "site.example",
    "picture": None,
}


def send(ask: Client, **sent: Any) -> Any:
    body = {"file": pictures.upload(), "description": "Улица", **sent}
    return ask.post("/api/v1/pictures/", body, format="multipart")


def test_a_picture_is_sent_first_and_named_with_the_words() -> None:
    clause, ask = make.clauses(make.consultation())[0], client(make.person())
    first, second = send(ask), send(ask, description="Площад")
    assert (first.status_code, first.body["description"], first.body["width"]) == (201, "Улица", 64)
    wanted = [second.body["id"], first.body["id"]]
    made = ask.post("/api/v1/comments/", {"clause": clause.pk, "body": "Вижте", "pictures": wanted})
    assert made.status_code == 201 and made.body["pictures"] == [second.body, first.body]
    path = f"/api/v1/comments/{made.body['id']}/"
    assert client().get(path).body["pictures"] == made.body["pictures"]
    assert ask.patch(path, {"body": "Вижте пак"}).body["pictures"] == made.body["pictures"]
    assert ask.patch(path, {"body": "Вижте пак", "pictures": wanted[:1]}).body["pictures"] == [second.body]
    assert Picture.objects.count() == 1


def test_what_cannot_be_used_is_refused_by_field() -> None:
    clause, ask = make.clauses(make.consultation())[0], client(make.person())
    assert send(client()).status_code == 401
    for sent in ({"description": ""}, {"description": "я" * 301}, {"file": pictures.upload("a.svg", b"<svg/>")}):
        assert send(ask, **sent).status_code == 400
    refused = send(ask, file=pictures.upload("a.svg", b"<svg/>"))
    assert (refused.body["code"], refused.body["field"]) == ("bad_input", "file")
    theirs = send(client(make.person())).body["id"]
    for named in ([theirs], [10**9], ["x"], [1, 2, 3, 4, 5]):
        answer = ask.post("/api/v1/comments/", {"clause": clause.pk, "body": "Вижте", "pictures": named})
        assert answer.status_code == 400, named
    assert not Post.objects.exists()


def test_the_author_takes_the_card_of_a_link_away() -> None:
    clause, author = make.clauses(make.consultation())[0], make.person()
    ask = client(author)
    made = ask.post("/api/v1/comments/", {"clause": clause.pk, "body": "https://site.example/a"}).body
    assert made["card"] is None
    show_card(post_id=made["id"], url="https://site.example/a", card=CARD)
    path = f"/api/v1/comments/{made['id']}/"
    assert client().get(path).body["card"] == CARD
    assert client(make.person()).delete(f"{path}card/").status_code == 403
    assert ask.delete(f"{path}card/").body["card"] is None
    assert client().get(path).body["card"] is None
