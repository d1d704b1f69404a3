"""Words of a clause that a comment quotes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from forums.models import Post
from tests.support import factories as make

pytestmark = pytest.mark.django_db
SCRIPT = {"HTTP_HX_REQUEST": "true", "HTTP_ACCEPT_LANGUAGE": "en"}
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


def test_words_of_the_clause_are_quoted_as_they_stand_there(
    client: Client, citizen: Any, clause: Any, path: str
) -> None:
    assert 'name="quote"' in client.get(path).content.decode()
    client.post(f"{path}comment/", {"body": "Защо толкова късно?", "quote": " „до края  на 2027 Г.“\n"})
    assert Post.objects.get().quote == "До края на 2027 г"  # found without what was put around it, kept as printed
    shown = client.get(path, **ENGLISH).content.decode()
    assert "<p data-quoted>До края на 2027 г</p>" in shown and "Show where" in shown


@pytest.mark.parametrize("more", [{}, SCRIPT])
@pytest.mark.parametrize(
    ("quote", "said"), [("на всеки ъгъл", "not in the text"), ("До края на" + " много" * 100, "at most 500")]
)
def test_words_that_are_not_there_are_refused_in_place(
    client: Client, citizen: Any, path: str, quote: str, said: str, more: dict[str, str]
) -> None:
    sent = {"body": "Това си остава.", "quote": quote, "argument": "against", "client_key": "k"}
    answer = client.post(f"{path}comment/", sent, **{**ENGLISH, **more})
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page
    assert "Това си остава." in page and f'value="{quote}"' in page and 'aria-invalid="true"' in page
    assert not Post.objects.exists()
    client.post(f"{path}comment/", {**sent, "quote": "интернет"})
    client.post(f"{path}comment/", {**sent, "quote": "интернет"})
    assert Post.objects.get().quote == "интернет"  # sent twice, said once


def test_a_quote_waits_with_the_comment_until_one_has_signed_in(client: Client, path: str) -> None:
    client.post(f"{path}comment/", {"body": "Ще питам.", "quote": "по интернет"})
    client.force_login(make.person())
    page = client.get(path).content.decode()
    assert "Ще питам." in page and 'value="по интернет"' in page
