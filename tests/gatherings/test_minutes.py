"""The minutes write themselves, are kept in versions, and forget who was there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from forums.actions import hide_post, mask_post, restore_post, unmask_post
from gatherings.actions import hosting, minutes, taking_part
from gatherings.actions.attending import drop_old_names
from gatherings.models import Attendance, Session
from gatherings.selectors.floor import attendance_of
from gatherings.selectors.gone import without
from gatherings.selectors.minutes import list_versions, minutes_csv, published_minutes, write_minutes
from participation.database import db_now
from participation.refusals import BadInput, Closed, NotAllowed, Stale
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(host: Any) -> Session:
    """Maria spoke with her name, somebody without; Stoyan asked and was answered."""
    made = make.gathering(by=host)
    for name, named in (("Мария Тодорова", True), ("Тайна Особа", False)):
        turn = taking_part.raise_hand(person=make.person(name), session_id=made.pk, named=named)
        hosting.call_turn(host=host, session_id=made.pk)
        hosting.end_turn(host=host, session_id=made.pk, turn_id=turn.pk, gist=f"Думите на {len(name)}")
    post = taking_part.ask_question(author=make.person("Стоян Кръстев"), session_id=made.pk, body="Кога *точно*?")
    hosting.answer_question(host=host, session_id=made.pk, post_id=post.pk, text="През май.")
    taking_part.attend(person=make.person("Присъстващ Човек"), session_id=made.pk, where="online")
    hosting.count_hall(host=host, session_id=made.pk, numbers={"ngo": 3})
    hosting.end_session(host=host, session_id=made.pk)
    made.refresh_from_db()
    return made


def test_they_say_what_happened_and_no_name_that_was_not_given(session: Session) -> None:
    text = write_minutes(session)
    for words in ("Форум за бюджета", "in the hall: 3", "online: 1", "Мария Тодорова", "Думите на 14", "Стоян Кръстев"):
        assert words in text
    assert "Answer: През май." in text and "Кога \\*точно\\*?" in text
    assert "without" not in text and "did not want to be named" in text
    assert "Тайна" not in text and "Присъстващ" not in text
    assert "It was not taken up." in text


def test_what_was_hidden_is_not_in_them(session: Session) -> None:
    post = session.thread.posts.get()
    hide_post(post_id=post.pk)
    assert "точно" not in write_minutes(session) and "None were asked." in write_minutes(session)
    assert "точно" not in minutes_csv(session)


def test_what_is_hidden_later_is_hidden_in_published_minutes_too(session: Session, client: Any) -> None:
    """They hold copies of the questions; with the decision's reversal the words are back, in every version."""
    post = session.thread.posts.get()
    official = make.official(session.municipality, "Протоколчик")
    minutes.publish_minutes(official=official, session_id=session.pk, text=write_minutes(session))
    minutes.save_minutes(
        host=official, session_id=session.pk, text=write_minutes(session) + "\nОще.", reason="Допълнено"
    )

    def told() -> str:
        pages = [f"/sessions/{session.pk}/{page}" for page in ("minutes/", "minutes.md")]
        return "".join(client.get(path).content.decode() for path in (*pages, f"/api/v1{pages[0]}"))

    before = told()
    assert before.count("точно") >= 5, "the control"
    hide_post(post_id=post.pk)
    assert "точно" not in told() and "Кога" not in told() and "През май" in told() and "Стоян Кръстев" in told()
    restore_post(post_id=post.pk)
    assert told().count("точно") == before.count("точно")
    original = mask_post(post_id=post.pk, words=["точно"])
    assert "точно" not in told() and told().count("Кога") == before.count("Кога") and "▒▒▒" in told()
    unmask_post(post_id=post.pk, original=original)
    assert told().count("точно") == before.count("точно")
    assert [one.number for one in published_minutes(session)] == [2, 1]


