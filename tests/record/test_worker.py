"""Reactions are run until they succeed, once; periodic work at its interval; a killed worker's work is taken up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from participation.database import db_now
from participation.record import subscribers, worker
from participation.record.actions import record
from participation.record.models import Act, Heartbeat, Outbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A reaction to ``test.happened`` that keeps what it heard and fails on acts whose data say so."""
    monkeypatch.setattr(subscribers, "_by_kind", {})
    monkeypatch.setattr(subscribers, "_by_name", {})
    seen: list[int] = []

    @subscribers.on("test.happened")
    def hear(act: Act) -> None:
        if act.data.get("fails"):
            raise ValueError("no")
        seen.append(act.pk)

    return seen


def test_each_act_is_heard_once(heard: list[int]) -> None:
    acts = [record(kind="test.happened", scope="test.1").pk for _ in range(3)]
    record(kind="test.other", scope="test.1")
    assert worker.run_due() == 3
    assert worker.run_due() == 0
    assert heard == acts


def test_a_failure_waits_and_is_tried_again(heard: list[int]) -> None:
    act = record(kind="test.happened", scope="test.1", data={"fails": True})
    worker.run_due()
    row = Outbox.objects.get()
    assert row.done_at is None
    assert row.due_at > db_now() + timedelta(seconds=5)
    assert row.error == "ValueError"
    Act.objects.filter(pk=act.pk).update(data={})
    Outbox.objects.update(due_at=db_now())
    worker.run_due()
    assert heard == [act.pk]


def test_it_gives_up_at_last_and_says_so(heard: list[int]) -> None:
    record(kind="test.happened", scope="test.1", data={"fails": True})
    for _ in range(worker.MOST_ATTEMPTS):
        Outbox.objects.update(due_at=db_now())
        worker.run_due()
    assert Outbox.objects.get().failed_at is not None
    Outbox.objects.update(due_at=db_now())
    assert worker.run_due() == 0


def test_what_a_killed_worker_had_claimed_comes_back(heard: list[int]) -> None:
    record(kind="test.happened", scope="test.1")
    assert worker.claim_due() is not None  # and then the worker dies
    assert worker.claim_due() is None
    Outbox.objects.update(due_at=db_now() - timedelta(seconds=1))  # the claim runs out
    assert worker.run_due() == 1
    assert len(heard) == 1


def test_periodic_work_runs_at_its_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscribers, "_periodic", {})
    ran: list[int] = []

    @subscribers.every(seconds=60)
    def tick() -> None:
        ran.append(1)

    assert [worker.run_periodic(), worker.run_periodic()] == [1, 0]
    Heartbeat.objects.update(beat_at=db_now() - timedelta(seconds=61))
    assert worker.run_periodic() == 1
    assert len(ran) == 2
