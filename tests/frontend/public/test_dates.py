"""Days and moments as each language writes them."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from frontend import dates

OPENING = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("bg", "1 декември 2026 г., 17:00"),
        ("en", "1 December 2026, 17:00"),
        ("it", "1 dicembre 2026, 17:00"),
        ("fr", "1er décembre 2026 à 17:00"),
    ],
)
def test_a_moment_is_written_in_the_municipalitys_zone(language: str, written: str) -> None:
    with override(language):
        assert dates.moment(OPENING, "Europe/Sofia") == written


def test_only_the_first_day_of_a_french_month_is_an_ordinal() -> None:
    with override("fr"):
        assert dates.day(date(2026, 12, 1), year=False) == "1er décembre"
        assert dates.day(date(2026, 12, 11), year=False) == "11 décembre"
