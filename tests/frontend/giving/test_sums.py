"""Sums as people type them."""

from __future__ import annotations

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as some

from frontend.giving.sums import read_cents, told_cents, typed_cents


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("20", 2_000), ("12,5", 1_250), ("12.50", 1_250), (" 1 200,50 € ", 120_050), ("1.200.000", 120_000_000),
        ("1 200", 120_000), ("1.200,50", 120_050), ("1,200.50", 120_050), ("1\u00a0200", 120_000), ("0,99", 99), ("007", 700),
    ],
)  # fmt: skip
def test_what_is_a_sum(typed: str, cents: int) -> None:
    assert read_cents(typed) == cents


@pytest.mark.parametrize(
    "typed",
    [
        "", "x", "20,555", "20.555", "1.200", "1,200", "-5", "1,2,3", "1.2.3", "12,345,6", "0.500", "1.200.50", "1e3", "٢٠",
        "12,", ",5", "1 2 3 x", "5 лв",
    ],
)  # fmt: skip
def test_what_is_none(typed: str) -> None:
    with translation.override("bg"):
        assert read_cents(typed) is None


@pytest.mark.parametrize(
    ("language", "typed", "cents"),
    [("en", "20,555", 2_055_500), ("en", "20.555", None), ("it", "20.555", 2_055_500), ("it", "20,555", None)],
)
def test_thousands_are_what_the_language_writes(language: str, typed: str, cents: int | None) -> None:
    with translation.override(language):
        assert read_cents(typed) == cents


@settings(max_examples=200, deadline=None)
@given(some.integers(1, 5_000_000))
def test_what_is_written_can_be_typed(cents: int) -> None:
    assert read_cents(typed_cents(cents)) == cents == read_cents(told_cents(cents))
