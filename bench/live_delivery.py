"""How late an event is on the last of many screens, what it costs, and what a post costs while many are online."""

from __future__ import annotations

import http.client
import json
import statistics
import subprocess
import time
from typing import Any, Protocol

from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from bench.live_site import Site

TEXT = "м" * 200  # with its envelope an event is about 500 bytes
RATE = 5.0


class Begins(Protocol):
    """Whoever starts modules of the bench, with the right surroundings."""

    def begin(self, module: str, *arguments: str) -> subprocess.Popen[str]:
        """The running process."""


class Crowd:
    """A crowd in its own process."""

    def __init__(self, site: Begins, port: int, count: int, **plan: Any) -> None:
        asked = {"port": port, "count": count, "path": "/ws/live/", "stream": "bench.crowd", **plan}
        self._process: subprocess.Popen[str] = site.begin("bench.live_crowd", json.dumps(asked))
        assert self._process.stdout
        if not self._process.stdout.readline():
            raise RuntimeError("the crowd could not gather")

    def tell(self) -> dict[str, Any]:
        """Stop listening; what was seen."""
        out, _ = self._process.communicate("stop\n", timeout=30)
        told: dict[str, Any] = json.loads(out)
        return told

    def leave(self) -> None:
        self._process.kill()
        self._process.communicate()


class Writer:
    """Requests to the server, as a browser or program sends them, over one kept connection."""

    def __init__(self, port: int) -> None:
        self._http = http.client.HTTPConnection("127.0.0.1", port, timeout=20)

    def post(self, path: str, value: Any) -> float:
        """Send the value; milliseconds until the answer."""
        began = time.monotonic()
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        self._http.request("POST", path, body, {"Content-Type": "application/json"})
        answer = self._http.getresponse()
        answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{path}: {answer.status}")
        return (time.monotonic() - began) * 1000

    def say(self, stream: str, n: int, *, bare: bool) -> None:
        """The n-th event; `bare`: the frame it would be, for the control."""
        data = {"n": n, "t": time.monotonic(), "text": TEXT}
        if bare:
            frame = {"stream": stream, "epoch": "00000000", "seq": n + 1, "kind": "said", "data": data}
            self.post("/bench/bare", frame)
        else:
            self.post("/bench/publish", {"stream": stream, "data": data})


class Passers:
    """People who let themselves be seen come and go, one at each event: so who is here is told every second."""

    def __init__(self, port: int, stream: str, people: list[dict[str, Any]]) -> None:
        self._port, self._stream, self._people = port, stream, people
        self._there: ClientConnection | None = None

    def next(self) -> None:
        """One leaves and another comes."""
        if not self._people:
            return
        self.leave()
        person = self._people.pop()
        origin, cookie = f"http://127.0.0.1:{self._port}", {"Cookie": f"megdan_session={person['session']}"}
        address = f"ws://127.0.0.1:{self._port}/ws/live/"
        self._there = connect(address, origin=Origin(origin), additional_headers=cookie, compression=None)
        self._there.send(json.dumps({"subscribe": {self._stream: None}, "writing": self._stream}))

    def leave(self) -> None:
        if self._there is not None:
            self._there.close()


def deliver(
    site: Site, port: int, count: int, *, pages: int = 0, seconds: float = 8.0,
    bare: bool = False, stuck: int = 0, stream: str = "bench.crowd", passing: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """`count` listeners on one stream, five events a second by requests to `pages` (0: the sockets' own process).

    `bare` is the control: the same frames from a loop over bare ASGI sockets, with no hub, database or rights. With
    `passing` all are signed in and let others see that they are here, and others come and go.
    """
    people = site.order("people", count=count + int(seconds * RATE), is_seen=True) if passing else []
    path = "/bench/bare" if bare else "/ws/live/"
    crowd = Crowd(site, port, count, path=path, stuck=stuck, stream=stream, people=people[:count])
    passers = Passers(port, stream, people[count:])
    time.sleep(2.5 if not bare else 0.5)  # the arrival itself (and its count of readers) is not what is measured
    writer = Writer(port if bare else pages or port)
    for n in range(0 if bare else 8):  # connections open, code loaded
        writer.say("bench.warm", n, bare=False)
    events = int(seconds * RATE)
    cpu, began, memory = site.cpu(port), time.monotonic(), site.memory(port)
    for n in range(events):
        time.sleep(max(0.0, began + n / RATE - time.monotonic()))
        passers.next()
        writer.say(stream, n, bare=bare)
    passers.leave()
    time.sleep(1.0)
    cpu, memory = site.cpu(port) - cpu, site.memory(port) - memory
    told = crowd.tell()
    wanted = events * (count - stuck)
    frames = max(1, told["frames"])
    return {
        **told,
        "sockets": count,
        "lost": wanted - told["frames"] if not stuck else events - told["fewest"],
        "cpu_us": round(cpu / frames * 1e6, 1),
        "memory_mb": round(memory / 2**20, 1),
    }


def post_while_online(
    site: Site, port: int, pages: int, *, few: int = 8, many: int = 1000, posts: int = 150
) -> dict[str, Any]:
    """A new post while `few` and while `many` signed-in people are online elsewhere: milliseconds per request."""
    people = site.order("people", count=many)
    took: dict[str, list[float]] = {"few": [], "many": []}
    used: dict[str, list[float]] = {"few": [], "many": []}
    for name, count in (("few", few), ("many", many)) * 2:  # twice, because the machine may be busy with others
        crowd = Crowd(site, port, count, stream="bench.elsewhere", people=people[:count])
        time.sleep(1.0)
        writer = Writer(pages)
        for n in range(30):
            writer.post("/bench/publish", {"stream": "bench.topic", "data": {"n": n, "text": TEXT}})
        cpu = site.cpu(port) + site.cpu(pages)
        said = ({"stream": "bench.topic", "data": {"n": n, "text": TEXT}} for n in range(posts))
        took[name].append(statistics.median(writer.post("/bench/publish", what) for what in said))
        used[name].append((site.cpu(port) + site.cpu(pages) - cpu) / posts * 1000)
        crowd.leave()
        time.sleep(0.5)
    found = {f"{name}_ms": round(min(took[name]), 2) for name in took}
    found |= {f"{name}_cpu_ms": round(min(used[name]), 2) for name in used}
    return {**found, "few": few, "many": many, "ratio": round(found["many_ms"] / found["few_ms"], 2)}
