"""State that is told at most four times a second, its last word always."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from participation.live import coalesce

pytestmark = pytest.mark.alone  # milliseconds are measured


class Board:
    """Something whose state is told."""

    def __init__(self) -> None:
        self.state = 0
        self.told: list[tuple[float, int]] = []
        self.answers: list[Any] = []

    def tell(self, key: int) -> float | None:
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer
        if answer is None:
            self.told.append((time.monotonic(), self.state))
        return answer


@pytest.fixture
def teller(monkeypatch: pytest.MonkeyPatch) -> Iterator[coalesce.Teller]:
    monkeypatch.setattr(coalesce, "_flushers", {})
    made = coalesce.Teller()
    made.start()
    yield made
    made.finish(1.0)


@pytest.fixture
def board(teller: coalesce.Teller) -> Board:
    made = Board()
    coalesce.register("board", made.tell)
    return made


def until(condition: Any, seconds: float = 3.0) -> None:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    assert condition()


def test_the_first_at_once_then_four_a_second_and_the_last_word_always(teller: coalesce.Teller, board: Board) -> None:
    began = time.monotonic()
    for n in range(1, 101):
        board.state = n
        teller.mark(("board", 1))
        time.sleep(0.01)
    took = time.monotonic() - began
    until(lambda: board.told and board.told[-1][1] == 100)
    assert board.told[0][0] - began < 0.1
    assert len(board.told) <= took * 4 + 2
    gaps = [after[0] - before[0] for before, after in zip(board.told, board.told[1:], strict=False)]
    assert min(gaps) > 0.2


def test_things_do_not_wait_for_each_other(teller: coalesce.Teller, board: Board) -> None:
    for key in range(5):
        teller.mark(("board", key))
    until(lambda: len(board.told) == 5, 0.2)


def test_not_now_and_failure_are_asked_again(teller: coalesce.Teller, board: Board) -> None:
    board.answers = [0.1, RuntimeError("away"), RuntimeError("away")]
    teller.mark(("board", 1))
    until(lambda: len(board.told) == 1, 4.0)


def test_the_end_tells_what_is_still_due(teller: coalesce.Teller, board: Board) -> None:
    teller.mark(("board", 1))
    until(lambda: len(board.told) == 1)
    board.state = 7
    teller.mark(("board", 1), wait=30.0)
    teller.finish(1.0)
    assert board.told[-1][1] == 7


@pytest.mark.django_db(transaction=True)
def test_touching_counts_only_once_committed(board: Board, settings: Any) -> None:
    settings.LIVE_COALESCE = "inline"
    with transaction.atomic():
        coalesce.touch("board", 1)
        assert not board.told
    assert len(board.told) == 1
    with transaction.atomic():
        coalesce.touch("board", 1)
        transaction.set_rollback(True)
    assert len(board.told) == 1


@pytest.mark.django_db(transaction=True)
def test_a_request_does_not_wait_for_the_telling(board: Board, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LIVE_COALESCE = "thread"
    slow, release = threading.Event(), threading.Event()

    def tell_slowly(key: int) -> None:
        slow.set()
        release.wait(3)

    coalesce.register("slow", tell_slowly)
    began = time.monotonic()
    with transaction.atomic():
        coalesce.touch("slow", 1)
    assert time.monotonic() - began < 0.2
    assert slow.wait(2)
    release.set()
