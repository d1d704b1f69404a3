"""One's own shifts, the calendar's address, tasks that suit with their reasons."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support import tasks as some
from volunteers.tasks.actions.shifts import cancel_shift
from volunteers.tasks.actions.signing import sign_up
from volunteers.tasks.models import Feed, SignUp

from .conftest import browser, text

pytestmark = pytest.mark.django_db
OWN = "/volunteer/shifts/"


def test_coming_waiting_and_past_in_their_places(project: Any, task: Any, maria: Any, leader: Any) -> None:
    coming, full, past = some.shift(task), some.shift(task, hours=100, places=1), some.shift(task, hours=150)
    sign_up(person=some.helper(project, "Първа"), shift_id=full.pk)
    for one in (coming, full, past):
        sign_up(person=maria, shift_id=one.pk)
    some.move(past, hours=-30)
    SignUp.objects.filter(shift=past, user=maria).update(state="came")
    said = text(browser(maria).get(OWN))
    to_come, _w, rest = said.partition('id="waiting-h"')
    waiting, _p, before = rest.partition('id="past-h"')
    assert f'id="shift-{coming.pk}"' in to_come and f'id="shift-{full.pk}"' not in to_come
    assert f'id="shift-{full.pk}"' in waiting and "number 1." in waiting
    assert "you were there" in before
    cancel_shift(person=leader, shift_id=coming.pk, reason="Буря иде.")
    said = text(browser(maria).get(OWN))
    assert "Буря иде." in said and "Call off" not in said


def test_only_ones_own_and_only_signed_in(shift: Any, maria: Any, stranger: Any) -> None:
    sign_up(person=maria, shift_id=shift.pk)
    assert f"shift-{shift.pk}" in text(browser(maria).get(OWN))
    assert f"shift-{shift.pk}" not in text(browser(stranger).get(OWN))
    assert "You have no shift to come" in text(browser(stranger).get(OWN))
    for answer in (browser().get(OWN), browser().post(f"{OWN}calendar/", {"do": "make"})):
        assert "/accounts/login/" in answer["Location"]
    assert f'href="{OWN}"' in text(browser(maria).get("/volunteer/")), "the way there"


def test_the_address_of_the_calendar_is_shown_once_and_removed(shift: Any, maria: Any) -> None:
    sign_up(person=maria, shift_id=shift.pk)
    seen = browser(maria)
    answer = seen.post(f"{OWN}calendar/", {"do": "make"})
    found = re.findall(r'value="https?://[^"]*(/api/v1/shifts/feed/[^"]+\.ics)"', text(answer))
    assert len(found) == 1 and "no-store" in answer["Cache-Control"]
    assert "BEGIN:VCALENDAR" in text(browser().get(found[0])) and "shift-" in text(browser().get(found[0]))
    later = text(seen.get(OWN))
    assert found[0] not in later and "Make a new address" in later
    assert seen.post(f"{OWN}calendar/", {"do": "remove"})["Location"] == OWN
    assert not Feed.objects.exists() and browser().get(found[0]).status_code == 404


def test_tasks_that_suit_say_why(project: Any, maria: Any, stranger: Any) -> None:
    some.shift(some.task(project, title="Градинарство", skills=["gardening"], languages=["tr"]))
    some.shift(some.task(project, title="Счетоводство", skills=["carpentry"]))
    some.task(project, title="Без смяна", skills=["gardening"])
    said = text(browser(maria).get(OWN)).partition('id="suited-h"')[2]
    assert "Градинарство" in said and "gardening" in said and "Turkish" in said and "same municipality" in said
    assert "Счетоводство" not in said and "Без смяна" not in said
    nobody = text(browser(stranger).get(OWN))
    assert "Градинарство" not in nobody and "/volunteer/?next=/volunteer/shifts/" in nobody


def test_the_page_asks_as_much_for_one_as_for_three(project: Any, task: Any, maria: Any) -> None:
    counts, seen = [], browser(maria)
    for many in (1, 2):
        for n in range(many):
            hours = 100 * many + 20 * n
            full = some.shift(some.task(project), hours=hours + 5, places=1)
            sign_up(person=some.helper(project, f"Първа {many}{n}"), shift_id=full.pk)
            for one in (some.shift(task, hours=hours), full, some.shift(task, hours=hours + 10)):
                sign_up(person=maria, shift_id=one.pk)
            some.move(one, hours=-100 - hours)
        seen.get(OWN)
        with CaptureQueriesContext(connection) as asked:
            said = text(seen.get(OWN))
        counts.append(len(asked))
    assert said.count('class="shift card"') == 6 and counts[0] == counts[1]
