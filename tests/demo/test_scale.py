"""The large fill, at a tenth of its size: as many people and places as promised, and every count still right."""

from __future__ import annotations

import pytest
from django.db.models import Count

from demo import corpus, scale
from demo.fill import fill, is_filled
from participation.accounts.models import User
from participation.organisations.models import Organisation
from participation.places.models import Municipality
from participation.voting.models import Question
from participation.voting.selectors import recount, tally_of
from proposals.models import Consultation
from volunteers.register.models import Volunteer

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_as_many_as_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PLACES": 30, "PEOPLE": 900, "ORGANISATIONS": 40, "DRAFTS_PER_PLACE": 1}.items():
        monkeypatch.setattr(scale, name, value)
    monkeypatch.setattr(scale.wake_more, "__defaults__", (30,))
    fill(scale="cocreated", progress=lambda line: None)
    assert Municipality.objects.filter(is_live=True).count() == 30
    assert Organisation.objects.count() == 40
    assert Volunteer.objects.count() == 420
    assert User.objects.filter(represents__isnull=False).distinct().count() == 40 * scale.REPRESENTATIVES
    assert User.objects.filter(represents__isnull=True).count() == 900 + 30, "and one official for each place"
    assert Consultation.objects.count() == len(corpus.drafts()) + 30
    busy = Question.objects.annotate(n=Count("ballots")).order_by("-n", "id")[:200]
    assert all(tally_of(question.pk).groups == recount(question.pk).groups for question in busy)
    assert is_filled()
    assert fill(scale="cocreated", progress=lambda line: None) == {}, "a second fill doubles nothing"


def test_an_unknown_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="none of demo, cocreated"):
        fill(scale="huge")
