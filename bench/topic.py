"""A topic of 1,000 posts with a thousand screens open on it, on production's own arrangement.

PostgreSQL, Redis, two page processes, one process for the sockets; screens ask for HTML in five languages, as the site's
pages do; replies are sent through the API by people who say one each.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bench.live import best
from bench.live_crowd import more_files
from bench.live_delivery import Crowd
from bench.live_site import UVICORN
from bench.pages import ROOT, Arrangement, Ask, asks, cpu_of
from bench.yardstick import Yardstick
from tests.support import services

RATE, SECONDS = 5.0, 12.0
SCREEN = "/ws/live/?as=html&lang=LANGUAGE"
CLOCK = r'"seq":(\d+).*?clock ([\d.]+)'  # what each reply says, as it stands in the frames
WRITERS = 40  # each says about ten things, below what one may say in five minutes
LAID = 8  # replies between two rounds of the yardstick


class Square:
    """The arrangement with the process that holds the sockets."""

    def __init__(self, on: Arrangement) -> None:
        self.on, self.port = on, services.free_port()
        keys = {**on.keys, "tokens": on.keys["tokens"][:WRITERS]}
        command = [sys.executable, "-m", "uvicorn", "config.asgi:application", "--host", "127.0.0.1"]
        command += ["--port", str(self.port), "--log-level", "warning", "--timeout-graceful-shutdown", "2"]
        log = on.home / "live.log"
        self.live = services.Process([*command, *UVICORN, "--app-dir", str(ROOT)], log=log, env=on.env)
        self.live.wait_until(lambda: services.listens(self.port))
        self.reply: Ask = next(ask for ask in asks(keys) if ask.name == "a reply in it")
        self.said = 0

    def crowd(self, count: int, stream: str) -> Crowd:
        """So many signed-in people with a page open on the stream."""
        people = self.on.keys["people"][:count]
        crowd = Crowd(self.on, self.port, count, path=SCREEN, stream=stream, people=people, numbers=CLOCK)
        time.sleep(5.0)  # their arrival is not what is measured
        return crowd

    def say(self, connection: http.client.HTTPConnection, *, timed: bool = True) -> None:
        """One reply that holds the moment it was begun, unless it is not to be counted."""
        method, path, headers, body = self.reply.make(self.said)
        self.said += 1
        words = json.loads(body or b"{}")
        words["body"] += f" clock {time.monotonic():.3f}" if timed else ""
        connection.request(method, path, body=json.dumps(words).encode(), headers=headers)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != 201:
            raise RuntimeError(f"reply: {answer.status} {content[:300]!r}")

    def cpu(self) -> tuple[float, float, float]:
        """Seconds used by the page processes, the database, and the sockets' process."""
        return *self.on.cpu(), cpu_of(self.live.pid)


def delivered(square: Square, count: int) -> dict[str, Any]:
    """From a reply's request to the screens: milliseconds, what was lost, the sockets' process per frame."""
    crowd = square.crowd(count, f"topic.{square.on.keys['topic']}")
    connection = http.client.HTTPConnection("127.0.0.1", square.on.port, timeout=30)
    yardstick, replies = Yardstick(), int(SECONDS * RATE)
    square.say(connection, timed=False)  # connections open
    time.sleep(1.0)
    before, began = square.cpu(), time.monotonic()
    for n in range(replies):
        time.sleep(max(0.0, began + n / RATE - time.monotonic()))
        square.say(connection)
    time.sleep(1.5)
    after, told = square.cpu(), crowd.tell()
    for _round in range(20):
        yardstick.lay()
    return {
        **told,
        "sockets": count,
        "lost": replies * count - told["frames"],
        "live_us": round((after[2] - before[2]) / max(1, told["frames"]) * 1e6, 1),
        "yardstick_ms": yardstick.length,
    }


def reply_while_online(square: Square, count: int, replies: int = 150) -> dict[str, Any]:
    """Processor time of a reply, in ms, while ``count`` signed-in people look at something else."""
    crowd = square.crowd(count, f"consultation.{square.on.keys['consultation']}")
    connection = http.client.HTTPConnection("127.0.0.1", square.on.port, timeout=30)
    for _n in range(WRITERS):  # a key's first use is noted, which is another statement
        square.say(connection)
    before, yardstick = square.cpu(), Yardstick()
    for n in range(replies):
        square.say(connection)
        if n % LAID == 0:
            yardstick.lay()
    after = square.cpu()
    crowd.leave()
    pages, database, live = (
        round((late - early) * 1000 / replies, 2) for late, early in zip(after, before, strict=True)
    )
    cost = round(pages + database + live, 2)
    return {"online": count, "cpu_ms": cost, "pages_ms": pages, "database_ms": database, "live_ms": live,
            "yardstick_ms": yardstick.length}  # fmt: skip


@contextlib.contextmanager
def square() -> Iterator[Square]:
    """Everything started, and ended by its own process numbers afterwards. Raises Missing."""
    more_files()
    with (
        tempfile.TemporaryDirectory(prefix="megdan-bench-") as home,
        services.postgres() as database,
        services.redis() as redis,
    ):
        on = Arrangement(Path(home), database, redis.url)
        try:
            made = Square(on)
            try:
                yield made
            finally:
                made.live.stop()
        finally:
            on.server.stop()


def run_topic() -> dict[str, Any]:
    """The figures of a live topic, as rows with what is wanted."""
    with square() as made:
        few, many = reply_while_online(made, 8), reply_while_online(made, 1000)
        here = best(partial(delivered, made, 1000), 60)
    rows = [
        _row(
            "1,000 screens on a topic, 5 replies/s",
            f"p50 {here['p50']}, p99 {here['p99']} ms, lost {here['lost']}; {here['live_us']} µs a frame"
            f" (yardstick {here['yardstick_ms']})",
            "p99 ≤ 60 ms, lost 0",
            here["p99"] <= 60 and here["lost"] == 0 and here["disorder"] == 0,
        )
    ]
    for one in (few, many):
        parts = f"pages {one['pages_ms']}, database {one['database_ms']}, sockets {one['live_ms']}"
        rows.append(
            _row(
                f"a reply with {one['online']:,} people online elsewhere",
                f"{one['cpu_ms']} ms of CPU ({parts}; yardstick {one['yardstick_ms']})",
                "≤ 9 ms",
                one["cpu_ms"] <= 9,
            )
        )
    return {"delivered": here, "reply": [few, many], "rows": rows}


def _row(figure: str, measured: str, wanted: str, reached: bool) -> dict[str, Any]:
    return {"figure": figure, "measured": measured, "wanted": wanted, "reached": reached}


if __name__ == "__main__":
    print(json.dumps(run_topic(), ensure_ascii=False, indent=1))
