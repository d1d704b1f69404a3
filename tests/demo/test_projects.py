"""The projects of the demo: every state, told in the order in which it happened, nothing from tomorrow."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db.models import F, Q

from forums.models import Post
from participation.accounts.models import User
from participation.database import db_now
from participation.notifications.models import Notification
from participation.record.models import Act, Outbox
from volunteers.projects.models import Check, Offer, Project, Report, Update
from volunteers.projects.selectors.page import page_of
from volunteers.projects.selectors.projects import list_own, list_waiting, public_projects

pytestmark = pytest.mark.usefixtures("place")


def test_ten_projects_in_every_state_and_several_places() -> None:
    states = Counter(Project.objects.values_list("state", flat=True))
    assert set(states) == set(Project.State.values)
    assert sum(states.values()) == 10
    assert Project.objects.values("municipality").distinct().count() >= 5
    assert public_projects().count() == 6


def test_the_coordinator_leads_some_and_officials_have_something_to_check() -> None:
    coordinator = User.objects.get(email="coordinator@megdan.example")
    assert {"draft", "submitted", "open", "under_way", "finished"} <= {one.state for one in list_own(coordinator)}
    assert list_waiting(User.objects.get(email="official@megdan.example")).count() == 1
    assert Notification.objects.filter(user=coordinator).exists()


def test_moments_follow_each_other_and_none_is_still_to_come() -> None:
    assert not Project.objects.filter(opened_at__lte=F("submitted_at")).exists()
    assert not Project.objects.filter(began_at__lte=F("opened_at")).exists()
    assert not Project.objects.filter(Q(finished_at__lte=F("began_at")) | Q(ended_at__lte=F("began_at"))).exists()
    now = db_now()
    for model, moment in ((Check, "at"), (Update, "at"), (Offer, "at"), (Report, "at"), (Project, "created_at")):
        assert not model._default_manager.filter(**{f"{moment}__gte": now}).exists(), model
    for project in Project.objects.exclude(opened_at=None):
        assert not Offer.objects.filter(need__project=project, at__lte=project.opened_at).exists()
        assert not Update.objects.filter(project=project, at__lte=project.opened_at).exists()
        assert Act.objects.get(scope=project.scope, kind="project.opened").at == project.opened_at


def test_pages_have_something_to_show() -> None:
    pages = [page_of(project, None) for project in public_projects()]
    assert all(page.goals and page.coordinators and page.check for page in pages)
    assert sum(len(page.updates) for page in pages) >= 7
    assert sum(need.brought for page in pages for need in page.needs) > 20
    assert all(need.missing >= 0 for page in pages for need in page.needs)
    assert Post.objects.filter(thread__scope__startswith="project.").count() >= 9
    assert any(page.report and page.goals[0].actual is not None for page in pages)
    assert not Outbox.objects.filter(act__scope__startswith="project.").exists()
