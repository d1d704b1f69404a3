"""The tasks of the demo: shifts behind and ahead, a waiting list, hours in every state, certificates."""

from __future__ import annotations

import pytest
from django.db.models import Count, F, Q

from demo.people import DOMAIN
from participation.database import db_now
from participation.notifications.models import Notification
from participation.record.models import Outbox
from volunteers.projects.models import Coordinator, Project
from volunteers.register.models import Application
from volunteers.tasks.models import Certificate, Hours, Shift, SignUp, Task

pytestmark = pytest.mark.usefixtures("place")


def test_shifts_are_behind_and_ahead() -> None:
    now = db_now()
    behind, ahead = Shift.objects.filter(ends__lt=now), Shift.objects.filter(begins__gt=now)
    assert behind.count() >= 5
    assert ahead.count() >= 5
    came = Q(signups__state="came")
    assert all(one.n for one in behind.annotate(n=Count("signups", filter=came)))
    assert {True, False} == set(SignUp.objects.filter(state="came").values_list("by_code", flat=True))
    assert SignUp.objects.filter(state="missed").exists()
    going, waiting = (Count("signups", filter=Q(signups__state=state)) for state in ("going", "waiting"))
    counted = ahead.annotate(going=going, waiting=waiting)
    assert counted.filter(going__lt=F("places"), waiting=0).exists()
    assert counted.filter(going=F("places"), waiting__gt=0).exists()
    assert not counted.filter(going__lt=F("places"), waiting__gt=0).exists()
    assert not SignUp.objects.filter(shift__in=ahead, state__in=("came", "missed")).exists()


def test_weekdays_are_kept() -> None:
    thursdays = Shift.objects.filter(task__title__startswith="Четвъртък")
    assert thursdays.count() == 5
    assert {one.begins.weekday() for one in thursdays} == {3}
    assert len({one.begins for one in thursdays}) == 5


def test_hours_are_in_every_state() -> None:
    states = set(Hours.objects.values_list("state", flat=True))
    assert {"logged", "confirmed", "disputed"} <= states
    assert Hours.objects.filter(state="disputed").exclude(reply="").exists()
    assert Hours.objects.filter(state="disputed", reply="").exists()
    led = Project.objects.filter(coordinators__user__email=f"coordinator@{DOMAIN}")
    waiting = Hours.objects.filter(project__in=led, state="logged", of_leader=False)
    assert waiting.exclude(user__email=f"coordinator@{DOMAIN}").exists()
    now = db_now()
    assert not Hours.objects.filter(Q(at__gte=now) | Q(decided_at__gte=now)).exists()
    assert not Hours.objects.filter(day__lt=F("project__opened_at__date")).exists()


def test_papers_are_valid_and_replaced() -> None:
    states = set(Certificate.objects.values_list("state", flat=True))
    assert states == {"valid", "replaced"}
    replaced = Certificate.objects.get(state="replaced")
    newer = Certificate.objects.get(state="valid", user=replaced.user, project=replaced.project)
    assert newer.minutes > replaced.minutes
    assert newer.issued_at > replaced.issued_at


def test_the_volunteer_has_something_of_each() -> None:
    own, now = Q(user__email=f"volunteer@{DOMAIN}"), db_now()
    assert SignUp.objects.filter(own, state="going", shift__begins__gt=now).count() >= 2
    assert Hours.objects.filter(own, state="confirmed").exists()
    assert Certificate.objects.filter(own, state="valid").exists()
    assert Notification.objects.filter(own, kind="certificate.issued").exists()


def test_it_could_have_happened() -> None:
    for one in SignUp.objects.select_related("shift__task"):
        of = {"user": one.user_id, "project": one.shift.task.project_id}
        helped = Application.objects.filter(**of, state="accepted", answered_at__lt=one.at)
        assert helped.exists() or Coordinator.objects.filter(**of).exists(), "who comes had been accepted before"
        assert one.at < one.shift.begins
    assert Task.objects.filter(done_at__isnull=False).exists()
    assert not Task.objects.filter(created_at__lt=F("project__opened_at")).exists()
    assert not Outbox.objects.filter(act__kind__regex=r"^(task|shift|hours|certificate)\.").exists()
