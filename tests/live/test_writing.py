"""Who is writing, in milliseconds: who is believed, for how long, and what it costs."""

from __future__ import annotations

from typing import Any

import pytest

from participation.live import policies
from tests.live.room import COUNTED, SQUARE, Clock, Room, run

pytestmark = pytest.mark.usefixtures("notes")


def test_writing_goes_by_itself_after_six_seconds() -> None:
    async def work() -> None:
        room = Room()
        maria = room.enter(1)
        await room.after(2)
        await room.hub.presence.writes(maria, SQUARE)
        await room.after(0.25)
        assert room.writing() == ["Мария"]
        await room.after(3)
        await room.hub.presence.writes(maria, SQUARE)
        await room.after(5.5)
        assert room.writing() == ["Мария"]
        await room.after(1.5)
        assert room.writing() == []
        assert room.seen() == ["Мария"]

    run(work)


def test_writing_ends_when_it_is_said_and_when_the_person_leaves() -> None:
    async def work() -> None:
        room = Room()
        maria, ivan = room.enter(1), room.enter(2)
        await room.after(2)
        for socket in (maria, ivan):
            await room.hub.presence.writes(socket, SQUARE)
        await room.after(1)
        assert room.writing() == ["Мария", "Иван"]
        await room.hub.presence.writes(maria, "")
        await room.after(1)
        assert room.writing() == ["Иван"]
        room.hub.leave(ivan)
        await room.after(1)
        assert (room.writing(), room.seen()) == ([], ["Мария"])

    run(work)


def test_nobody_writes_who_may_not_or_is_not_seen_or_not_there() -> None:
    async def work() -> None:
        room = Room()
        unseen, quiet, elsewhere, counted = room.enter(7), room.enter(3), room.enter(2), room.enter(1, COUNTED)
        room.hub.unsubscribe(elsewhere, SQUARE)
        await room.after(2)
        for socket in (room.watcher, unseen, quiet, elsewhere):
            await room.hub.presence.writes(socket, SQUARE)
        await room.hub.presence.writes(counted, COUNTED)
        await room.after(2)
        assert room.writing() == []
        room.quiet.clear()  # the control: the same person once they may
        Clock.now += 3
        await room.hub.presence.writes(quiet, SQUARE)
        await room.after(1)
        assert room.writing() == ["Ана"]

    run(work)


def test_a_socket_that_says_it_without_end_costs_one_question_in_two_seconds() -> None:
    async def work() -> None:
        room = Room()
        maria, questions = room.enter(1), 0

        async def door(ask: Any, *args: Any) -> Any:
            nonlocal questions
            questions += ask is policies.may_write
            return True if ask is policies.may_write else {1: "Мария"}

        room.hub.threads.door = door  # type: ignore[method-assign,assignment]  # no database
        await room.after(0.25)
        for _ in range(50):
            await room.hub.presence.writes(maria, SQUARE)
            await room.hub.presence.writes(maria, "")
        assert questions == 1
        await room.hub.presence.writes(maria, SQUARE)  # begun anew within the two seconds
        await room.after(1)
        assert room.writing() == ["Мария"]
        Clock.now += 2.5
        await room.hub.presence.writes(maria, SQUARE)
        assert questions == 2

    run(work)
