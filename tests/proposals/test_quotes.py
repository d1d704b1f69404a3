"""Words of a suggested wording that comments quote, and of questions that minutes repeat."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from forums.actions import hide_post, restore_post
from forums.models import Post
from forums.personal import export
from gatherings.actions.hosting import end_session
from gatherings.actions.minutes import publish_minutes
from gatherings.actions.taking_part import ask_question
from gatherings.selectors.minutes import write_minutes
from participation.live.models import Event
from proposals.actions.carrying import carry
from proposals.actions.commenting import add_comment
from proposals.actions.taking_part import suggest_wording
from proposals.actions.visibility import hide_suggestion, mask_suggestion, restore_suggestion, unmask_suggestion
from proposals.models import Suggestion
from tests.support import factories as make
from tests.support.api import client as api

pytestmark = pytest.mark.django_db


@pytest.fixture
def said() -> tuple[Suggestion, Post]:
    """A suggested wording and a comment that quotes it."""
    clause = make.clauses(make.consultation())[0]
    wish = suggest_wording(author=make.person(), clause_id=clause.pk, text="Кметът е канарче днес", reason="Така е")
    quote = {"thread_id": wish.thread_id, "body": "Не е вярно.", "quote": "канарче"}
    return wish, add_comment(author=make.person("Друг Човек"), **quote)


def told_at(comment: Post) -> set[str]:
    comment.refresh_from_db()
    pk = comment.thread.scope.partition(".")[2]
    site = Client(headers={"accept-language": "en"})
    doors = {
        "export": str(api().get(f"/api/v1/consultations/{pk}/export/").body),
        "api": str(api().get(f"/api/v1/comments/?consultation={pk}").json()),
        "page": site.get(f"/consultations/{pk}/suggestions/{comment.thread.ref.partition('.')[2]}/").content.decode(),
        "own": str(export(comment.author)),  # type: ignore[arg-type]  # it has one
        "past": str(list(Event.objects.filter(ref=f"post.{comment.pk}").values_list("data", flat=True))),
    }
    return {name for name, words in doors.items() if "канарче" in words}


EVERYWHERE = {"export", "api", "page", "own", "past"}


def test_words_of_a_hidden_suggestion_are_quoted_nowhere_and_come_back(said: tuple[Suggestion, Post]) -> None:
    wish, comment = said
    assert told_at(comment) == EVERYWHERE, "the control"
    hide_suggestion(suggestion_id=wish.pk)
    assert not told_at(comment)
    restore_suggestion(suggestion_id=wish.pk)
    assert told_at(comment) == EVERYWHERE


def test_words_hidden_in_part_are_hidden_in_quotes_too(said: tuple[Suggestion, Post]) -> None:
    wish, comment = said
    kept = mask_suggestion(suggestion_id=wish.pk, words=["канарче"])
    assert not told_at(comment)
    assert Post.objects.get(pk=comment.pk).quote == "▒▒▒"
    hide_suggestion(suggestion_id=wish.pk)
    unmask_suggestion(suggestion_id=wish.pk, original=kept)
    assert not told_at(comment), "it is hidden as a whole"
    restore_suggestion(suggestion_id=wish.pk)
    assert told_at(comment) == EVERYWHERE


def test_minutes_have_a_line_for_a_question_that_was_hidden_since() -> None:
    host = make.official(make.place())
    session = make.gathering(by=host, state="live")
    asked = ask_question(author=make.person(), session_id=session.pk, body="Кметът *канарче* ли е?")
    clause = make.clauses(make.consultation())[0]
    carry(official=host, session_id=session.pk, clause_id=clause.pk, question_id=asked.pk)
    end_session(host=host, session_id=session.pk)
    publish_minutes(official=host, session_id=session.pk, text=write_minutes(session))

    def shown() -> list[bool]:
        site = Client(headers={"accept-language": "en"})
        told: list[Any] = [
            site.get(f"/sessions/{session.pk}/minutes/").content.decode(),
            site.get(f"/sessions/{session.pk}/minutes.md").content.decode(),
            str(api().get(f"/api/v1/sessions/{session.pk}/minutes/").json()),
            write_minutes(session),
        ]
        return ["канарче" in one for one in told]

    assert shown() == [True] * 4
    hide_post(post_id=asked.pk)
    assert shown() == [False] * 4
    restore_post(post_id=asked.pk)
    assert shown() == [True] * 4
