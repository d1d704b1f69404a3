"""Streams as the table holds them: numbers, replay, taking back, epochs, forgetting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.live import actions, hints
from participation.live.hub import reading
from participation.live.hub.frames import Frame
from participation.live.models import Event, Stream
from participation.live.selectors import CONTROL, Head, entries_between, events_since, get_head, streams_that_moved

pytestmark = pytest.mark.django_db


def say(count: int, stream: str = "consultation.1", ref: str = "") -> None:
    for n in range(count):
        actions.publish(stream=stream, kind="said", data={"n": n}, ref=ref)


def test_numbers_begin_at_one_and_have_no_gap() -> None:
    say(3)
    say(2, "consultation.2")
    assert list(Event.objects.filter(stream__name="consultation.1").values_list("seq", flat=True)) == [1, 2, 3]
    assert get_head("consultation.2").seq == 2


def test_a_rolled_back_event_leaves_no_gap() -> None:
    say(1)
    with transaction.atomic():
        say(1)
        transaction.set_rollback(True)
    say(1)
    gap = events_since("consultation.1", epoch="", seq=0)
    assert [entry.seq for entry in gap.entries] == [1, 2]


def test_publishing_costs_two_queries() -> None:
    say(1)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        say(1)
    assert len(queries) == 2


@pytest.mark.parametrize("since", range(6))
def test_replay_from_any_number(since: int) -> None:
    say(5)
    gap = events_since("consultation.1", epoch=get_head("consultation.1").epoch, seq=since)
    assert not gap.resync
    assert [entry.seq for entry in gap.entries] == list(range(since + 1, 6))


def test_resync_when_too_much_was_missed() -> None:
    say(7)
    assert events_since("consultation.1", epoch="", seq=1, limit=5).resync
    assert not events_since("consultation.1", epoch="", seq=2, limit=5).resync


def test_resync_when_the_number_lies_ahead_or_the_epoch_is_another() -> None:
    say(2)
    assert events_since("consultation.1", epoch="", seq=3).resync
    assert events_since("consultation.1", epoch="ffffffff", seq=1).resync


def test_resync_when_events_were_pruned() -> None:
    say(3)
    Event.objects.filter(seq=1).update(at=timezone.now() - timedelta(days=400))
    assert actions.prune(before=timezone.now() - timedelta(days=300)) == 1
    assert events_since("consultation.1", epoch="", seq=0).resync
    assert [entry.seq for entry in events_since("consultation.1", epoch="", seq=1).entries] == [2, 3]


def test_a_renewed_epoch_sends_every_listener_back_to_the_page() -> None:
    say(2)
    before = get_head("consultation.1")
    assert actions.renew_epoch() == 1
    after = get_head("consultation.1")
    assert after.seq == before.seq
    assert after.epoch != before.epoch
    assert events_since("consultation.1", epoch=before.epoch, seq=2).resync


def test_scrubbed_events_keep_their_number_and_lose_their_words() -> None:
    actions.publish(stream="consultation.1", kind="comment.created", data={"body": "secret"}, ref="post.1")
    actions.publish(stream="consultation.1", kind="comment.created", data={"body": "fine"}, ref="post.2")
    assert actions.scrub(stream="consultation.1", ref="post.1") == 1
    actions.publish(stream="consultation.1", kind="comment.hidden", data={"id": 1}, ref="post.1")
    entries = events_since("consultation.1", epoch="", seq=0).entries
    assert [entry.kind for entry in entries] == ["gone", "comment.created", "comment.hidden"]
    assert "secret" not in str(list(Event.objects.values_list("data", flat=True)))


def test_events_of_what_was_reworded_are_superseded_and_not_gone() -> None:
    actions.publish(stream="consultation.1", kind="comment.created", data={"body": "secret"}, ref="post.1")
    frame = Frame(entries_between("consultation.1", 0)[0])
    actions.scrub(stream="consultation.1", ref="post.1", data={"id": 1}, kind=actions.SUPERSEDED)
    frame.take_back("consultation.1", "e", {"id": 1}, actions.SUPERSEDED)
    kept = events_since("consultation.1", epoch="", seq=0).entries[0]
    assert (kept.kind, kept.data) == ("superseded", {"ref": "post.1", "id": 1})
    assert frame.entry.kind == "superseded"


def test_rewritten_events_keep_their_number_and_kind_and_say_something_else() -> None:
    for number in (1, 2, 3):
        actions.publish(stream="consultation.1", kind="comment.created", data={"name": "Стефка"}, ref=f"post.{number}")
    frames = [Frame(entry) for entry in entries_between("consultation.1", 0)]
    for frame in frames:
        frame.encode("consultation.1", "e", ["", "bg"])
    waiting = frames[0].messages["bg"]  # in the queue of a slow reader
    changed = actions.rewrite(stream="consultation.1", refs=["post.1", "post.2"], change=lambda data: {"name": ""})
    assert changed == 2
    assert [entry.data["name"] for entry in entries_between("consultation.1", 0)] == ["", "", "Стефка"]
    assert "Стефка" in waiting["text"]  # the control: a hub that was not told would still say it
    reading._reread("consultation.1", "e", frames)
    assert "Стефка" not in waiting["text"] and '"seq":1' in waiting["text"]
    assert ["Стефка" in frame.messages[""]["text"] for frame in frames] == [False, False, True]


def test_nothing_to_rewrite_is_told_to_nobody() -> None:
    say(1)
    assert actions.rewrite(stream="consultation.1", refs=["post.1"], change=dict) == 0
    assert get_head(CONTROL).seq == 0


def test_a_forgotten_stream_begins_anew_with_another_epoch() -> None:
    say(2, "user.5")
    before = get_head("user.5")
    actions.forget_stream(stream="user.5")
    assert not Event.objects.filter(data__n__isnull=False).exists()
    say(1, "user.5")
    assert events_since("user.5", epoch=before.epoch, seq=1).resync


def test_moved_streams_are_found_in_one_query_and_only_they_return() -> None:
    names = [f"consultation.{n}" for n in range(20)]
    for name in names:
        say(1, name)
    known = {name: get_head(name) for name in names}
    known["consultation.unheard"] = Head("consultation.unheard")
    say(1, "consultation.7")
    Stream.objects.filter(name="consultation.9").update(epoch="other")
    with CaptureQueriesContext(connection) as queries:
        moved = streams_that_moved(known)
    assert len(queries) == 1
    assert {head.name: head.seq for head in moved} == {"consultation.7": 2, "consultation.9": 1}


def test_hints_leave_after_the_commit_and_their_failure_reaches_nobody(
    django_capture_on_commit_callbacks: Any,
) -> None:
    told: list[Head] = []

    def breaks(head: Head) -> None:
        raise RuntimeError("a hub in trouble")

    hints.listen(breaks)
    hints.listen(told.append)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            say(1)
            assert not told
    finally:
        hints.unlisten(breaks)
        hints.unlisten(told.append)
    assert [head.seq for head in told] == [1]
