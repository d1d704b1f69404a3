"""Who may know of a consultation: the rule for one and the rule for many are the same."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from proposals.models import Consultation
from proposals.selectors.states import may_know, visible_to
from tests.support import factories

pytestmark = pytest.mark.django_db


def test_the_rule_for_one_agrees_with_the_rule_for_many() -> None:
    consultation = factories.consultation()
    official = factories.official(consultation.municipality)
    elsewhere = factories.official(factories.place("VAR16", "Девня", "Devnya"))
    seen = set()
    for stage in Consultation.Stage.values:
        Consultation.objects.filter(pk=consultation.pk).update(stage=stage)
        for viewer in (AnonymousUser(), factories.person(), official, elsewhere):
            many = visible_to(viewer).filter(pk=consultation.pk).exists()
            assert may_know(viewer, stage=stage, municipality_id=consultation.municipality_id) is many
            seen.add(many)
    assert seen == {True, False}
