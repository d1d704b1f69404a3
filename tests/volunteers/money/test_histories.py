"""Random histories: whatever happens in whatever order, every cent is where it belongs."""

from __future__ import annotations

import pytest

from tests.volunteers.money.histories import Found, World, play, without_guard

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HISTORIES = 200


def test_every_cent_is_where_it_belongs() -> None:
    world, found = World(), Found()
    for n in range(HISTORIES):
        play(world, f"history {n}", found)
        assert not +found.wrong, (n, found.wrong)
    assert found.histories == HISTORIES
    assert all(found.seen[what] for what in ("captures", "refunds", "matched", "paid out", "settled", "not_funded")), (
        found.seen
    )


def test_control_without_the_guard_money_is_taken_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    without_guard(monkeypatch.setattr)
    world, found = World(), Found()
    for n in range(HISTORIES):
        play(world, f"history {n}", found)
        if found.wrong["double captures"] and found.wrong["double refunds"]:
            return
    pytest.fail(f"the control showed nothing: {found.wrong}")
