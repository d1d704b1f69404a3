"""Who is told what, once, in their language, by bell and by mail; and who is not."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from forums.actions import add_post
from participation.live.selectors import entries_between
from participation.notifications import mailing
from participation.notifications.actions import follow, mark_read, notify, notify_all, unfollow
from participation.notifications.kinds import body_of
from participation.notifications.models import Follow, Notification
from participation.notifications.selectors import count_unread, is_following
from participation.record.worker import run_due
from proposals.actions.lifecycle import close_due
from proposals.actions.taking_part import suggest_wording
from tests.support import factories as make

pytestmark = pytest.mark.django_db
TOLD: dict[str, Any] = {"kind": "consultation.opened", "data": {"title": "Светещи пътеки"}, "url": "/consultations/1/"}


def test_telling_twice_under_one_key_tells_once() -> None:
    person = make.person()
    assert notify(user_id=person.pk, key="a", **TOLD)
    assert not notify(user_id=person.pk, key="a", **TOLD)
    assert notify(user_id=person.pk, key="b", **TOLD)
    assert count_unread(person) == 2
    assert [entry.kind for entry in entries_between(f"user.{person.pk}", 0)] == ["notification.created"] * 2


def test_the_bell_is_emptied_by_its_owner_alone() -> None:
    person, other = make.person(), make.person()
    notify_all(user_ids=[person.pk, other.pk], key="a", **TOLD)
    assert mark_read(user=other, notification_id=Notification.objects.get(user=person).pk) == 0
    assert mark_read(user=person) == 1
    assert (count_unread(person), count_unread(other)) == (0, 1)


def test_mail_is_sent_once_in_the_readers_language() -> None:
    person = make.person(language="bg")
    notify(user_id=person.pk, key="a", **TOLD)
    with translation.override("en"):
        assert mailing.send_waiting() == 1
    assert mailing.send_waiting() == 0
    letter = mail.outbox[0]
    assert letter.to == [person.email]
    assert "Светещи пътеки" in letter.subject
    assert "It is open" not in letter.subject
    assert "/consultations/1/" in letter.body


@pytest.mark.parametrize("change", [{"is_active": False}, {"mail_answers": False}, {"email": ""}])
def test_no_mail_to_who_left_or_wants_none(change: dict[str, Any]) -> None:
    person = make.person()
    notify(user_id=person.pk, key="a", **TOLD)
    type(person).objects.filter(pk=person.pk).update(**change)
    assert mailing.send_waiting() == 0
    assert not mail.outbox


def test_a_statement_of_reasons_is_mailed_to_whoever_wants_no_mail() -> None:
    person = make.person(mail_answers=False)
    data = {"about": "Плочките", "rule": "Обида", "facts": "Думата"}
    notify(user_id=person.pk, kind="moderation.hidden", data=data, url="", key="a")
    assert mailing.send_waiting() == 1


def test_one_address_that_fails_keeps_back_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = make.person(email="bad@megdan.example"), make.person(email="good@megdan.example")
    notify_all(user_ids=[bad.pk, good.pk], key="a", **TOLD)
    letter = mailing.letter

    def fails(notification: Notification) -> Any:
        if notification.user_id == bad.pk:
            raise OSError
        return letter(notification)

    monkeypatch.setattr(mailing, "letter", fails)
    with pytest.raises(OSError):
        mailing.send_waiting()
    assert [sent.to for sent in mail.outbox] == [["good@megdan.example"]]
    monkeypatch.undo()
    assert mailing.send_waiting() == 1  # and it is tried again


def test_whoever_contributes_follows_and_whoever_stopped_is_left_alone() -> None:
    consultation = make.consultation()
    clause = make.clauses(consultation)[0]
    one, two = make.person(), make.person()
    add_post(author=one, thread_id=clause.thread_id, body="Така е.")
    suggest_wording(author=two, clause_id=clause.pk, text="По-добре.", reason="Защото")
    run_due()
    assert is_following(one, consultation.scope)
    assert is_following(two, consultation.scope)
    unfollow(user=one, scope=consultation.scope)
    add_post(author=one, thread_id=clause.thread_id, body="И още.")
    run_due()
    assert not is_following(one, consultation.scope)


def test_followers_are_told_that_it_closed() -> None:
    consultation = make.consultation()
    follower, stranger = make.person(), make.person()
    follow(user=follower, scope=consultation.scope)
    follow(user=follower, scope=consultation.scope)
    assert Follow.objects.count() == 1
    make.close(consultation)
    close_due()
    run_due()
    assert Notification.objects.get().user == follower
    assert Notification.objects.get().kind == "consultation.closed"
    assert count_unread(stranger) == 0


def test_the_bells_page_costs_the_same_for_one_and_for_many() -> None:
    person, client = make.person(), Client()
    client.force_login(person)
    counts = []
    for more in (range(1), range(1, 4)):
        for number in more:
            notify(user_id=person.pk, key=str(number), **TOLD)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/notifications/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_count_in_the_header_costs_one_query_and_nobody_pays_for_nobody() -> None:
    person, client = make.person(), Client()
    client.force_login(person)
    notify(user_id=person.pk, key="a", **TOLD)
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/rules/").content.decode()
    assert f'data-stream="user.{person.pk}"' in page
    assert len([q for q in queries if "notifications_notification" in q["sql"]]) == 1
    with CaptureQueriesContext(connection) as queries:
        Client().get("/rules/")
    assert not [q for q in queries if "notification" in q["sql"]]


def test_what_an_earlier_release_told_is_still_said() -> None:
    """Its sentence may have more places now than were noted then."""
    assert "обида" in body_of("moderation.hidden", {"about": "x", "rule": "Правило", "facts": "обида"})
