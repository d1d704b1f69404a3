"""Listeners who lose their connection while Redis restarts and a server is killed; and a burst from another process."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import subprocess
import time
from typing import Any

from bench.live_site import Site
from bench.live_socket import LightSocket, connect


class Listener:
    """A client as documented: remembers epoch and number, resumes there, drops what it has already seen."""

    def __init__(self, ports: list[int], stream: str) -> None:
        self.ports, self.stream = ports, stream
        self.epoch, self.seq = "", 0
        self.shown: list[int] = []
        self.twice = self.disorder = self.resyncs = self.connections = 0
        self._last_raw = 0
        self.socket: LightSocket | None = None

    def heard(self, payload: bytes) -> None:
        said = json.loads(payload)
        if said.get("resync"):
            self.resyncs += 1
        if "seq" not in said or "kind" not in said:
            return
        number = said["seq"]
        if self._last_raw and number != self._last_raw + 1:  # within one connection the server itself must be exact
            self.twice += number <= self._last_raw
            self.disorder += number > self._last_raw + 1
        self._last_raw = number
        if number > self.seq:
            self.epoch, self.seq = said["epoch"], number
            self.shown.append(number)

    async def live(self) -> None:
        """Stay connected somehow, until cancelled."""
        while True:
            with contextlib.suppress(OSError, TimeoutError):
                self._last_raw = 0
                self.socket = await connect(random.choice(self.ports), self.heard)
                self.connections += 1
                self.socket.say({"subscribe": {self.stream: {"seq": self.seq, "epoch": self.epoch}}})
                await self.socket.gone
            await asyncio.sleep(random.uniform(0.02, 0.3))

    def drop(self) -> None:
        if self.socket is not None and self.socket.transport is not None:
            self.socket.transport.abort()


async def _until_all_seen(listeners: list[Listener], count: int, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and any(one.seq < count for one in listeners):
        await asyncio.sleep(0.1)


async def _havoc(
    site: Site, ports: list[int], redis: Any, clients: int, events: int, rate: float, disconnects: int
) -> dict[str, Any]:
    listeners = [Listener(ports, "bench.havoc") for _ in range(clients)]
    living = [asyncio.create_task(one.live()) for one in listeners]
    await asyncio.sleep(1.0)
    arguments = ["bench.live_work", "write", "bench.havoc", str(events), str(rate), "200"]
    writer = site.begin(*arguments)
    length = events / rate
    began, lost_connections, restarts = time.monotonic(), 0, 0
    for at, what in _steps(length, disconnects, with_redis=redis is not None):
        await asyncio.sleep(max(0.0, began + at - time.monotonic()))
        if what == "drop":
            random.choice(listeners).drop()
            lost_connections += 1
        elif what == "redis":
            await asyncio.to_thread(redis.stop)
            await asyncio.sleep(0.5)
            await asyncio.to_thread(redis.start)
            restarts += 1
        else:
            site.kill(ports[0])
            await asyncio.to_thread(site.serve, ports[0])
    await asyncio.to_thread(_wait, writer)
    await _until_all_seen(listeners, events, 15.0)
    for task in living:
        task.cancel()
    causes = {"disconnects": lost_connections, "redis_restarts": restarts, "servers_killed": 1}
    return {"clients": clients, "events": events, **causes, **_suffered(listeners, events)}


def _steps(length: float, disconnects: int, *, with_redis: bool) -> list[tuple[float, str]]:
    """What falls over, and when, in seconds from the beginning."""
    steps = [(length * (n + 1) / (disconnects + 1), "drop") for n in range(disconnects)]
    if with_redis:
        steps += [(length * part, "redis") for part in (0.2, 0.5, 0.8)]
    return sorted([*steps, (length * 0.35, "kill")])


def _suffered(listeners: list[Listener], events: int) -> dict[str, int]:
    """What all of it did to those who listened."""
    everything = set(range(1, events + 1))
    return {
        "connections": sum(one.connections for one in listeners),
        "missed": sum(len(everything - set(one.shown)) for one in listeners),
        "twice": sum(one.twice + len(one.shown) - len(set(one.shown)) for one in listeners),
        "out_of_order": sum(one.disorder + (one.shown != sorted(one.shown)) for one in listeners),
        "resyncs": sum(one.resyncs for one in listeners),
    }


def _wait(process: subprocess.Popen[str]) -> None:
    process.communicate(timeout=90)


def havoc(
    site: Site, redis: Any, *, clients: int = 50, events: int = 2000, rate: float = 125.0, disconnects: int = 20
) -> dict[str, Any]:
    """Two servers, many listeners, and everything that can fall over does. All zeros but the causes is the aim."""
    ports = [site.serve(), site.serve()]
    return asyncio.run(_havoc(site, ports, redis, clients, events, rate, disconnects))


async def _burst(site: Site, port: int, clients: int, events: int) -> dict[str, Any]:
    heard: list[list[int]] = [[] for _ in range(clients)]

    def listening(numbers: list[int]) -> Any:
        def note(payload: bytes) -> None:
            said = json.loads(payload)
            if "kind" in said and "seq" in said:
                numbers.append(said["seq"])

        return note

    sockets = [await connect(port, listening(numbers)) for numbers in heard]
    for socket in sockets:
        socket.say({"subscribe": {"bench.burst": 0}})
    await asyncio.sleep(0.5)
    began = time.monotonic()
    await asyncio.to_thread(site._python, "bench.live_work", "write", "bench.burst", str(events), "0", "400")
    while any(len(numbers) < events for numbers in heard) and time.monotonic() - began < 20:
        await asyncio.sleep(0.02)
    wanted = list(range(1, events + 1))
    return {
        "clients": clients,
        "events": events,
        "arrived_percent": round(100 * sum(len(set(n)) for n in heard) / (clients * events), 2),
        "in_order": all(numbers == wanted for numbers in heard),
        "closed": sum(socket.gone.done() for socket in sockets),
    }


def burst(site: Site, port: int, *, clients: int = 20, events: int = 400) -> dict[str, Any]:
    """Events as fast as another process can say them."""
    return asyncio.run(_burst(site, port, clients, events))
