"""Who comes, who came; the code at the door that renews itself; checking in with it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participation.database import db_now
from tests.support import factories as make
from tests.support import tasks as some
from tests.support import volunteers as register
from volunteers.tasks.actions.signing import sign_up
from volunteers.tasks.codes import door_code
from volunteers.tasks.models import Hours, SignUp

from .conftest import browser, of_shift, of_task, text

pytestmark = pytest.mark.django_db


def here(shift: Any, code: str | None = None) -> str:
    return f"/shifts/{shift.pk}/here/" + (f"?code={code}" if code is not None else "")


@pytest.fixture
def now(shift: Any, maria: Any) -> Any:
    """Maria has a place in it, and it is on."""
    sign_up(person=maria, shift_id=shift.pk)
    return some.move(shift, hours=-1)


def test_the_list_names_who_comes_and_who_waits_in_order(project: Any, task: Any, leader: Any) -> None:
    full = some.shift(task, places=1)
    for name in ("Първа", "Втора", "Трета"):
        sign_up(person=some.helper(project, name), shift_id=full.pk)
    said = text(browser(leader).get(of_shift(full)))
    going, _h, waiting = said.partition('id="waiting-h"')
    assert "Първа" in going and "Втора" not in going
    assert waiting.index("Втора") < waiting.index("Трета") and re.search(r"1\.</b>.*Втора", waiting, re.S)
    assert 'name="came"' not in said, "not before it begins"


def test_who_came_is_ticked_and_taken_back(now: Any, leader: Any, maria: Any) -> None:
    seen, row = browser(leader), SignUp.objects.get()
    seen.post(of_shift(now, "tick/"), {"person": str(maria.pk), "came": "1"})
    row.refresh_from_db()
    assert row.state == "came" and "Were there" in text(seen.get(of_shift(now)))
    seen.post(of_shift(now, "tick/"), {"person": str(maria.pk), "came": ""})
    row.refresh_from_db()
    assert row.state == "missed"
    assert "Choose who came." in text(seen.post(of_shift(now, "tick/"), {"came": "1"}, follow=True))


def test_a_helper_who_was_not_on_the_list_is_ticked_and_nobody_else(
    project: Any, now: Any, leader: Any, stranger: Any
) -> None:
    other, seen = some.helper(project, "Непозвана"), browser(leader)
    said = text(seen.get(of_shift(now)))
    assert f'<option value="{other.pk}">Непозвана</option>' in said and stranger.display_name not in said
    seen.post(of_shift(now, "tick/"), {"person": str(other.pk), "came": "1"})
    assert SignUp.objects.get(user=other).state == "came"
    refused = text(seen.post(of_shift(now, "tick/"), {"person": str(stranger.pk), "came": "1"}, follow=True))
    assert "does not take part in the project" in refused and not SignUp.objects.filter(user=stranger).exists()


def test_nobody_else_ticks_or_confirms(now: Any, maria: Any, stranger: Any) -> None:
    for who in (maria, stranger, make.official(now.task.project.municipality)):
        for act in ("tick/", "confirm/", "remove/"):
            assert browser(who).post(of_shift(now, act), {"person": str(maria.pk), "came": "1"}).status_code == 403
        assert browser(who).get(of_shift(now, "door/")).status_code == 403
    assert SignUp.objects.get().state == "going"


def test_hours_of_all_who_came_are_confirmed_after_the_end(now: Any, leader: Any, maria: Any) -> None:
    seen = browser(leader)
    seen.post(of_shift(now, "tick/"), {"person": str(maria.pk), "came": "1"})
    assert "Confirm the hours" not in text(seen.get(of_shift(now)))
    assert "has not ended yet" in text(seen.post(of_shift(now, "confirm/"), follow=True))
    some.move(now, hours=-30)
    assert "Confirm the hours" in text(seen.get(of_shift(now)))
    assert "The hours of 1 person are confirmed." in text(seen.post(of_shift(now, "confirm/"), follow=True))
    assert Hours.objects.get().state == "confirmed"


def test_the_door_shows_a_code_and_asks_for_the_next(now: Any, leader: Any) -> None:
    answer = browser(leader).get(of_shift(now, "door/"))
    said, code = text(answer), door_code(now.pk, db_now())
    assert code in said and "<svg" in said and 'viewBox="' in said and "no-store" in answer["Cache-Control"]
    seconds = int(re.findall(r'http-equiv="refresh" content="(\d+)"', said)[0])
    assert 1 <= seconds <= 61 and f'data-seconds="{seconds}"' in said
    some.move(now, hours=5)
    early = text(browser(leader).get(of_shift(now, "door/")))
    assert "You can check in from 30 minutes before" in early and "<noscript>" in early and code not in early


def test_checking_in_with_one_button(now: Any, maria: Any) -> None:
    seen, code = browser(maria), door_code(now.pk, db_now())
    asked = text(seen.get(here(now, code)))
    assert f'type="hidden" name="code" value="{code}"' in asked and "I am here" in asked
    answer = seen.post(here(now), {"code": code})
    assert answer["Location"] == here(now)
    assert "You are checked in" in text(seen.get(here(now)))
    row = SignUp.objects.get()
    assert row.state == "came" and row.by_code
    assert "You are checked in" in text(seen.get(here(now, "AAAAAA"))), "scanned once more"


def test_without_a_picture_the_code_is_typed_and_an_old_one_is_refused_in_words(now: Any, maria: Any) -> None:
    seen, old = browser(maria), door_code(now.pk, db_now() - timedelta(minutes=10))
    assert 'id="id_code"' in text(seen.get(here(now)))
    answer = seen.post(here(now), {"code": old})
    said = text(answer)
    assert answer.status_code == 422 and "Take the one that the screen shows now." in said
    assert f'value="{old}"' in said and 'id="id_code_error"' in said
    assert seen.post(here(now), {"code": ""}).status_code == 422 and SignUp.objects.get().state == "going"


def test_who_is_not_signed_in_comes_back_with_the_code(now: Any) -> None:
    for answer in (browser().get(here(now, "ABC234")), browser().post(here(now), {"code": "ABC234"})):
        assert f"next=/shifts/{now.pk}/here/%3Fcode%3DABC234" in answer["Location"]


def test_who_is_not_on_the_list_or_waits_is_told_so(project: Any, now: Any, maria: Any, stranger: Any) -> None:
    code = door_code(now.pk, db_now())
    said = text(browser(stranger).get(here(now, code)))
    assert "You are not on the list of this shift." in said and "I am here</button>" not in said
    assert browser(stranger).post(here(now), {"code": code}).status_code == 403
    SignUp.objects.update(state="waiting", going_at=None)
    assert "You are waiting for a place." in text(browser(maria).get(here(now, code)))


def test_too_early_and_too_late_are_said(shift: Any, maria: Any) -> None:
    sign_up(person=maria, shift_id=shift.pk)
    assert "from 30 minutes before the beginning" in text(browser(maria).get(here(shift, "ABC234")))
    assert browser(maria).post(here(shift), {"code": "ABC234"}).status_code in (409, 425)
    some.move(shift, hours=-30)
    assert "This shift is over." in text(browser(maria).get(here(shift, "ABC234")))
    assert browser(maria).get("/shifts/999999/here/").status_code == 404


def test_who_could_do_it_by_name_or_without(project: Any, leader: Any, maria: Any) -> None:
    task = some.task(project, skills=["gardening"], languages=["tr"])
    register.volunteer(make.person("Рада Илиева"), place=project.municipality)
    said = text(browser(leader).get(of_task(task, "people/")))
    assert "Мария" in said and "speaks Turkish" in said
    assert "Рада" not in said and 'name="volunteer"' in said and "Volunteer 1" in said


def test_the_list_asks_as_much_for_one_as_for_three(task: Any, leader: Any) -> None:
    held, counts = some.shift(task, places=4), []
    for many in (1, 2):
        for n in range(many):
            sign_up(person=some.helper(task.project, f"Помощник {many}{n}"), shift_id=held.pk)
        for path in (of_shift(held), of_task(task, "people/")):
            browser(leader).get(path)
            with CaptureQueriesContext(connection) as asked:
                browser(leader).get(path)
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
