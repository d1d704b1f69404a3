"""One's own record to take along; what is kept about a person, exported and erased."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from participation.accounts.actions import erase_account
from participation.accounts.models import User
from participation.live.models import Event
from participation.notifications.models import Notification
from participation.record.models import Act
from tests.support import factories as make
from tests.support import tasks as some
from volunteers.projects.models import Project
from volunteers.tasks import personal
from volunteers.tasks.actions.attending import tick
from volunteers.tasks.actions.certificates import issue_certificate
from volunteers.tasks.actions.deciding import dispute_hours
from volunteers.tasks.actions.feeds import make_feed
from volunteers.tasks.actions.hours import correct_hours, log_hours
from volunteers.tasks.actions.signing import sign_up
from volunteers.tasks.models import Certificate, Feed, Hours, HoursChange, Shift, SignUp
from volunteers.tasks.selectors.record import harmless, record_csv, record_of

pytestmark = pytest.mark.django_db


def busy(project: Project, leader: User, maria: User, shift: Shift) -> None:
    """Maria did everything that leaves something behind."""
    coming = some.shift(shift.task, hours=200)
    sign_up(person=maria, shift_id=coming.pk)
    sign_up(person=maria, shift_id=shift.pk)
    some.move(shift, hours=-4)
    tick(person=leader, shift_id=shift.pk, user_id=maria.pk, came=True)
    some.confirmed(project, maria, 90)
    issue_certificate(person=maria, project_id=project.pk, user_id=maria.pk)
    asked = log_hours(person=maria, project_id=project.pk, day=some.yesterday(), minutes=30, words="Тайни думи")
    dispute_hours(person=leader, hours_id=asked.pk, reason="Мария, кога точно?")
    correct_hours(person=maria, hours_id=asked.pk, words="Други думи")
    make_feed(person=maria)
    some.all_told()


def test_all_of_it_is_in_the_record(project: Project, leader: User, maria: User, shift: Shift) -> None:
    busy(project, leader, maria, shift)
    kept = record_of(maria)
    assert (kept["confirmed_minutes"], kept["waiting_minutes"]) == (90, 30)
    assert [row["minutes"] for row in kept["hours"]] == [30, 90]
    assert [row["state"] for row in kept["shifts"]] == ["going", "came"]
    assert len(kept["certificates"]) == 1
    json.dumps(kept)
    assert record_of(make.person())["hours"] == [], "nobody else's"


def test_the_sheet_holds_no_formulas(project: Project, maria: User) -> None:
    for words in ("=HYPERLINK(1)", " +1", "@x", "-2", "добре"):
        log_hours(person=maria, project_id=project.pk, day=some.yesterday(), minutes=10, words=words)
    sheet = record_csv(maria)
    assert sheet.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(sheet.lstrip("\ufeff"))))
    assert len(rows) == 6
    words_told = {row[4] for row in rows[1:]}
    assert words_told == {"'=HYPERLINK(1)", "'+1", "'@x", "'-2", "добре"}
    assert harmless("\t=1") == "'\t=1" and harmless(7) == 7
    assert ";" in record_csv(maria, "semicolon").split("\n")[0]


def test_the_record_costs_the_same_for_one_and_for_three(project: Project, maria: User) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            record_of(maria)
            record_csv(maria)
        return len(asked)

    some.confirmed(project, maria, 10)
    once = cost()
    for n in range(2):
        some.confirmed(project, maria, 10, some.yesterday() - timedelta(days=n))
    assert cost() == once


def test_everything_is_exported(project: Project, leader: User, maria: User, shift: Shift) -> None:
    busy(project, leader, maria, shift)
    kept = personal.export(maria)
    assert {name: len(rows) for name, rows in kept.items()} == {
        "shifts": 2, "hours": 2, "changes_of_hours": 3, "certificates": 1, "calendar": 1, "tasks_written": 0,
    }  # fmt: skip
    json.dumps(kept, cls=DjangoJSONEncoder)
    assert len(personal.export(leader)["tasks_written"]) == 1


def test_nothing_names_the_person_after_erasing(project: Project, leader: User, maria: User, shift: Shift) -> None:
    busy(project, leader, maria, shift)
    assert Hours.objects.filter(user=maria).count() == 2 and Feed.objects.exists(), "the control"
    erase_account(user=maria)
    assert list(Hours.objects.values_list("user", "minutes", "words", "state")) == [(None, 90, "", "confirmed")]
    assert not HoursChange.objects.exists() and not Feed.objects.exists()
    assert list(SignUp.objects.values_list("user", "state")) == [(None, "came")]
    assert list(Certificate.objects.values_list("user", "name", "state")) == [(None, "", "withdrawn")]
    told = str(
        [
            *Act.objects.values_list("data"),
            *Event.objects.values_list("data"),
            *Notification.objects.values_list("data"),
        ]
    )
    assert "Мария" not in told and "Тайни думи" not in told


def test_tasks_outlive_who_wrote_them(project: Project, shift: Shift) -> None:
    from tests.support import volunteers as register

    erase_account(user=register.leader_of(project))
    shift.task.refresh_from_db()
    assert shift.task.author_id is None and shift.task.title
