"""What a request costs: CPU time of server and database, queries, bytes, latency. ``manage.py bench``.

PostgreSQL, two gunicorn processes, production's middleware; requests one after the other for the CPU time, eight
connections for the latency. CPU time is what the kernel accounted to the processes, so a busy machine matters little; how
fast the machine was meanwhile stands beside each row as the yardstick's.
"""

from __future__ import annotations

import contextlib
import gzip
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.yardstick import Yardstick
from tests.support import services

ROOT = Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")
CONNECTIONS = 8
LAID = 8  # requests between two rounds of the yardstick


@dataclass
class Ask:
    """One kind of request, and what we want it to cost."""

    name: str
    wanted_ms: float
    wanted_queries: int | None
    make: Callable[[int], tuple[str, str, dict[str, str], bytes | None]]  # n → method, path, headers, body
    times: int = 200
    status: tuple[int, ...] = (200,)


def cpu_of(pid: int) -> float:
    """Seconds of processor time of a process and all below it, the ended ones included."""
    total, tree = 0, [pid]
    while tree:
        current = tree.pop()
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{current}/stat").read_text().rpartition(")")[2].split()
            total += sum(int(field) for field in fields[11:15])
            tree += [int(child) for child in Path(f"/proc/{current}/task/{current}/children").read_text().split()]
    return total / TICKS


