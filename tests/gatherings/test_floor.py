"""The queue, the questions and the numbers of a public forum session."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from forums.actions import hide_post
from gatherings.actions import hosting, taking_part
from gatherings.actions.minutes import publish_minutes
from gatherings.actions.naming import name_host
from gatherings.models import Attendance, Session, Turn
from gatherings.selectors.floor import attendance_of, board_of, list_questions, list_queue
from gatherings.selectors.minutes import write_minutes
from participation.database import db_now
from participation.live.models import Event
from participation.notifications.models import Notification
from participation.record.models import Act
from participation.record.worker import run_due
from participation.refusals import BadInput, Closed, NotAllowed, NotYetOpen, SignInFirst, Stale
from participation.voting.models import Window
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def names(session: Session) -> list[str]:
    return [turn["author"]["name"] for turn in board_of(session)["queue"]]


def test_one_hand_however_often_it_is_raised(session: Session) -> None:
    maria = make.person("Мария")
    first = taking_part.raise_hand(person=maria, session_id=session.pk, named=True)
    assert taking_part.raise_hand(person=maria, session_id=session.pk).pk == first.pk
    assert names(session) == ["Мария"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.create(session=session, user=maria)


def test_who_has_not_spoken_yet_comes_first(session: Session, host: Any) -> None:
    maria, stoyan = make.person("Мария"), make.person("Стоян")
    taking_part.raise_hand(person=maria, session_id=session.pk, named=True)
    called = hosting.call_turn(host=host, session_id=session.pk)
    hosting.end_turn(host=host, session_id=session.pk, turn_id=called.pk)
    taking_part.raise_hand(person=maria, session_id=session.pk, named=True)
    taking_part.raise_hand(person=stoyan, session_id=session.pk, named=True)
    assert names(session) == ["Стоян", "Мария"]
    assert [turn["spoken"] for turn in board_of(session)["queue"]] == [0, 1]


def test_a_guest_who_spoke_is_known_by_the_name_they_gave(session: Session, host: Any) -> None:
    hosting.enter_guest(host=host, session_id=session.pk, name="Дядо Петър")
    hosting.call_turn(host=host, session_id=session.pk)
    hosting.enter_guest(host=host, session_id=session.pk, name="дядо  петър")
    hosting.enter_guest(host=host, session_id=session.pk, name="Леля Ана")
    assert names(session) == ["Леля Ана", "дядо петър"]


def test_without_a_name_nothing_tells_who_it_is(session: Session) -> None:
    maria = make.person("Мария Тайна")
    taking_part.raise_hand(person=maria, session_id=session.pk)
    told = str(list(Event.objects.filter(stream__name=session.scope).values_list("data", flat=True)))
    assert "Мария" not in told
    turn = board_of(session)["queue"][0]
    assert turn["author"]["id"] is None and turn["named"] is False
    assert not Act.objects.filter(scope=session.scope, actor=maria, is_public=True).exists()


def test_an_organisation_that_speaks_is_named(session: Session) -> None:
    ngo = make.organisation(session.municipality)
    taking_part.raise_hand(person=make.representative(ngo), session_id=session.pk, organisation_id=ngo.pk)
    assert board_of(session)["queue"][0]["author"]["organisation"]["name"] == ngo.name


def test_the_next_ends_the_turn_before(session: Session, host: Any) -> None:
    for name in ("Мария", "Стоян"):
        taking_part.raise_hand(person=make.person(name), session_id=session.pk, named=True)
    first = hosting.call_turn(host=host, session_id=session.pk, seen=0)
    second = hosting.call_turn(host=host, session_id=session.pk, seen=first.pk)
    first.refresh_from_db()
    assert first.ended_at is not None and second.ended_at is None
    assert second.item is not None and second.item.title == "Представяне"
    with pytest.raises(Stale):
        hosting.call_turn(host=host, session_id=session.pk, seen=first.pk)
    with pytest.raises(BadInput, match="Nobody waits"):
        hosting.call_turn(host=host, session_id=session.pk, seen=second.pk)


def test_only_hosts_of_the_municipality_call(session: Session, host: Any) -> None:
    taking_part.raise_hand(person=make.person("Мария"), session_id=session.pk)
    elsewhere = make.official(make.place("BGS04", "Бургас", "Burgas"))
    for nobody in (make.person("Стоян"), elsewhere, make.person("Админ", is_superuser=True, is_staff=True)):
        with pytest.raises(NotAllowed):
            hosting.call_turn(host=nobody, session_id=session.pk)
    with pytest.raises(SignInFirst):
        hosting.call_turn(host=None, session_id=session.pk)  # type: ignore[arg-type]  # nobody is signed in
    hosting.call_turn(host=make.moderator(session.municipality), session_id=session.pk)


@pytest.mark.parametrize(("state", "refusal"), [("announced", NotYetOpen), ("ended", Closed), ("cancelled", Closed)])
def test_hands_are_raised_while_it_is_live(state: str, refusal: type[Exception]) -> None:
    session = make.gathering(state=state)
    with pytest.raises(refusal) as told:
        taking_part.raise_hand(person=make.person(), session_id=session.pk)
    assert "consultation" not in str(told.value)
    with pytest.raises(refusal):
        taking_part.attend(person=make.person(), session_id=session.pk, where="hall")


def test_questions_are_asked_in_advance_and_not_after_the_end(host: Any) -> None:
    session = make.gathering(by=host, state="announced")
    post = taking_part.ask_question(author=make.person(), session_id=session.pk, body="Кога ще се асфалтира?")
    taking_part.support_question(
        supporter=make.person("Стоян"), session_id=session.pk, question_id=post.question_id, on=True
    )
    assert list_questions(session)[0].view.support == 1
    hosting.begin_session(host=host, session_id=session.pk)
    hosting.end_session(host=host, session_id=session.pk)
    with pytest.raises(Closed, match="session has ended"):
        taking_part.ask_question(author=make.person(), session_id=session.pk, body="Късно?")
    with pytest.raises(Closed, match="session has ended"):
        taking_part.support_question(
            supporter=make.person(), session_id=session.pk, question_id=post.question_id, on=True
        )
    assert Window.objects.get(pk=session.window_id).sealed_at is not None


def test_questions_stand_by_support_and_answered_ones_last(session: Session, host: Any) -> None:
    asked = [
        taking_part.ask_question(author=make.person(f"Човек {n}"), session_id=session.pk, body=f"Въпрос {n}")
        for n in range(3)
    ]
    for post in asked[1:]:
        taking_part.support_question(
            supporter=make.person(), session_id=session.pk, question_id=post.question_id, on=True
        )
    hosting.answer_question(host=host, session_id=session.pk, post_id=asked[1].pk, text="През май.")
    assert [one.post.pk for one in list_questions(session)] == [asked[2].pk, asked[0].pk, asked[1].pk]
    hide_post(post_id=asked[2].pk)
    assert asked[2].pk not in [one.post.pk for one in list_questions(session)]


def test_an_answered_question_is_not_taken_back(session: Session, host: Any) -> None:
    maria = make.person("Мария")
    post = taking_part.ask_question(author=maria, session_id=session.pk, body="Кога?")
    with pytest.raises(NotAllowed):
        taking_part.take_question_back(author=make.person(), session_id=session.pk, post_id=post.pk)
    hosting.answer_question(host=host, session_id=session.pk, post_id=post.pk, text="Утре.")
    with pytest.raises(Closed):
        taking_part.take_question_back(author=maria, session_id=session.pk, post_id=post.pk)


def test_a_question_of_another_session_is_not_answered_here(session: Session, host: Any) -> None:
    other = make.gathering(by=host)
    post = taking_part.ask_question(author=make.person(), session_id=other.pk, body="Друг форум?")
    with pytest.raises(BadInput):
        hosting.answer_question(host=host, session_id=session.pk, post_id=post.pk, text="Да.")
    with pytest.raises(BadInput):
        taking_part.support_question(
            supporter=make.person(), session_id=session.pk, question_id=post.question_id, on=True
        )


def test_presence_is_numbers_and_one_person_is_counted_once(session: Session, host: Any) -> None:
    maria = make.person("Мария")
    taking_part.attend(person=maria, session_id=session.pk, where="online")
    taking_part.attend(person=maria, session_id=session.pk, where="hall")
    hosting.count_hall(host=host, session_id=session.pk, numbers={"citizen": 20, "business": 2})
    hosting.count_hall(host=host, session_id=session.pk, numbers={"citizen": 23})
    assert attendance_of(session) == {"hall": 24, "online": 0, "groups": {"citizen": 24}}
    assert Attendance.objects.count() == 1
    assert not Act.objects.filter(scope=session.scope, actor=maria).exists()
    for wrong in ({"citizen": -1}, {"kings": 1}):
        with pytest.raises(BadInput):
            hosting.count_hall(host=host, session_id=session.pk, numbers=wrong)
    taking_part.leave(person=maria, session_id=session.pk)
    assert attendance_of(session)["hall"] == 23


def test_the_end_takes_hands_down_and_ends_the_turn(session: Session, host: Any) -> None:
    for name in ("Мария", "Стоян"):
        taking_part.raise_hand(person=make.person(name), session_id=session.pk)
    hosting.call_turn(host=host, session_id=session.pk)
    hosting.end_session(host=host, session_id=session.pk)
    session.refresh_from_db()
    board = board_of(session)
    assert (board["speaking"], board["queue"], board["item"]) == (None, [], None)
    with pytest.raises(Closed):
        hosting.end_session(host=host, session_id=session.pk)


def test_points_follow_each_other_and_may_be_taken_up_again(session: Session, host: Any) -> None:
    first, second = session.items.order_by("position")
    hosting.begin_item(host=host, session_id=session.pk, item_id=second.pk)
    hosting.begin_item(host=host, session_id=session.pk, item_id=first.pk)
    board = board_of(session)
    assert board["item"]["id"] == first.pk
    assert [bool(item["ended_at"]) for item in board["items"]] == [False, True]


def test_the_same_number_of_queries_for_one_and_for_many(session: Session, django_assert_num_queries: Any) -> None:
    def speak_and_ask(n: int) -> None:
        person = make.person(f"Човек {n}")
        taking_part.raise_hand(person=person, session_id=session.pk, named=True)
        taking_part.ask_question(author=person, session_id=session.pk, body=f"Въпрос {n}")

    speak_and_ask(0)
    with django_assert_num_queries(6):
        board_of(session)
    viewer = make.person()
    with django_assert_num_queries(4):
        list_questions(session, viewer=viewer)
    for n in range(1, 6):
        speak_and_ask(n)
    with django_assert_num_queries(6):
        board_of(session)
    with django_assert_num_queries(4):
        list_questions(session, viewer=viewer)


def test_turns_wait_in_the_order_of_hands(session: Session) -> None:
    now = db_now()
    for n in range(4):
        Turn.objects.create(session=session, user=make.person(f"Човек {n}"), raised_at=now + timedelta(seconds=10 - n))
    assert [str(turn.user) for turn in list_queue(session)] == ["Човек 3", "Човек 2", "Човек 1", "Човек 0"]


def test_an_answer_is_corrected_and_taken_back_with_a_trace(session: Session, host: Any) -> None:
    maria = make.person("Мария")
    post = taking_part.ask_question(author=maria, session_id=session.pk, body="Кога?")
    other = make.representative(make.organisation(session.municipality))
    name_host(by=host, session_id=session.pk, person_id=other.pk)
    for text in ("През канарче.", "През канарче.", "През юни."):
        hosting.answer_question(host=host, session_id=session.pk, post_id=post.pk, text=text)
    run_due()
    bell = Notification.objects.get(user=maria, kind="session.question_answered")
    assert "През юни." in str(bell.data) and "Answer, corrected later: През юни." in write_minutes(session)
    with pytest.raises(NotAllowed):
        hosting.withdraw_answer(host=maria, session_id=session.pk, post_id=post.pk)
    for _twice in range(2):
        hosting.withdraw_answer(host=other, session_id=session.pk, post_id=post.pk)
    kinds = ["session.question_answered", "session.answer_corrected", "session.answer_withdrawn"]
    acts = Act.objects.filter(ref=f"post.{post.pk}", kind__startswith="session.", is_public=True).order_by("pk")
    assert list(acts.values_list("kind", flat=True)) == kinds, "each once"
    (asked,) = list_questions(session)
    assert asked.answer is None and "an answer was noted and taken back" in write_minutes(session)
    bell.refresh_from_db()
    told = [bell.data, write_minutes(session), *Event.objects.filter(stream__name=session.scope).values_list("data")]
    assert "канарче" not in str(told) and "През юни" not in str(told)
    taking_part.support_question(supporter=make.person(), session_id=session.pk, question_id=post.question_id, on=True)
    hosting.answer_question(host=host, session_id=session.pk, post_id=post.pk, text="През юли.")
    assert "Answer: През юли." in write_minutes(session)
    hosting.withdraw_answer(host=host, session_id=session.pk, post_id=post.pk)
    taking_part.take_question_back(author=maria, session_id=session.pk, post_id=post.pk)
    assert not list_questions(session)


def test_what_minutes_tell_is_corrected_in_them(session: Session, host: Any) -> None:
    post = taking_part.ask_question(author=make.person(), session_id=session.pk, body="Кога?")
    hosting.answer_question(host=host, session_id=session.pk, post_id=post.pk, text="Утре.")
    hosting.end_session(host=host, session_id=session.pk)
    publish_minutes(official=host, session_id=session.pk, text="# Протокол")
    with pytest.raises(Closed):
        hosting.withdraw_answer(host=host, session_id=session.pk, post_id=post.pk)
