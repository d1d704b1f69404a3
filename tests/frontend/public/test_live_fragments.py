"""Fragments of live events: drawn from the event alone, in its language, the same for everybody."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from forums.actions import add_post, delete_post, edit_post
from frontend.live import DRAWN, render
from participation.accounts.actions import erase_account
from participation.live.models import Event
from participation.voting.actions import cast_ballot, publish_tally
from proposals.actions.answering import mark_proposal, unmark_proposal
from proposals.actions.taking_part import suggest_wording, withdraw_suggestion
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> dict[str, Any]:
    """One consultation on which everything happened once: ``{kind: event}``."""
    found = make.consultation()
    clause = make.clauses(found)[0]
    someone = make.person("Мария Тодорова")
    post = add_post(author=someone, thread_id=clause.thread_id, body="<script>alert(1)</script> *да*", argument="for")
    gone = add_post(author=someone, thread_id=clause.thread_id, body="Взимам си го.")
    cast_ballot(voter=someone, question_id=clause.question_id, choice="support")
    publish_tally(clause.question_id)
    suggestion = suggest_wording(author=someone, clause_id=clause.pk, text="Друго.", reason="Защото.")
    kinds = {event.kind: event for event in Event.objects.order_by("seq")}
    edit_post(editor=someone, post_id=post.pk, body="Наистина *да*")
    delete_post(editor=someone, post_id=gone.pk)
    official = make.official(found.municipality)
    mark_proposal(official=official, post_id=post.pk)
    unmark_proposal(official=official, post_id=post.pk)
    withdraw_suggestion(author=someone, suggestion_id=suggestion.pk)
    leaving = make.person("Канарка Жълтурова")
    add_post(author=leaving, thread_id=clause.thread_id, body="Тръгвам си.")
    erase_account(user=leaving)
    kinds |= {event.kind: event for event in Event.objects.order_by("seq") if event.kind not in kinds}
    return kinds


def drawn(event: Any, language: str = "en") -> str:
    with translation.override(language):
        return render(event.stream.name, event.kind, event.data, language) or ""


def test_every_kind_that_happened_has_a_fragment(told: dict[str, Any]) -> None:
    wanted = {
        "tally",
        "comment.created",
        "comment.edited",
        "comment.deleted",
        "suggestion.created",
        "suggestion.withdrawn",
        "proposal.marked",
        "proposal.unmarked",
        "author.gone",
    }
    assert wanted <= set(told) and wanted <= set(DRAWN)
    for kind in wanted:
        assert drawn(told[kind]).startswith("<template data-into="), kind


def test_it_asks_the_database_nothing(told: dict[str, Any], django_assert_num_queries: Any) -> None:
    events = [event for event in told.values() if event.stream.name]
    with django_assert_num_queries(0):
        for event in events:
            drawn(event)


def test_it_holds_nothing_of_one_viewer_only(told: dict[str, Any]) -> None:
    html = "".join(drawn(event) for event in told.values())
    assert "csrfmiddlewaretoken" not in html and "/edit/" not in html and "/withdraw/" not in html


def test_it_is_in_the_listeners_language(told: dict[str, Any]) -> None:
    for language in ("en", "bg", "fr"):
        with translation.override(language):
            wanted = translation.gettext("New comment from %s") % "Мария Тодорова"
        assert f'data-say="{wanted}"' in drawn(told["comment.created"], language)


def test_a_mark_comes_and_goes_without_touching_anything_else(told: dict[str, Any]) -> None:
    post = told["proposal.marked"].data["post"]
    place = f'data-into="post-{post}-mark" data-how="inner"'
    assert place in drawn(told["proposal.marked"]) and "will be answered" in drawn(told["proposal.marked"])
    gone = f'data-into="edit-{post}" data-how="remove"'  # its author cannot change it any more
    assert gone in drawn(told["proposal.marked"]) and gone not in drawn(told["proposal.unmarked"])
    assert drawn(told["proposal.unmarked"]) == f"<template {place}></template>"
    created = told["comment.created"]
    assert f'id="post-{created.data["id"]}-mark"></span>' in drawn(created)  # where a mark would come


def test_a_name_that_is_gone_is_found_by_the_number_it_was_shown_with(told: dict[str, Any]) -> None:
    gone, said = told["author.gone"], told["comment.created"]
    assert f'data-into="{gone.data["author"]}" data-how="who"' in drawn(gone)
    assert "former participant" in drawn(gone)
    assert f'data-who="{said.data["author"]["id"]}"' in drawn(said)


def test_words_of_people_stay_words(told: dict[str, Any]) -> None:
    assert "<script" not in drawn(told["comment.created"])


def test_an_unknown_kind_has_none() -> None:
    assert render("consultation.1", "something.else", {}, "bg") is None