class Arrangement:
    """A PostgreSQL, two page processes on it, and the filled data's keys."""

    def __init__(self, home: Path, database: Any, redis_url: str = "") -> None:
        self.home, self.port = home, services.free_port()
        self.database_pid: int = database.process.pid
        self.env = {
            **os.environ,
            "DATABASE_URL": database.url,
            "REDIS_URL": redis_url,
            "DJANGO_SETTINGS_MODULE": "bench.pages_settings",
            "MEGDAN_DATA_DIR": str(home),
            "PYTHONPATH": str(ROOT),
        }
        self.keys: dict[str, Any] = json.loads(self.run("bench.pages_fill"))
        command = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--workers", "2", "--threads", "4"]
        command += ["--worker-class", "gthread", "--bind", f"127.0.0.1:{self.port}", "--log-level", "warning"]
        command += ["--keep-alive", "30", "--chdir", str(ROOT)]
        self.server = services.Process(command, log=home / "pages.log", env=self.env)
        self.server.wait_until(lambda: services.listens(self.port))

    def run(self, module: str, *arguments: str) -> str:
        """Run a module of the bench on the same database; its last line of output."""
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, env=self.env, cwd=ROOT, capture_output=True, text=True, timeout=300)
        if done.returncode:
            raise RuntimeError(done.stderr[-3000:])
        return done.stdout.strip().splitlines()[-1]

    def begin(self, module: str, *arguments: str) -> subprocess.Popen[str]:
        """Start a module of the bench whose output is read later."""
        command = [sys.executable, "-m", module, *arguments]
        return subprocess.Popen(
            command, env=self.env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def cpu(self) -> tuple[float, float]:
        """Seconds used so far by the page processes and by the database."""
        return cpu_of(self.server.pid), cpu_of(self.database_pid)

    def send(self, connection: http.client.HTTPConnection, ask: Ask, n: int) -> bytes:
        """One request; its body. Raises on any other status than those wanted."""
        method, path, headers, body = ask.make(n)
        connection.request(method, path, body=body, headers={"Accept-Encoding": "gzip", **headers})
        answer = connection.getresponse()
        content = answer.read()
        if answer.status not in ask.status:
            raise RuntimeError(f"{ask.name}: {answer.status} {content[:400]!r}")
        return content


def asks(keys: dict[str, Any]) -> list[Ask]:
    """What is measured."""
    number, clause = keys["consultation"], keys["clause"]
    tokens, questions = keys["tokens"], keys["questions"]

    def get(path: str, **headers: str) -> Callable[[int], tuple[str, str, dict[str, str], None]]:
        return lambda n: ("GET", path, dict(headers), None)

    def post(path: str, data: Callable[[int], dict[str, Any]]) -> Callable[[int], Any]:
        def made(n: int) -> tuple[str, str, dict[str, str], bytes]:
            headers = {"Authorization": f"Bearer {tokens[n % len(tokens)]}", "Content-Type": "application/json"}
            return "POST", path, headers, json.dumps(data(n)).encode()

        return made

    cookie = f"megdan_session={keys['session']}"
    comment = post("/api/v1/comments/", lambda n: {"clause": clause, "body": f"Подкрепям, но с уговорка {n}."})
    reply = post("/api/v1/posts/", lambda n: {"topic": keys["topic"], "body": f"И при нас е така, {n} пъти."})
    ballot = post("/api/v1/ballots/", lambda n: {"question": questions[11], "choice": "support"})
    change = post("/api/v1/ballots/", lambda n: {"question": questions[11], "choice": "oppose"})
    return [
        Ask("document page, anonymous", 20, 12, get(f"/consultations/{number}/")),
        Ask("clause page with 65 comments", 40, 14, get(f"/consultations/{number}/clauses/{clause}/")),
        Ask("comments of one discussion, API", 15, 8, get(f"/api/v1/comments/?clause={clause}&page_size=200")),
        Ask("list page (15 of 500)", 15, 10, get("/consultations/")),
        Ask("list, API", 15, 10, get("/api/v1/consultations/?page_size=15")),
        Ask("post a comment", 12, None, comment, status=(201,)),
        Ask("topic page of 1,000 posts", 10, 12, get(f"/topics/{keys['topic']}/?post=640")),
        Ask("topic page of 1,000 posts, API", 5, 8, get(f"/api/v1/posts/?topic={keys['topic']}&from=640")),
        Ask("a reply in it", 9, None, reply, status=(201,)),
        Ask("page of a project, anonymous", 20, 12, get(f"/projects/{keys['project']}/")),
        Ask("page of a project, signed in", 40, None, get(f"/projects/{keys['project']}/", Cookie=cookie)),
        Ask("cast a ballot", 6, 8, ballot, status=(201,)),
        Ask("change a ballot", 6, 8, change, status=(200,)),
    ]


def measure(on: Arrangement, ask: Ask, queries: dict[str, int]) -> dict[str, Any]:
    """CPU per request one after the other, then latency at eight connections (reading only: writers meet limits)."""
    connection = http.client.HTTPConnection("127.0.0.1", on.port, timeout=30)
    reads = ask.status == (200,) and ask.make(0)[0] == "GET"
    if reads:
        for n in range(20):
            on.send(connection, ask, n)
    before, size, yardstick = on.cpu(), 0, Yardstick()
    for n in range(ask.times):
        size = len(on.send(connection, ask, n))
        if n % LAID == 0:
            yardstick.lay()
    after = on.cpu()
    server, database = ((later - earlier) * 1000 / ask.times for later, earlier in zip(after, before, strict=True))
    return {
        "name": ask.name,
        "server_ms": round(server, 2),
        "database_ms": round(database, 2),
        "cpu_ms": round(server + database, 2),
        "wanted_ms": ask.wanted_ms,
        "yardstick_ms": yardstick.length,
        "queries": queries.get(ask.name),
        "wanted_queries": ask.wanted_queries,
        "bytes": size,
        **(latency(on, ask) if reads else {}),
    }


def latency(on: Arrangement, ask: Ask, times: int = 25) -> dict[str, float]:
    """Milliseconds from request to the whole answer at eight connections: median and 95th percentile."""
    taken: list[float] = []

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", on.port, timeout=60)
        for n in range(times):
            began = time.perf_counter()
            on.send(connection, ask, n)
            taken.append((time.perf_counter() - began) * 1000)

    threads = [threading.Thread(target=client) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    cuts = statistics.quantiles(taken, n=20)
    return {"p50_ms": round(cuts[9], 1), "p95_ms": round(cuts[18], 1)}


def first_load(on: Arrangement) -> int:
    """Bytes, gzipped, of every style and script the document page loads, with what the scripts import."""
    connection = http.client.HTTPConnection("127.0.0.1", on.port, timeout=30)

    def fetch(path: str) -> bytes:
        connection.request("GET", path)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        return content

    page = fetch(f"/consultations/{on.keys['consultation']}/").decode()
    waiting = re.findall(r'(?:src|href)="(/static/[^"]+\.(?:js|css))"', page)
    seen: dict[str, int] = {}
    while waiting:
        path = waiting.pop()
        if path not in seen:
            content = fetch(path)
            seen[path] = len(gzip.compress(content, 6))
            folder = path.rpartition("/")[0]
            for found in re.findall(rb'(?:from|import)\s*\(?["\']\.{1,2}/([^"\']+\.js)["\']', content):
                waiting.append(f"{folder}/{found.decode()}")
            for found in re.findall(rb'@import\s+(?:url\()?["\']([^"\']+\.css)', content):
                waiting.append(found.decode() if found.startswith(b"/") else f"{folder}/{found.decode()}")
    return sum(seen.values())


@contextlib.contextmanager
def arrangement() -> Iterator[Arrangement]:
    """Everything started, and ended by its own process numbers afterwards."""
    with tempfile.TemporaryDirectory(prefix="megdan-bench-") as home, services.postgres() as database:
        made = Arrangement(Path(home), database)
        try:
            yield made
        finally:
            made.server.stop()


def run_pages() -> dict[str, Any]:
    """Every figure of pages and API, counters after concurrent writing, and the first load's bytes."""
    with arrangement() as on:
        what = asks(on.keys)
        queries = json.loads(on.run("bench.pages_queries", json.dumps(on.keys)))
        rows = [measure(on, ask, queries) for ask in what]
        return {
            "pages": rows,
            "first_load_bytes": first_load(on),
            "counters": json.loads(on.run("bench.pages_counters", json.dumps({**on.keys, "port": on.port}))),
        }
