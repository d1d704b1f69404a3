"""What an installation from before has: sealed tallies with small groups, events and acts that name them."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from participation.live.actions import publish
from participation.live.models import Event
from participation.record.models import Act
from participation.voting.actions.sealing import digest_of
from participation.voting.models import Question, Window
from tests.support import factories as make

pytestmark = pytest.mark.django_db
GROUPS = {"citizen": {"support": 12}, "official": {"oppose": 6}, "ngo": {"oppose": 1}}


def test_sealed_tallies_become_what_is_published_and_the_digest_is_of_that() -> None:
    what = make.consultation()
    first, second = (clause.question for clause in make.clauses(what))
    Question.objects.filter(pk=first.pk).update(sealed=GROUPS)
    Question.objects.filter(pk=second.pk).update(sealed={})
    make.close(what)
    Window.objects.filter(pk=what.window_id).update(sealed_at=what.window.closes_at, digest="0" * 64)
    act = Act.objects.create(kind="window.sealed", scope=what.scope, data={"digest": "0" * 64, "ballots": 19})
    upgrade = import_module("participation.voting.migrations.0003_published_tallies")
    for _again in range(2):
        upgrade.seal_as_published(apps, None)
        first.refresh_from_db()
        assert first.sealed["groups"] == {"citizen": {"support": 12}, "other": {"oppose": 7}}
        window, act = Window.objects.get(pk=what.window_id), Act.objects.get(pk=act.pk)
        assert window.digest == digest_of(list(window.questions.all())) == act.data["digest"]
        assert act.data["ballots"] == 19


def test_events_and_acts_of_before_name_no_group() -> None:
    what = make.consultation()
    publish(stream=what.scope, kind="tally", data={"question": 1, "total": 19, "groups": GROUPS})
    Act.objects.create(kind="ballot.cast", scope=what.scope, role="ngo")
    comment = Act.objects.create(kind="comment.created", scope=what.scope, role="ngo")
    import_module("participation.voting.migrations.0003_published_tallies").name_no_groups(apps, None)
    import_module("participation.record.migrations.0002_secret_ballots").keep_to_ourselves(apps, None)
    assert Event.objects.get(kind="tally").data == {"question": 1, "total": 19, "groups": {}}
    assert Act.objects.filter(kind="ballot.cast", role="", is_public=False).exists()
    comment.refresh_from_db()
    assert (comment.role, comment.is_public) == ("ngo", True)