@pytest.mark.parametrize(
    ("line", "gone", "told"),
    [
        ("3. Кога ще светне алеята? — Ана", ("Кога ще светне алеята?",), "3. ▒▒▒ — Ана"),
        ("Ана пита: Кога ще светне алеята?", ("Кога ще светне алеята?",), "Ана пита: ▒▒▒"),
        ("1. Да — Ана", ("Да",), "1. ▒▒▒ — Ана"),
        ("Да, каза Ана.", ("Да",), "Да, каза Ана."),
        ("1. Не Да — Ана", ("Да",), "1. Не Да — Ана"),
        ("2. Този лъжец пак ли? — Ана", ("Този ", " пак ли?"), "2. Този ▒▒▒ пак ли? — Ана"),
        ("2. лъжец — Ана", ("", ""), "2. ▒▒▒ — Ана"),
        ("Нещо друго — Ана", ("", ""), "Нещо друго — Ана"),
        ("2. а лъжец б крадец в — Ана", ("а ", " б ", " в"), "2. а ▒▒▒ б ▒▒▒ в — Ана"),
        ("2. Този никога не пита", ("Този ", " пак ли?"), "2. Този никога не пита"),
    ],
)
def test_where_hidden_words_stand_in_a_line(line: str, gone: tuple[str, ...], told: str) -> None:
    assert without(f"# Протокол\n{line}\n", [gone]) == f"# Протокол\n{told}\n"


def test_a_sheet_runs_no_formulas(host: Any) -> None:
    session = make.gathering(by=host)
    taking_part.ask_question(author=make.person("=1+1"), session_id=session.pk, body="=cmd()")
    sheet = minutes_csv(session)
    assert "'=cmd()" in sheet and "'=1+1" in sheet and ",=" not in sheet


def test_versions_are_kept_and_a_colleagues_is_not_overwritten(session: Session, host: Any) -> None:
    minutes.save_minutes(host=host, session_id=session.pk, text="Първа", seen=0)
    minutes.save_minutes(host=host, session_id=session.pk, text="Втора", seen=1)
    with pytest.raises(Stale):
        minutes.save_minutes(host=host, session_id=session.pk, text="Трета", seen=1)
    assert [one.text for one in list_versions(session)] == ["Втора", "Първа"]
    assert published_minutes(session) == []


def test_publishing_and_correcting_leave_a_visible_history(session: Session, host: Any) -> None:
    moderator = make.moderator(session.municipality)
    with pytest.raises(NotAllowed):
        minutes.publish_minutes(official=moderator, session_id=session.pk, text="Протокол")
    minutes.publish_minutes(official=host, session_id=session.pk, text="Протокол")
    with pytest.raises(BadInput, match="corrected and why"):
        minutes.save_minutes(host=host, session_id=session.pk, text="Поправен")
    with pytest.raises(NotAllowed):
        minutes.save_minutes(host=moderator, session_id=session.pk, text="Поправен", reason="Име")
    minutes.save_minutes(host=host, session_id=session.pk, text="Поправен", reason="Сгрешено име")
    assert [(one.text, one.reason) for one in published_minutes(session)] == [
        ("Поправен", "Сгрешено име"),
        ("Протокол", ""),
    ]
    with pytest.raises(BadInput):
        minutes.publish_minutes(official=host, session_id=session.pk, text="Отново")


def test_publishing_forgets_who_was_there_and_keeps_the_numbers(session: Session, host: Any) -> None:
    before = attendance_of(session)
    assert Attendance.objects.count() == 1
    minutes.publish_minutes(official=host, session_id=session.pk, text="Протокол")
    assert Attendance.objects.count() == 0
    assert attendance_of(session) == before


def test_thirty_days_are_the_longest_that_anybody_is_kept(session: Session) -> None:
    assert drop_old_names() == 0
    Session.objects.filter(pk=session.pk).update(ended_at=db_now() - timedelta(days=31))
    assert drop_old_names() == 1 and drop_old_names() == 0
    assert Attendance.objects.count() == 0


def test_not_before_the_end(host: Any) -> None:
    live = make.gathering(by=host)
    with pytest.raises(Closed):
        minutes.save_minutes(host=host, session_id=live.pk, text="Рано")
    with pytest.raises(Closed):
        minutes.publish_minutes(official=host, session_id=live.pk, text="Рано")
