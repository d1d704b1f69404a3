"""Bringing a channel up to where its stream stands, and finding what one listener missed."""

from __future__ import annotations

from participation.live.hub.channel import Channel
from participation.live.hub.frames import Frame
from participation.live.hub.threads import Threads
from participation.live.models import Event
from participation.live.selectors import REPLAY_LIMIT, Entry, entries_between, get_head


def _fetch(name: str, epoch: str, after: int, reps: set[str]) -> tuple[str, list[Frame]]:
    """What is new on a stream, encoded. One query; with the epoch it belongs to."""
    rows = Event.objects.filter(stream__name=name, seq__gt=after).order_by("seq")
    found = list(rows.values_list("stream__epoch", "seq", "kind", "ref", "data")[:REPLAY_LIMIT])
    frames = [Frame(Entry(*row[1:])) for row in found]
    if found and epoch in ("", found[0][0]):
        for frame in frames:
            frame.encode(name, found[0][0], reps)
    return (found[0][0] if found else epoch), frames


def _encode(name: str, epoch: str, frames: list[Frame], rep: str) -> None:
    for frame in frames:
        frame.encode(name, epoch, [rep])


def _reread(name: str, epoch: str, frames: list[Frame]) -> None:
    stored = {entry.seq: entry for entry in entries_between(name, frames[0].entry.seq - 1, frames[-1].entry.seq)}
    for frame in frames:
        entry = stored.get(frame.entry.seq)
        if entry is not None and entry.data != frame.entry.data:
            frame.reword(name, epoch, entry.data)


async def reread(channel: Channel, threads: Threads) -> None:
    """What the channel remembers was changed in the table: say it as it stands there. The lock is held."""
    if channel.memory:
        await threads.read(_reread, channel.name, channel.epoch, list(channel.memory))


async def catch_up(channel: Channel, threads: Threads) -> None:
    """Send all that is new to the channel's listeners. The caller holds the channel's lock."""
    while True:
        epoch, frames = await threads.read(_fetch, channel.name, channel.epoch, channel.seq, channel.reps())
        if not frames:
            return
        if channel.epoch not in ("", epoch) or frames[0].entry.seq != channel.seq + 1:
            await start_over(channel, threads)
            return
        channel.epoch = epoch
        await channel.send_out(frames)
        if len(frames) < REPLAY_LIMIT:
            return


async def start_over(channel: Channel, threads: Threads) -> None:
    """The past is another one: stand where the stream stands and tell every listener. The lock is held."""
    channel.stand_at(await threads.read(get_head, channel.name))
    await channel.send_resync()


async def missed(channel: Channel, threads: Threads, seq: int, epoch: str, rep: str) -> list[Frame] | None:
    """The frames after `seq` of `epoch`, ready in `rep`; None: unknown, fetch the page. The lock is held."""
    if seq > channel.seq:
        await catch_up(channel, threads)  # the page knew of an event before its hint came here
    if (epoch and epoch != channel.epoch) or seq > channel.seq or channel.seq - seq > REPLAY_LIMIT:
        return None
    frames = channel.remembered_since(seq)
    if frames is None:
        oldest = channel.memory[0].entry.seq if channel.memory else channel.seq + 1
        found = await threads.read(entries_between, channel.name, seq, oldest - 1)
        if len(found) != oldest - 1 - seq:
            return None
        channel.memory.extendleft(Frame(entry) for entry in reversed(found))
        frames = channel.remembered_since(seq)
    if frames:
        await threads.read(_encode, channel.name, channel.epoch, frames, rep)
    return frames
