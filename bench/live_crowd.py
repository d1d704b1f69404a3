"""Many listeners in one process of their own: ``python -m bench.live_crowd '{"port": …}'``; prints what they saw."""

from __future__ import annotations

import asyncio
import json
import re
import resource
import sys
import time
from typing import Any

import uvloop

from bench.live_socket import LightSocket, connect

NUMBERS = r'"seq":(\d+).*"t":([\d.]+)'  # the number of an event, the moment it was begun
LANGUAGES = ("bg", "en", "it", "es", "fr")


def more_files() -> int:
    """Raise this process's limit of open files as far as it may go; what it is then."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


class Crowd:
    """Listeners who note, for each frame, its number and how late it came."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan = plan
        self.numbers = re.compile(plan.get("numbers", NUMBERS).encode())
        self.seen: list[int] = []  # last number per listener; the bare control has none
        self.frames: list[int] = []
        self.late: list[float] = []
        self.last_screen: dict[float, float] = {}
        self.disorder = 0
        self.sockets: list[LightSocket] = []

    def _listener(self, position: int) -> Any:
        def heard(payload: bytes) -> None:
            found = self.numbers.search(payload)
            if found is None:
                return
            number, said = int(found[1]), float(found[2])
            late = time.monotonic() - said
            self.late.append(late)
            self.last_screen[said] = max(late, self.last_screen.get(said, 0.0))
            if self.seen[position] and number != self.seen[position] + 1:
                self.disorder += 1
            self.seen[position] = number
            self.frames[position] += 1

        return heard

    async def _enter(self, position: int) -> None:
        self.seen.append(0)
        self.frames.append(0)
        people = self.plan.get("people") or []
        headers: dict[str, str] = {}
        streams = {self.plan["stream"]: None}
        if people:
            person = people[position]
            host = f"http://127.0.0.1:{self.plan['port']}"
            headers = {"Cookie": f"megdan_session={person['session']}", "Origin": host}
            streams[f"user.{person['id']}"] = None
        path = self.plan["path"].replace("LANGUAGE", LANGUAGES[position % len(LANGUAGES)])
        socket = await connect(self.plan["port"], self._listener(position), path=path, headers=headers)
        socket.say({"subscribe": streams})
        self.sockets.append(socket)

    async def gather(self) -> None:
        for start in range(0, self.plan["count"], 50):
            group = range(start, min(start + 50, self.plan["count"]))
            await asyncio.gather(*(self._enter(position) for position in group))
        for position in range(self.plan.get("stuck", 0)):
            self.sockets[-1 - position].transport.pause_reading()

    def result(self) -> dict[str, Any]:
        late = sorted(self.late)
        last = sorted(self.last_screen.values())
        return {
            "frames": len(late),
            "fewest": min(self.frames[: self.plan["count"] - self.plan.get("stuck", 0)], default=0),
            "p50": _part(late, 0.5),
            "p99": _part(late, 0.99),
            "last_screen_p50": _part(last, 0.5),
            "last_screen_p99": _part(last, 0.99),
            "last_screens": [round(value * 1000) for _said, value in sorted(self.last_screen.items())],
            "disorder": self.disorder,
        }


def _part(values: list[float], part: float) -> float:
    """That part's value in milliseconds."""
    return round(values[min(len(values) - 1, int(len(values) * part))] * 1000, 1) if values else 0.0


async def main(plan: dict[str, Any]) -> None:
    """Gather, say so, listen until told to stop, tell."""
    crowd = Crowd(plan)
    await crowd.gather()
    print(json.dumps("ready"), flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    print(json.dumps(crowd.result()), flush=True)


if __name__ == "__main__":
    more_files()
    uvloop.run(main(json.loads(sys.argv[1])))
