"""Announcing, changing, cancelling; reminders; the calendar file; what is kept about a person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar

from gatherings import personal
from gatherings.actions import hosting, taking_part
from gatherings.actions.arranging import announce_session, cancel_session, change_session
from gatherings.actions.reminding import tell_reminders
from gatherings.calendar import calendar_file
from gatherings.models import Session, Turn
from participation.accounts.personal_data import erase_all
from participation.database import db_now
from participation.live.models import Event
from participation.live.policies import may_listen, may_write
from participation.notifications.actions import follow
from participation.notifications.models import Notification
from participation.record.worker import run_due
from participation.refusals import BadInput, Closed, NotAllowed, NotYetOpen
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def announce(host: Any, **fields: Any) -> Session:
    starts = db_now() + timedelta(days=3)
    values = {"title": "Форум", "venue": "Зала", "starts_at": starts, "ends_at": starts + timedelta(hours=2), **fields}
    return announce_session(official=host, municipality_id=make.place().pk, **values)


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"venue": "", "online_url": ""}, "venue"),
        ({"online_url": "javascript:alert(1)"}, "online_url"),
        ({"online_url": "ftp://x.example"}, "online_url"),
        ({"online_url": "http://video.example/1"}, "online_url"),
        ({"online_url": "https://127.0.0.1:1/"}, "online_url"),
        ({"online_url": "https://[::1]/"}, "online_url"),
        ({"online_url": "https://10.1.2.3/"}, "online_url"),
        ({"online_url": "https://localhost/"}, "online_url"),
        ({"online_url": "https://hall.local/"}, "online_url"),
        ({"about": "consultation.999"}, "about"),
        ({"about": "user.1"}, "about"),
        ({"starts_at": None}, "starts_at"),
        ({"items": [{"title": "Т", "minutes": 601}]}, "items"),
    ],
)
def test_bad_input_is_named(host: Any, fields: dict[str, Any], at: str) -> None:
    with pytest.raises(BadInput) as told:
        announce(host, **fields)
    assert told.value.field == at


def test_times_have_an_order(host: Any) -> None:
    starts = db_now() + timedelta(days=1)
    for wrong in (
        {"ends_at": starts},
        {"ends_at": starts + timedelta(days=2)},
        {"starts_at": db_now() - timedelta(days=1)},
    ):
        with pytest.raises(BadInput):
            announce(host, **{"starts_at": starts, "ends_at": starts + timedelta(hours=1), **wrong})


def test_it_belongs_to_the_officials_of_its_place(host: Any) -> None:
    session = announce(host)
    for stranger in (
        make.person(),
        make.moderator(make.place()),
        make.official(make.place("BGS04", "Бургас", "Burgas")),
    ):
        with pytest.raises(NotAllowed):
            change_session(official=stranger, session_id=session.pk, title="Мой")
        with pytest.raises(NotAllowed):
            cancel_session(official=stranger, session_id=session.pk, reason="Не")
    assert may_listen(None, session.scope) and not may_listen(None, "session.999")


def test_who_is_told_to_be_writing_there(host: Any) -> None:
    session, person = announce(host), make.person()
    suspended = make.person(suspended_until=db_now() + timedelta(days=1))
    assert may_write(person.pk, session.scope), "the control"
    assert not may_write(suspended.pk, session.scope)
    assert not may_write(person.pk, "session.999999")
    cancel_session(official=host, session_id=session.pk, reason="Няма ток")
    assert not may_write(person.pk, session.scope)


def test_what_is_changed_and_what_stays(host: Any) -> None:
    session = announce(host, items=[{"title": "Първа", "minutes": 5}])
    change_session(official=host, session_id=session.pk, title="Друг", items=[{"title": "А"}, {"title": "Б"}])
    session.refresh_from_db()
    assert (session.title, session.venue, session.items.count()) == ("Друг", "Зала", 2)
    with pytest.raises(NotYetOpen):
        hosting.begin_session(host=host, session_id=session.pk)
    soon = db_now() + timedelta(minutes=50)
    change_session(official=host, session_id=session.pk, starts_at=soon, ends_at=soon + timedelta(hours=1))
    hosting.begin_session(host=host, session_id=session.pk)
    with pytest.raises(Closed):
        change_session(official=host, session_id=session.pk, title="Късно")
    with pytest.raises(Closed):
        cancel_session(official=host, session_id=session.pk, reason="Късно")


def told_to(user: Any) -> list[str]:
    while run_due():
        pass
    return list(Notification.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def test_followers_are_reminded_a_day_and_an_hour_before_once(host: Any) -> None:
    maria, session = make.person("Мария"), announce(host)
    follow(user=maria, scope=session.scope)
    assert tell_reminders() == 0
    Session.objects.filter(pk=session.pk).update(starts_at=db_now() + timedelta(hours=20))
    assert (tell_reminders(), tell_reminders()) == (1, 0)
    Session.objects.filter(pk=session.pk).update(starts_at=db_now() + timedelta(minutes=50))
    assert (tell_reminders(), tell_reminders()) == (1, 0)
    assert told_to(maria) == ["session.tomorrow", "session.soon"]


def test_followers_learn_of_a_new_time_and_of_the_end_of_it(host: Any) -> None:
    maria, session = make.person("Мария"), announce(host)
    follow(user=maria, scope=session.scope)
    change_session(official=host, session_id=session.pk, description="Само думи")
    change_session(official=host, session_id=session.pk, venue="Друга зала")
    cancel_session(official=host, session_id=session.pk, reason="Буря")
    assert told_to(maria) == ["session.moved", "session.cancelled"]
    assert Notification.objects.filter(user=maria).last().data["reason"] == "Буря"  # type: ignore[union-attr]  # just told


def test_who_asked_is_told_the_answer(host: Any) -> None:
    maria, session = make.person("Мария"), make.gathering(by=host)
    post = taking_part.ask_question(author=maria, session_id=session.pk, body="Кога?")
    hosting.answer_question(host=host, session_id=session.pk, post_id=post.pk, text="Утре.")
    hosting.answer_question(host=host, session_id=session.pk, post_id=post.pk, text="Вдругиден.")
    assert told_to(maria).count("session.question_answered") == 1


def test_a_calendar_takes_no_lines_that_people_typed(host: Any, settings: Any) -> None:
    evil = "Форум\r\nATTENDEE:mailto:a@b.example"
    session = announce(host, title=evil, venue="Зала; 1, 2\nX-EVIL:1", description="Едно\n\nдве")
    lines = calendar_file(session).decode().split("\r\n")
    assert not [line for line in lines if line.startswith(("ATTENDEE", "X-EVIL"))]
    (event,) = Calendar.from_ical(calendar_file(session)).walk("VEVENT")
    assert event.decoded("dtstart") == session.starts_at.replace(microsecond=0)
    assert "evil.example" not in calendar_file(session).decode()


def test_a_calendar_does_not_believe_the_host_of_a_request(host: Any, client: Any) -> None:
    session = announce(host)
    answer = client.get(f"/sessions/{session.pk}/calendar.ics", headers={"x-forwarded-host": "evil.example"})
    assert answer.status_code == 200 and b"evil" not in answer.content
    assert answer["Content-Disposition"] == f'attachment; filename="session-{session.pk}.ics"'


def test_export_and_erasure(host: Any) -> None:
    maria, session = make.person("Мария Канарче"), make.gathering(by=host)
    taking_part.raise_hand(person=maria, session_id=session.pk, named=True)
    turn = hosting.call_turn(host=host, session_id=session.pk)
    taking_part.attend(person=maria, session_id=session.pk, where="hall")
    taking_part.ask_question(author=maria, session_id=session.pk, body="Въпрос")
    kept = personal.export(maria)
    assert [row["session_id"] for row in kept["turns"]] == [session.pk]
    assert kept["attendance"][0]["where"] == "hall"
    assert "Канарче" in str(list(Event.objects.values_list("data", flat=True))), "the control"
    erase_all(maria)
    maria.delete()
    assert "Канарче" not in str(list(Event.objects.values_list("data", flat=True)))
    assert Turn.objects.get(pk=turn.pk).user_id is None
    assert session.attendances.count() == 0
