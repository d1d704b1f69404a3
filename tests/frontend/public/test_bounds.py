"""Where taking part ends: what is marked, hidden, sent elsewhere or sent by strangers; and where it leads back to."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from forums.actions import add_post
from forums.models import Post
from participation.voting.models import Ballot
from proposals.actions.taking_part import suggest_wording
from proposals.actions.visibility import hide_suggestion
from tests.support import factories as make

pytestmark = pytest.mark.django_db
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


def test_what_is_marked_to_be_answered_is_not_changed(
    client: Client, citizen: Any, found: Any, clause: Any, path: str
) -> None:
    post = add_post(author=citizen, thread_id=clause.thread_id, body="Да има и скамейки.")
    edit = f"/consultations/{found.pk}/posts/{post.pk}/edit/"
    assert edit in client.get(path).content.decode()
    Post.objects.filter(pk=post.pk).update(is_proposal=True)
    assert edit not in client.get(path).content.decode()
    assert client.get(edit).status_code == 403
    answer = client.post(edit, {"body": "."}, **ENGLISH)
    assert "answered as it stands" in answer.content.decode()
    assert client.post(edit, {"delete": "1"}).status_code == 422
    post.refresh_from_db()
    assert (answer.status_code, post.body, post.deleted_at) == (422, "Да има и скамейки.", None)


def test_what_is_said_about_a_hidden_suggestion_is_hidden_with_it(
    client: Client, citizen: Any, found: Any, clause: Any
) -> None:
    wish = suggest_wording(author=citizen, clause_id=clause.pk, text="Грубо", reason="Така")
    post = add_post(author=citizen, thread_id=wish.thread_id, body="За него")
    base = f"/consultations/{found.pk}/posts/{post.pk}"
    assert client.get(f"{base}/answer/").status_code == 200
    hide_suggestion(suggestion_id=wish.pk)
    for way in ("/", "/answer/", "/edit/"):
        assert client.get(f"{base}{way}").status_code == 404
    assert client.post(f"{base}/answer/", {"body": "Пак"}).status_code == 404
    assert client.post(f"{base}/edit/", {"body": "Пак"}).status_code == 404
    assert Post.objects.get() == post


def test_support_leads_back_to_where_it_was_given(
    client: Client, citizen: Any, found: Any, clause: Any, path: str
) -> None:
    wish = suggest_wording(author=make.person(), clause_id=clause.pk, text="Друго", reason="Така")
    support, own_page = (
        f"/consultations/{found.pk}/support/{wish.question_id}/",
        f"/consultations/{found.pk}/suggestions/{wish.pk}/",
    )
    assert client.post(support, {"on": "1"})["Location"] == f"{path}#suggestion-{wish.pk}"
    assert 'name="alone"' not in client.get(path).content.decode()
    assert 'name="alone" value="1"' in client.get(own_page).content.decode()
    assert client.post(support, {"on": "", "alone": "1"})["Location"] == own_page


def test_a_form_sent_elsewhere_before_is_sent_once_more(client: Client, citizen: Any, found: Any, path: str) -> None:
    other = f"/consultations/{found.pk}/clauses/{make.clauses(found)[1].pk}/"
    sent = {"body": "И тук", "client_key": "same"}
    client.post(f"{path}comment/", sent)
    answer = client.post(f"{other}comment/", sent, **ENGLISH)
    page = answer.content.decode()
    assert answer.status_code == 422 and "sent somewhere else before" in page and "И тук" in page
    fresh = re.search(r'name="client_key" value="([^"]+)"', page)
    assert fresh and fresh[1] != "same"
    client.post(f"{other}comment/", {**sent, "client_key": fresh[1]})
    assert Post.objects.count() == 2


def test_of_a_strangers_request_only_the_fields_of_the_act_are_kept(client: Client, path: str) -> None:
    sent = {"body": "д" * 90_000, "client_key": "k" * 5_000, **{f"x{n}": "y" * 5_000 for n in range(100)}}
    client.post(f"{path}comment/", sent)
    kept = client.session["pending_act"]["typed"]
    assert set(kept) == {"body", "client_key"}
    assert sum(map(len, kept.values())) < 12_000


def test_one_address_does_not_fill_the_sessions(path: str) -> None:
    codes = [Client().post(f"{path}comment/", {"body": "да"}).status_code for _n in range(61)]
    assert codes == [302] * 60 + [429]
    assert Client().post(f"{path}comment/", {"body": "да"}, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_acts_want_the_forms_token(found: Any, path: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make.person())
    answer = strict.post(f"{path}stance/", {"choice": "support"}, **ENGLISH)
    assert answer.status_code == 403 and "open for too long" in answer.content.decode()
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("act", ["stance", "comment", "suggest"])
def test_acts_are_not_done_by_looking(client: Client, citizen: Any, path: str, act: str) -> None:
    assert client.get(f"{path}{act}/").status_code == 405
