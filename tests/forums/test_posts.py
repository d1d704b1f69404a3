"""Saying, answering, editing, deleting, hiding: what is stored, counted, recorded and told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from forums.actions import add_post, add_topic_post, delete_post, edit_post, hide_post, restore_post
from forums.models import Post, PostEdit, Thread, Topic
from forums.selectors import list_posts
from participation.database import db_now
from participation.live.models import Event
from participation.record.models import Act
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst, TooMany
from participation.voting.actions import cast_ballot
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread() -> Thread:
    return make.clauses(make.consultation())[0].thread


def say(thread: Thread, **fields: Any) -> Post:
    values = {"author": make.person(), "thread_id": thread.pk, "body": "И в събота, моля.", **fields}
    return add_post(**values)


def count(thread: Thread) -> int:
    return Thread.objects.get(pk=thread.pk).post_count


def test_a_post_is_stored_counted_recorded_and_told(thread: Thread) -> None:
    post = say(thread, argument="against", body="**Против**: <script>alert(1)</script>")
    assert "<strong>Против</strong>" in post.body_html
    assert "<script" not in post.body_html
    assert count(thread) == 1
    assert Act.objects.get(kind="comment.created").data["about"] == thread.ref
    told = Event.objects.get(kind="comment.created").data
    assert (told["id"], told["about"], told["count"], told["argument"]) == (post.pk, thread.ref, 1, "against")
    assert told["question"] == post.question_id


@pytest.mark.parametrize("body", ["", "   \r\n ", "я" * 5001])
def test_nothing_and_too_much_are_refused(thread: Thread, body: str) -> None:
    with pytest.raises(BadInput) as refusal:
        say(thread, body=body)
    assert refusal.value.field == "body"
    assert count(thread) == 0


def test_nobody_says_nothing(thread: Thread) -> None:
    with pytest.raises(SignInFirst):
        say(thread, author=None)


def test_a_retried_form_is_one_post(thread: Thread) -> None:
    author = make.person()
    first = say(thread, author=author, client_key="k1")
    again = say(thread, author=author, client_key="k1")
    assert again.pk == first.pk
    assert count(thread) == 1
    assert Event.objects.filter(kind="comment.created").count() == 1


def test_an_answer_to_an_answer_stands_under_the_first_post(thread: Thread) -> None:
    first = say(thread)
    answer = say(thread, parent_id=first.pk)
    deeper = say(thread, parent_id=answer.pk)
    assert deeper.parent_id == first.pk
    views = list_posts(thread.pk)
    assert [view.post.pk for view in views] == [first.pk]
    assert [view.post.pk for view in views[0].answers] == [answer.pk, deeper.pk]


def test_an_answer_to_a_post_of_another_thread_is_refused(thread: Thread) -> None:
    other = make.clauses(make.consultation())[1].thread
    with pytest.raises(BadInput):
        say(thread, parent_id=say(other).pk)


def test_after_closing_nothing_is_said_edited_or_deleted() -> None:
    consultation = make.consultation()
    thread = make.clauses(consultation)[0].thread
    post = say(thread)
    make.close(consultation, seconds_ago=0.001)
    for act in (
        lambda: say(thread),
        lambda: edit_post(editor=post.author, post_id=post.pk, body="Друго"),
        lambda: delete_post(editor=post.author, post_id=post.pk),
    ):
        with pytest.raises(Closed):
            act()


def test_editing_keeps_the_earlier_words_and_takes_them_from_the_streams_past(thread: Thread) -> None:
    post = say(thread, body="Първи вариант")
    edit_post(editor=post.author, post_id=post.pk, body="Втори вариант")
    assert PostEdit.objects.get().body == "Първи вариант"
    assert "Първи" not in str(list(Event.objects.filter(stream__name=thread.stream).values_list("data", flat=True)))
    assert Event.objects.get(kind="comment.edited").data["body"] == "Втори вариант"


def test_only_the_author_edits_and_deletes(thread: Thread) -> None:
    post = say(thread)
    with pytest.raises(NotAllowed):
        edit_post(editor=make.person(), post_id=post.pk, body="Чуждо")
    with pytest.raises(NotAllowed):
        delete_post(editor=make.person(), post_id=post.pk)


def test_deleting_takes_the_words_everywhere_and_leaves_a_trace(thread: Thread) -> None:
    post = say(thread, body="Тайна дума")
    answer = say(thread, parent_id=post.pk)
    edit_post(editor=post.author, post_id=post.pk, body="Тайна дума две")
    delete_post(editor=post.author, post_id=post.pk)
    stored = str([*Post.objects.values(), *PostEdit.objects.values(), *Event.objects.values_list("data", flat=True)])
    assert "Тайна" not in stored
    assert count(thread) == 1
    views = list_posts(thread.pk)
    assert (views[0].post.body, views[0].post.author, views[0].answers[0].post.pk) == ("", None, answer.pk)
    with pytest.raises(Closed):
        cast_ballot(voter=make.person(), question_id=post.question_id, choice="support")


def test_hidden_and_restored(thread: Thread) -> None:
    post = say(thread, body="Грубо")
    cast_ballot(voter=make.person(), question_id=post.question_id, choice="support")
    hide_post(post_id=post.pk)
    hide_post(post_id=post.pk)
    assert (count(thread), list_posts(thread.pk)) == (0, [])
    assert "Грубо" not in str(list(Event.objects.values_list("data", flat=True)))
    restore_post(post_id=post.pk)
    assert count(thread) == 1
    assert list_posts(thread.pk)[0].support == 1


def test_a_flood_is_slowed(thread: Thread) -> None:
    author = make.person(joined_at=db_now() - timedelta(days=2))
    for number in range(20):
        say(thread, author=author, body=f"мнение {number}")
    with pytest.raises(TooMany) as refusal:
        say(thread, author=author)
    assert refusal.value.extra["retry_after"] > 0


def test_support_is_the_readers_own(thread: Thread) -> None:
    post, fan = say(thread), make.person()
    cast_ballot(voter=fan, question_id=post.question_id, choice="support")
    assert list_posts(thread.pk, viewer=fan)[0].supported is True
    assert list_posts(thread.pk, viewer=make.person())[0].supported is False


def test_queries_do_not_grow_with_the_thread(thread: Thread, django_assert_num_queries: Any) -> None:
    reader = make.person()
    say(thread)
    with django_assert_num_queries(3):
        list_posts(thread.pk, viewer=reader)
    for _ in range(3):
        say(thread, parent_id=say(thread).pk)
    with django_assert_num_queries(3):
        list_posts(thread.pk, viewer=reader)


def test_what_is_marked_to_be_answered_stays_as_it_was(thread: Thread) -> None:
    post = say(thread)
    Post.objects.filter(pk=post.pk).update(is_proposal=True)
    with pytest.raises(NotAllowed):
        edit_post(editor=post.author, post_id=post.pk, body=".")
    with pytest.raises(NotAllowed):
        delete_post(editor=post.author, post_id=post.pk)
    post.refresh_from_db()
    assert (post.body, post.deleted_at, PostEdit.objects.count()) == ("И в събота, моля.", None, 0)


def test_a_flood_of_edits_is_slowed(thread: Thread) -> None:
    post = say(thread)
    for n in range(30):
        edit_post(editor=post.author, post_id=post.pk, body=f"Вариант {n}")
    with pytest.raises(TooMany):
        edit_post(editor=post.author, post_id=post.pk, body="Още един")


def test_a_key_used_in_another_conversation_is_refused(thread: Thread) -> None:
    author, elsewhere = make.person(), make.clauses(make.consultation())[1].thread
    say(thread, author=author, client_key="k1")
    with pytest.raises(BadInput) as refusal:
        say(elsewhere, author=author, client_key="k1")
    assert refusal.value.field == "client_key"
    assert (count(thread), count(elsewhere)) == (1, 0)
    assert say(elsewhere, author=make.person(), client_key="k1").thread_id == elsewhere.pk, "another's key is another"


def test_another_broken_constraint_is_not_taken_for_a_retry(thread: Thread, monkeypatch: pytest.MonkeyPatch) -> None:
    author = make.person()
    first = say(thread, author=author, client_key="k1")

    def broken(*_rows: Any) -> None:
        Post.objects.filter(pk=first.pk).update(question=None)

    monkeypatch.setattr("forums.actions.writing.insert", broken)
    with pytest.raises(IntegrityError):
        say(thread, author=author, client_key="k1")


@pytest.mark.parametrize("body", ["\u200b\u200d", "&#8203;", "[](http://x.bg)", "\ufeff \u2060"])
def test_words_that_nobody_sees_are_refused(thread: Thread, body: str) -> None:
    with pytest.raises(BadInput):
        say(thread, body=body)
    post = say(thread)
    with pytest.raises(BadInput):
        edit_post(editor=post.author, post_id=post.pk, body=body)


def test_tags_that_are_typed_are_kept_and_shown(thread: Thread) -> None:
    post = say(thread, body="<img src=x onerror=1>")
    assert post.body_html.strip() == "<p>&lt;img src=x onerror=1&gt;</p>"


def test_the_address_of_a_hidden_post_leads_to_its_line_in_the_topic(client: Client) -> None:
    post = add_topic_post(author=make.person(), topic_id=make.topic().pk, body="Скрито.")
    for gone in ("hidden_at", "deleted_at"):
        Post.objects.filter(pk=post.pk).update(**{gone: db_now()})
        answer = client.get(f"/posts/{post.pk}/")
        assert answer["Location"] == f"/topics/{post.thread.topic.pk}/?post={post.number}#post-{post.pk}"
    Topic.objects.filter(thread=post.thread_id).update(hidden_at=db_now())
    assert client.get(f"/posts/{post.pk}/").status_code == 404
