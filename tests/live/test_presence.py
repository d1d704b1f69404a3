"""Who is here, in milliseconds: the value, the faces, and the rounds of one hub with a clock in hand."""

from __future__ import annotations

import json
from typing import Any

import pytest

from participation.live.hub.faces import Faces
from participation.live.hub.here import Here
from tests.live.room import COUNTED, SQUARE, Room, run

pytestmark = pytest.mark.usefixtures("notes")
ELSEWHERE = f"{SQUARE}2"


def test_whoever_is_in_two_processes_is_one_reader() -> None:
    one = Here.of(3, {1: "Мария", 2: "Иван"}, [1])
    other = Here.of(2, {1: "Мария"}, [1])
    both = Here.together([one, other])
    assert (both.readers, both.seen, both.writing) == (4, ((1, "Мария"), (2, "Иван")), ((1, "Мария"),))
    assert Here.unpacked(json.loads(json.dumps(both.packed()))) == both


def test_twelve_are_named_and_the_others_counted() -> None:
    crowd = {n: f"P{n}" for n in range(20)}
    here = Here.of(30, crowd, crowd)
    assert (len(here.seen), here.more, here.readers) == (12, 8, 30)
    assert len(here.writing) == 5
    assert Here.together([here, Here.of(1, {99: "Q"}, [])]).more == 9


def test_names_are_told_only_of_those_who_let_themselves_be_seen() -> None:
    async def work() -> None:
        room = Room()
        for user_id in (1, 7, None):  # 7 does not
            room.enter(user_id)
        told = await room.after(0.25)
        assert told == {"readers": 4, "people": [{"id": 1, "name": "Мария"}], "more": 0, "writing": []}
        assert room.asked == 1

    run(work)


def test_where_votes_are_counted_nobody_is_named() -> None:
    async def work() -> None:
        room = Room()
        room.hub.leave(room.watcher)
        room.enter(1, COUNTED)
        room.enter(2, COUNTED)
        assert await room.after(0.25) == {"readers": 2, "people": [], "more": 0, "writing": []}
        assert room.asked == 0

    run(work)


def test_a_thousand_comings_are_one_frame_and_one_question() -> None:
    async def work() -> None:
        room = Room()
        room.names = {n: f"P{n}" for n in range(1, 1001)}
        for user_id in room.names:
            room.enter(user_id)
        told = await room.after(0.25)
        assert (told["readers"], len(told["people"]), told["more"]) == (1001, 12, 988)
        assert (len(room.frames), room.asked) == (1, 1)
        for socket in tuple(room.hub.sockets)[1:]:
            if socket is not room.watcher:
                room.hub.leave(socket)
        await room.after(0.5)
        assert len(room.frames) == 1  # a second has not gone by
        await room.after(1.0)
        assert len(room.frames) == 2

    run(work)


def test_at_most_one_frame_a_second_however_many_come_and_go() -> None:
    async def work() -> None:
        room = Room()
        room.names = {n: f"P{n}" for n in range(1, 41)}
        for user_id in room.names:  # one each quarter of a second, for ten seconds
            room.enter(user_id)
            await room.after(0.25)
        assert len(room.frames) == 10

    run(work)


def test_whoever_is_in_doubt_is_gone_at_once_and_back_only_when_asked_again() -> None:
    async def work() -> None:
        room = Room()
        maria = room.enter(1)
        await room.after(0.25)
        assert room.seen() == ["Мария"]
        del room.names[1]
        await room.after(0.25)
        room.hub.presence.doubt([maria], at_once=True)
        await room.after(0.25)
        assert room.seen() == []  # no second has gone by since the last frame
        room.names[1] = "Мария Н."
        await room.after(3)
        assert room.seen() == []  # nobody said that it changed
        room.hub.presence.doubt([maria])
        await room.after(1)
        assert room.seen() == ["Мария Н."]

    run(work)


