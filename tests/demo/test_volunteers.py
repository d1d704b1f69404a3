"""Volunteers of the demo place."""

from __future__ import annotations

import pytest
from django.db.models import F

from demo.people import DOMAIN
from participation.notifications.models import Notification
from participation.record.models import Outbox
from volunteers.projects.models import Project
from volunteers.register.models import Application, Volunteer
from volunteers.register.selectors.entries import entry_of
from volunteers.register.selectors.figures import figures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("place")]


def test_sixty_people_of_every_age_are_in_the_register() -> None:
    assert Volunteer.objects.count() == 60
    assert set(Volunteer.objects.values_list("age", flat=True)) == set(Volunteer.Age.values)
    assert Volunteer.objects.filter(age="14-17", guardian__consented_at__isnull=False).exists()
    assert Volunteer.objects.filter(age="14-17", guardian__consented_at=None).exists()
    own = Volunteer.objects.get(user__email=f"volunteer@{DOMAIN}")
    kept = entry_of(own.user)
    assert kept is not None and [place.code for place in kept.municipalities.all()] == ["DOB17"]
    assert (figures().total or 0) >= 40
    assert not Outbox.objects.filter(act__scope__startswith="volunteer.").exists(), "nobody is told what was long ago"


def test_projects_that_run_have_helpers() -> None:
    running = Project.objects.filter(state__in=("open", "under_way"), hidden_at=None)
    assert running.count() >= 2
    for project in running.filter(municipality__code="DOB17"):
        states = set(Application.objects.filter(project=project).values_list("state", flat=True))
        assert {"accepted", "applied"} <= states, project.title
    assert not Application.objects.filter(user__coordinates__project=F("project")).exists()
    own = Application.objects.filter(user__email=f"volunteer@{DOMAIN}")
    assert own.filter(state="accepted").exists()
    assert Notification.objects.filter(user__email=f"volunteer@{DOMAIN}", kind="application.accepted").exists()
