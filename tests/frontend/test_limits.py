"""What counts as writing on the site, and what does not."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db


def test_asking_for_health_is_no_writing_and_forms_are() -> None:
    times, _seconds = settings.API_RATES["writes.address"]
    someone = Client()
    assert {someone.post("/healthz").status_code for _ in range(times + 3)} == {405}
    answers = [someone.post("/language/", {"language": "en"}).status_code for _ in range(times + 1)]
    assert answers[-1] == 429 and 429 not in answers[:-1]
