"""Erasing an account: nobody is named any more, what others rely on stays, and every tally equals its ballots."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client

from forums.actions import add_post, edit_post
from forums.models import Post
from participation.accounts import actions, personal_data
from participation.accounts.models import User
from participation.live.actions import publish
from participation.live.selectors import CONTROL, entries_between, get_head
from participation.moderation.actions import report_thing
from participation.notifications.actions import follow
from participation.notifications.kinds import title_of
from participation.notifications.models import Notification
from participation.places.actions import set_residence
from participation.record.worker import run_due
from participation.refusals import NotAllowed
from participation.voting.actions import cast_ballot, seal_window
from participation.voting.models import Ballot, Question
from participation.voting.selectors import recount, tally_of
from proposals.actions.taking_part import suggest_wording
from proposals.models import Suggestion
from tests.support import factories as make

pytestmark = pytest.mark.django_db
NAME, ADDRESS = "Канарка Жълтурова", "kanarka.zhalturova@megdan.example"
NOTE = "бележка-от-канарката"


def database_text() -> str:
    """Every cell of every table."""
    cells = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            cells.extend(str(row) for row in cursor.fetchall())
    text = "\n".join(cells)
    return text + text.encode().decode("unicode_escape", errors="replace")  # JSON keeps Cyrillic as \\uXXXX


@pytest.fixture
def lived() -> dict[str, Any]:
    """A canary that left something in every room."""
    consultation = make.consultation()
    clause = make.clauses(consultation)[0]
    bird = make.person(NAME, ADDRESS)
    neighbour = make.person("Съсед")
    asked = add_post(author=neighbour, thread_id=clause.thread_id, body="Кой ще плаща?")
    post = add_post(author=bird, thread_id=clause.thread_id, body="Общината.", parent_id=asked.pk)
    edit_post(editor=bird, post_id=post.pk, body="Общината, разбира се.")
    suggestion = suggest_wording(author=bird, clause_id=clause.pk, text="По-добре така.", reason="Защото")
    cast_ballot(voter=bird, question_id=clause.question_id, choice="support")
    cast_ballot(voter=neighbour, question_id=clause.question_id, choice="support")
    report_thing(reporter=bird, ref=f"post.{asked.pk}", reason="spam", note=NOTE)
    follow(user=bird, scope=consultation.scope)
    set_residence(user=bird, code="DOB17")
    actions.create_token(user=bird, name=NOTE, may_write=True, days=30)
    run_due()
    publish(stream=f"user.{bird.pk}", kind="notification.created", data={"name": NAME})
    LogEntry.objects.create(
        user=make.person("Администратор"), content_type=ContentType.objects.get_for_model(User),
        object_id=str(bird.pk), object_repr=NAME, action_flag=CHANGE, change_message="",
    )  # fmt: skip
    client = Client()
    client.force_login(bird)
    return {
        "bird": bird, "neighbour": neighbour, "consultation": consultation, "clause": clause, "asked": asked,
        "post": post, "suggestion": suggestion, "client": client,
    }  # fmt: skip


def test_no_canary_is_left_anywhere(lived: dict[str, Any]) -> None:
    before = database_text()
    assert NAME in before and ADDRESS in before and NOTE in before  # the control: it would be found
    actions.erase_account(user=lived["bird"])
    after = database_text()
    assert NAME not in after
    assert ADDRESS not in after
    assert NOTE not in after
    assert not User.objects.filter(pk=lived["bird"].pk).exists()


def test_what_was_said_stays_as_a_former_participants(lived: dict[str, Any]) -> None:
    actions.erase_account(user=lived["bird"])
    post = Post.objects.get(pk=lived["post"].pk)
    assert (post.author, post.body, post.is_readable) == (None, "Общината, разбира се.", True)
    assert Suggestion.objects.get(pk=lived["suggestion"].pk).author is None
    page = Client().get(
        f"/consultations/{lived['consultation'].pk}/clauses/{lived['clause'].pk}/", HTTP_ACCEPT_LANGUAGE="en"
    )
    assert "former participant" in page.content.decode()
    told = Notification.objects.get(user=lived["neighbour"], kind="comment.answered")
    assert "former participant" in title_of(told.kind, told.data)


def test_the_streams_past_names_nobody_and_replays_to_the_same_words(lived: dict[str, Any]) -> None:
    scope = lived["consultation"].scope
    before = entries_between(scope, 0)
    actions.erase_account(user=lived["bird"])
    entries = entries_between(scope, 0)
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    about = {
        entry.kind: entry.data
        for entry in entries
        if entry.ref in (f"post.{lived['post'].pk}", lived["suggestion"].ref)
    }
    assert about["comment.edited"]["author"] == {"id": None, "name": "", "group": "citizen", "organisation": None}
    assert about["comment.edited"]["body"] == "Общината, разбира се."
    assert about["suggestion.created"]["author"]["name"] == ""
    assert about["suggestion.created"]["text"] == "По-добре така."
    named = [entry for entry in entries if "author" in entry.data and entry.data["author"] != lived["bird"].pk]
    assert {entry.data["author"]["name"] for entry in named} == {"Съсед", ""}  # whoever stays keeps their name
    assert [entry.kind for entry in entries[: len(before)]] == [entry.kind for entry in before]


def test_open_screens_are_told_once_per_room_and_stream_however_much_was_said(lived: dict[str, Any]) -> None:
    bird, thread = lived["bird"], lived["clause"].thread_id
    for number in range(5):
        add_post(author=bird, thread_id=thread, body=f"И още {number}.")
    heads = {name: get_head(name).seq for name in (lived["consultation"].scope, CONTROL)}
    actions.erase_account(user=bird)
    told = entries_between(lived["consultation"].scope, heads[lived["consultation"].scope])
    assert [(e.kind, e.data) for e in told if e.kind != "tally"] == [("author.gone", {"author": bird.pk})] * 2
    rewritten = [e for e in entries_between(CONTROL, heads[CONTROL]) if e.kind in ("rewrite", "scrub")]
    assert len(rewritten) == 2


def test_ballots_of_an_open_window_are_counted_no_more(lived: dict[str, Any]) -> None:
    question = lived["clause"].question_id
    assert tally_of(question).counts == {"support": 2}
    actions.erase_account(user=lived["bird"])
    assert tally_of(question).counts == recount(question).counts == {"support": 1}
    assert Ballot.objects.filter(question=question).get().voter == lived["neighbour"]


@pytest.mark.parametrize("sealed", [True, False])
def test_ballots_of_a_closed_window_stay_and_belong_to_nobody(lived: dict[str, Any], sealed: bool) -> None:
    question, consultation = lived["clause"].question_id, lived["consultation"]
    make.close(consultation)
    if sealed:
        assert seal_window(consultation.window_id)
    actions.erase_account(user=lived["bird"])
    if not sealed:
        assert seal_window(consultation.window_id)
    assert Question.objects.get(pk=question).sealed == {"counts": {"support": 2}, "total": 2, "groups": {}}
    assert tally_of(question).counts == recount(question).counts == {"support": 2}
    assert Ballot.objects.filter(question=question, voter=None).count() == 1


def test_an_organisations_voice_stays_and_a_colleague_can_change_it() -> None:
    consultation = make.consultation()
    question = make.clauses(consultation)[0].question_id
    body = make.organisation(consultation.municipality)
    first, second = make.representative(body), make.representative(body, "Колежка")
    cast_ballot(voter=first, question_id=question, choice="oppose", organisation_id=body.pk)
    actions.erase_account(user=first)
    assert tally_of(question).groups == {"ngo": {"oppose": 1}}
    cast_ballot(voter=second, question_id=question, choice="support", organisation_id=body.pk)
    assert tally_of(question).counts == recount(question).counts == {"support": 1}


def test_sessions_and_tokens_open_nothing_any_more(lived: dict[str, Any]) -> None:
    assert lived["client"].get("/profile/").status_code == 200
    actions.erase_account(user=lived["bird"])
    assert lived["client"].get("/profile/").status_code == 302


def test_the_only_administrator_stays() -> None:
    only = make.person("Единствен", is_superuser=True, is_staff=True)
    with pytest.raises(NotAllowed):
        actions.erase_account(user=only)
    make.person("Втори", is_superuser=True)
    actions.erase_account(user=only)


def test_every_room_with_a_person_in_it_is_registered() -> None:
    """A room that points at people and neither exports nor says so would keep them in secret."""
    from django.apps import apps

    from participation.accounts.models import User as Person

    own = {model._meta.app_label for model in apps.get_models() for field in model._meta.get_fields()
           if getattr(field, "related_model", None) is Person and field.concrete}  # fmt: skip
    rooms = {"accounts", "places", "organisations", "record", "voting", "documents", "notifications", "moderation"}
    rooms |= {"pictures", "forums", "gatherings", "proposals", "polls", "projects", "register", "tasks", "money"}
    assert own - {"account", "admin"} == rooms
    assert set(personal_data.holder_names()) == {
        "account", "places", "organisations", "record", "live", "ballots", "documents", "pictures", "notifications",
        "moderation", "polls", "comments", "topics", "sessions", "suggestions", "projects", "register", "tasks", "money",
    }  # fmt: skip


def test_the_export_holds_every_room_and_no_secret(lived: dict[str, Any]) -> None:
    answer = lived["client"].post("/profile/export/")
    assert answer.status_code == 200
    data, text = answer.json(), answer.content.decode()
    assert data["account"]["email"] == ADDRESS
    assert data["comments"][0]["earlier"][0]["body"] == "Общината."
    assert data["ballots"][0]["choice"] == "support"
    assert data["moderation"]["reports"][0]["note"] == NOTE
    assert data["places"]["residence"]["municipality__code"] == "DOB17"
    assert lived["bird"].password not in text
    assert lived["bird"].api_tokens.get().digest not in text
    assert "Съсед" not in text
