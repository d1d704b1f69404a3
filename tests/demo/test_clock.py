"""The demo place holds the law's terms whatever the hour and the season in which somebody starts it."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from demo import corpus
from demo.clock import Clock
from participation.places.models import Municipality
from proposals.models import Consultation
from proposals.readiness import term_days

SOFIA = ZoneInfo("Europe/Sofia")
# A day in winter, a day in summer and days from which a term reaches over each change of the clocks.
DAYS = ((2026, 1, 15), (2026, 7, 15), (2026, 10, 27), (2026, 10, 10), (2027, 3, 30), (2027, 3, 10))


def term_of(head: dict[str, str], now: datetime) -> int:
    """Whole days for which the draft stands open in a demo that is filled at ``now``."""
    clock = Clock(now, random.Random(0))
    consultation = Consultation(municipality=Municipality(timezone="Europe/Sofia"))
    return term_days(consultation, clock.at(head["opens"]), clock.at(head["closes"], 17))


def hours_that_lack(head: dict[str, str]) -> list[str]:
    """Moments of the start at which the term would be shorter than the law wants."""
    needed = 14 if head.get("short_term_reason") else 30
    starts = [datetime(*day, tzinfo=SOFIA) + timedelta(hours=hour, minutes=52) for day in DAYS for hour in range(24)]
    return [f"{start:%Y-%m-%d %H:%M}" for start in starts if term_of(head, start) < needed]


@pytest.mark.parametrize("draft", corpus.drafts(), ids=lambda draft: draft.head["slug"])
def test_its_term_is_long_enough_at_every_hour(draft: corpus.Draft) -> None:
    if draft.head["state"] == "preparing" or draft.head["kind"] == "idea":
        pytest.skip("the draft has no term")
    assert hours_that_lack(draft.head) == []


def test_a_term_that_ends_within_hours_is_seen_to_lack_a_day_at_night() -> None:
    lacking = hours_that_lack({"opens": "-30d", "closes": "+5h"})
    assert lacking
    assert len(lacking) < 24 * len(DAYS)  # by day it holds, which is why it stood unseen
