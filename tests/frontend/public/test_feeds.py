"""Rows of the record after what they tell of is gone: no dead link, and a word about what became of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forums.actions import add_post, delete_post, hide_post
from frontend.feeds import tell
from participation.record.selectors import list_public_acts
from proposals.actions.taking_part import suggest_wording, withdraw_suggestion
from tests.support import factories as make

pytestmark = pytest.mark.django_db
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.fixture
def found() -> Any:
    return make.consultation()


def said(found: Any, someone: Any, body: str = "Да.") -> Any:
    return add_post(author=someone, thread_id=make.clauses(found)[0].thread_id, body=body)


@pytest.mark.parametrize("end", ["deleted", "hidden"])
def test_what_is_gone_has_no_link_and_says_so(client: Client, found: Any, end: str) -> None:
    someone = make.person()
    post = said(found, someone)
    client.force_login(someone)
    link, history = f'href="/consultations/{found.pk}/posts/{post.pk}/"', f"/consultations/{found.pk}/history/"
    for path in ("/", f"/municipalities/{found.municipality.code}/", history, "/profile/contributions/"):
        assert link in client.get(path, **ENGLISH).content.decode(), path
    if end == "deleted":
        delete_post(editor=someone, post_id=post.pk)
    else:
        hide_post(post_id=post.pk)
    words = {"deleted": "(taken back since)", "hidden": "(hidden since by a moderator)"}[end]
    for path in (history, "/profile/contributions/"):
        page = client.get(path, **ENGLISH).content.decode()
        assert link not in page and words in page, path
    for path in ("/", f"/municipalities/{found.municipality.code}/"):
        page = client.get(path, **ENGLISH).content.decode()
        assert link not in page and "commented" not in page, path


def test_the_front_page_shows_what_stands_before_it(client: Client, found: Any) -> None:
    someone = make.person()
    standing, gone = said(found, someone), [said(found, someone) for _ in range(5)]
    for post in gone:
        delete_post(editor=someone, post_id=post.pk)
    assert f"/posts/{standing.pk}/" in client.get("/").content.decode()


def test_a_suggestion_taken_back_is_still_read_in_its_place(client: Client, found: Any) -> None:
    someone, clause = make.person(), make.clauses(found)[0]
    made = suggest_wording(author=someone, clause_id=clause.pk, text="Друг текст.", reason="Така е по-ясно.")
    withdraw_suggestion(author=someone, suggestion_id=made.pk)
    page = client.get(f"/consultations/{found.pk}/history/", **ENGLISH).content.decode()
    assert 'suggested another wording</a> <span class="quiet">(taken back since)' in page


def test_any_number_of_rows_cost_the_same(found: Any) -> None:
    counts = []
    for n in (1, 2):
        for _ in range(n):
            said(found, make.person())
        with CaptureQueriesContext(connection) as caught:
            tell(list_public_acts(scope=found.scope))
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_deleting_asks_once_and_needs_no_scripts(client: Client, found: Any) -> None:
    someone = make.person()
    post = said(found, someone, "Размислих.")
    client.force_login(someone)
    page = client.get(f"/consultations/{found.pk}/posts/{post.pk}/edit/", **ENGLISH).content.decode()
    fold = page.partition('<details class="sure">')[2].partition("</details>")[0]
    assert "cannot be undone" in fold and 'name="delete"' in fold
    assert page.count('name="delete"') == 1 and "hx-confirm" not in page
