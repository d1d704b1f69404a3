"""Which comments are offered to be marked as proposals, and what proposals are called on the desk."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from forums.actions import add_post
from proposals.actions.answering import mark_proposal
from proposals.actions.taking_part import suggest_wording
from tests.support import factories as make

pytestmark = pytest.mark.django_db
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.fixture
def found() -> Any:
    return make.consultation()


def test_what_officials_say_is_not_offered_as_a_proposal(client: Client, found: Any) -> None:
    thread = make.clauses(found)[0].thread_id
    official = make.official(found.municipality)
    asked = add_post(author=make.person(), thread_id=thread, body="Кога?")
    reply = add_post(author=official, thread_id=thread, body="Догодина.", parent_id=asked.pk)
    client.force_login(official)
    path = f"/work/{found.pk}/comments/"
    page = client.get(path, **ENGLISH).content.decode()
    assert "Догодина." in page
    assert page.count("Mark as a proposal") == 1
    mark_proposal(official=official, post_id=reply.pk)  # as could be done before
    assert client.get(path, **ENGLISH).content.decode().count("Marked as a proposal") == 1


def test_a_proposal_is_called_by_clause_kind_and_person(client: Client, found: Any) -> None:
    clause = make.clauses(found)[0]
    who = make.person("Ангел Русев")
    suggest_wording(author=who, clause_id=clause.pk, text="Друг текст.", reason="Защото е по-ясно.")
    make.close(found)
    client.force_login(make.official(found.municipality))
    page = client.get(f"/work/{found.pk}/answers/", **ENGLISH).content.decode()
    called = "suggested wording of Ангел Русев"
    assert f'{called}"' in page.partition('name="ids"')[2].partition(">")[0]
    assert f"{called}</b>" in page
    fieldset = page.partition('id="answer"')[2].partition("</fieldset>")[0]
    assert '<legend>Answer</legend><p class="help js-only" id="answer-keys">' in fieldset
    assert 'aria-describedby="answer-keys"' in fieldset


@pytest.mark.parametrize(
    "back", ["+1", "home", "//evil.example", "https://evil.example/", "javascript:alert(1)", "\\x"]
)
def test_it_leads_back_to_an_address_of_this_site_only(client: Client, found: Any, back: str) -> None:
    post = add_post(author=make.person(), thread_id=make.clauses(found)[0].thread_id, body="Кога?")
    client.force_login(make.official(found.municipality))
    mark = f"/work/{found.pk}/comments/{post.pk}/"
    assert client.post(mark, {"marked": "1", "back": back}).headers["Location"] == f"/work/{found.pk}/comments/"
    there = f"/work/{found.pk}/comments/?page=2"
    assert client.post(mark, {"marked": "1", "back": there}).headers["Location"] == there, "the control"
