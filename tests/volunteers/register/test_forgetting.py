"""What nobody needs to know any more is let go of, by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from participation.accounts.models import User
from participation.database import db_now
from participation.notifications.models import Notification
from tests.support import factories as make
from tests.support import volunteers as some
from volunteers.projects.models import Project
from volunteers.register.actions.applying import answer_application, apply
from volunteers.register.actions.forgetting import forget_entries, forget_words
from volunteers.register.actions.guardians import answer_guardian
from volunteers.register.models import Application, Guardian, Volunteer

pytestmark = pytest.mark.django_db


def test_entries_of_who_left() -> None:
    stays, closed, away, back = (some.volunteer(make.person()) for _n in range(4))
    long_ago = db_now() - timedelta(days=731)
    User.objects.filter(pk=closed.user_id).update(is_active=False)
    Volunteer.objects.filter(pk__in=[away.pk, back.pk]).update(changed_at=long_ago)
    User.objects.filter(pk=back.user_id).update(last_login=db_now())
    assert forget_entries() == 2 and forget_entries() == 0
    assert set(Volunteer.objects.all()) == {stays, back}
    assert Notification.objects.get(user=away.user).kind == "volunteer.forgotten"


def test_whoever_still_helps_has_not_left(project: Project) -> None:
    entry = some.volunteer()
    some.helper(project, entry)
    Volunteer.objects.update(changed_at=db_now() - timedelta(days=731))
    assert forget_entries() == 0
    Application.objects.update(at=db_now() - timedelta(days=731))
    assert forget_entries() == 1


def test_minors_who_stay_without_consent() -> None:
    entry, consented = some.minor(consents=False), some.minor(make.person(), guardian_email="b@megdan.example")
    answer_guardian(key=some.key_for(entry), consent=False)
    Guardian.objects.filter(volunteer=entry).update(refused_at=db_now() - timedelta(days=89))
    assert forget_entries() == 0
    Guardian.objects.filter(volunteer=entry).update(refused_at=db_now() - timedelta(days=91))
    assert forget_entries() == 1
    assert list(Volunteer.objects.all()) == [consented]


def test_who_is_forgotten_takes_part_no_longer(project: Project) -> None:
    entry = some.volunteer()
    some.helper(project, entry)
    User.objects.filter(pk=entry.user_id).update(is_active=False)
    forget_entries()
    assert Application.objects.get().state == "withdrawn"


def test_words_go_thirty_days_after_the_end(project: Project) -> None:
    row = some.helper(project)
    assert forget_words() == 0
    Project.objects.filter(pk=project.pk).update(state="finished", finished_at=db_now() - timedelta(days=29))
    assert forget_words() == 0
    Project.objects.filter(pk=project.pk).update(finished_at=db_now() - timedelta(days=31))
    assert forget_words() == 1 and forget_words() == 0
    row.refresh_from_db()
    assert (row.words, row.state) == ("", "accepted"), "that one helped stays one's own"


def test_words_of_the_declined_go_too(project: Project, leader: User) -> None:
    row = apply(person=some.volunteer().user, project_id=project.pk, words="Моля")
    answer_application(person=leader, application_id=row.pk, accept=False, answer="Благодарим")
    assert forget_words() == 0
    Application.objects.update(answered_at=db_now() - timedelta(days=31))
    assert forget_words() == 1