def test_whoever_is_in_doubt_while_a_round_tells_other_streams_is_gone_with_the_next_round() -> None:
    async def work() -> None:
        room = Room()
        streams = {SQUARE: 1, ELSEWHERE: 2}
        sockets = {name: room.enter(user_id, name) for name, user_id in streams.items()}
        say, told = room.hub.presence._say, list[str]()

        async def turned_off_meanwhile(channel: Any, now: float) -> None:
            told.append(channel.name)
            if len(told) == 1:  # of the stream that this round tells last
                room.hub.presence.doubt([one for name, one in sockets.items() if name != channel.name], at_once=True)
            await say(channel, now)

        room.hub.presence._say = turned_off_meanwhile  # type: ignore[method-assign]  # in the middle of a round
        await room.after(0.25)
        assert sorted(told) == sorted(streams)
        await room.after(0.25)
        assert told[2:] == told[1:2]  # no second has gone by since it was told; the other one waits for its own

    run(work)


def test_what_is_pressing_in_one_process_is_told_by_the_others_with_their_next_round(
    notes: list[dict[str, Any]],
) -> None:
    async def work() -> None:
        room, other = Room(), Room()
        ivan = other.enter(2)

        def passed_on() -> None:
            said = notes[-1]
            room.hub.presence.heard("other", said["streams"], whole=said["whole"], pressing=said["pressing"])

        await other.after(0.25)
        passed_on()
        await room.after(0.25)
        assert room.seen() == ["Иван"]
        del other.names[2]
        other.hub.presence.doubt([ivan], at_once=True)
        await other.after(0.25)
        passed_on()
        await room.after(0.25)
        assert room.seen() == []
        room.enter(1)
        await room.after(0.25)
        assert room.seen() == []  # the control: what nobody presses waits for its second

    run(work)


def test_an_answer_that_is_doubted_while_it_comes_is_not_believed() -> None:
    async def work() -> None:
        faces: Faces

        class Slow:
            async def door(self, ask: Any, user_ids: set[int]) -> dict[int, str]:
                faces.doubt([1])  # turned off after the database was read
                return {1: "Мария", 2: "Иван"}

        faces = Faces(Slow())  # type: ignore[arg-type]  # no threads
        await faces.ask({1, 2})
        assert (faces.name(1), faces.name(2)) == ("", "Иван")
        assert faces.unknown([1, 2]) == {1}
        faces.keep([2])
        assert faces.unknown([1, 2]) == {1}

    run(work)


def test_while_the_database_is_away_nobody_new_is_named_and_later_they_are() -> None:
    async def work() -> None:
        room = Room()
        door, room.hub.threads.door = room.hub.threads.door, None  # type: ignore[method-assign,assignment]  # it is away
        room.enter(1)
        with pytest.raises(TypeError):
            await room.after(0.25)
        assert not room.frames
        room.hub.threads.door = door  # type: ignore[method-assign]  # it is back
        await room.after(1)
        assert room.seen() == ["Мария"]

    run(work)


def test_other_processes_are_told_what_changed_and_believed_for_eight_seconds(notes: list[dict[str, Any]]) -> None:
    async def work() -> None:
        room, other = Room(), Room()
        await room.after(0.25)
        other.enter(2)
        await other.after(0.25)
        said = notes[-1]
        assert said["streams"][SQUARE][0] == 2
        room.hub.presence.heard("other", said["streams"], whole=said["whole"])
        told = await room.after(2)
        assert (told["readers"], room.seen()) == (3, ["Иван"])
        await room.after(5)
        assert room.seen() == ["Иван"]
        told = await room.after(4)  # killed: it says nothing more
        assert (told["readers"], room.seen()) == (1, [])

    run(work)


def test_a_process_that_stops_takes_its_people_with_it(notes: list[dict[str, Any]]) -> None:
    async def work() -> None:
        room, other = Room(), Room()
        other.enter(2)
        await other.after(0.25)
        room.hub.presence.heard("other", notes[-1]["streams"], whole=False)
        await room.after(1)
        assert room.seen() == ["Иван"]
        other.hub.presence.farewell()
        room.hub.presence.heard("other", notes[-1]["streams"], whole=notes[-1]["whole"])
        await room.after(1)
        assert room.seen() == []

    run(work)


def test_whoever_joins_is_sent_what_the_others_were_told_last() -> None:
    async def work() -> None:
        room = Room()
        room.enter(1)
        await room.after(0.25)
        passing = room.hub.channels[SQUARE].passing
        assert passing is not None
        assert json.loads(passing["text"]) == room.frames[-1]

    run(work)
