"""Servers, a database and orders for the live measurements and tests, all ended by their own process numbers."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.support.services import Process, free_port, listens

ROOT = Path(__file__).resolve().parent.parent
UVICORN = ["--ws", "websockets-sansio", "--loop", "uvloop", "--ws-per-message-deflate", "false"]
TICKS = os.sysconf("SC_CLK_TCK")


def _cpu_of(pid: str) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


class Site:
    """One database; as many server processes on it as are started."""

    def __init__(self, home: Path, database_url: str, redis_url: str = "", **more: str) -> None:
        self.home = home
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "bench.live_settings",
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "MEGDAN_DATA_DIR": str(home),
            "PYTHONPATH": str(ROOT),
            **more,
        }
        self._servers: dict[int, Process] = {}
        self._orders: subprocess.Popen[str] | None = None

    def migrate(self) -> None:
        self._python("bench.live_work", "migrate")

    def _python(self, module: str, *arguments: str) -> str:
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, env=self.env, cwd=ROOT, capture_output=True, text=True, timeout=120)
        if done.returncode:
            raise RuntimeError(f"{module} {arguments}: {done.stderr[-3000:]}")
        return done.stdout

    def serve(self, port: int | None = None) -> int:
        """Start one server process; its port."""
        port = port or free_port()
        command = [sys.executable, "-m", "uvicorn", "bench.live_app:application", "--port", str(port)]
        command += ["--host", "127.0.0.1", "--log-level", "warning", "--timeout-graceful-shutdown", "2", *UVICORN]
        return self._start(port, [*command, "--app-dir", str(ROOT)])

    def serve_pages(self) -> int:
        """Start a process that serves requests over WSGI and no sockets, as production does; its port."""
        port = free_port()
        command = [sys.executable, "-m", "gunicorn", "bench.live_app:pages", "--bind", f"127.0.0.1:{port}"]
        command += ["--worker-class", "gthread", "--threads", "4", "--keep-alive", "30", "--log-level", "warning"]
        return self._start(port, [*command, "--chdir", str(ROOT)])

    def _start(self, port: int, command: list[str]) -> int:
        process = Process(command, log=self.home / f"server-{port}.log", env=self.env)
        process.wait_until(lambda: listens(port))
        self._servers[port] = process
        return port

    def kill(self, port: int) -> None:
        """End one server as a power cut would."""
        self._servers.pop(port).kill()

    def log(self, port: int) -> str:
        return self._servers[port].log.read_text(errors="replace")

    def cpu(self, port: int) -> float:
        """Seconds of processor time the server and its children have used."""
        pid = self._servers[port].pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return sum(_cpu_of(one) for one in [str(pid), *children])

    def memory(self, port: int) -> int:
        """Resident memory of the server in bytes."""
        pages = int(Path(f"/proc/{self._servers[port].pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def order(self, do: str, **what: Any) -> Any:
        """Have another process (not a server) do something; its answer."""
        if self._orders is None:
            self._orders = subprocess.Popen(
                [sys.executable, "-m", "bench.live_work", "orders"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=(self.home / "orders.log").open("ab"),
                env=self.env,
                cwd=ROOT,
                text=True,
            )
            self._answer()
        assert self._orders.stdin
        self._orders.stdin.write(json.dumps({"do": do, **what}) + "\n")
        self._orders.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._orders
        assert self._orders.stdout
        line = self._orders.stdout.readline()
        if not line:
            self._orders.communicate()
            self._orders = None  # the next order starts another
            raise RuntimeError((self.home / "orders.log").read_text()[-3000:])
        return json.loads(line)

    def begin(self, module: str, *arguments: str) -> subprocess.Popen[str]:
        """Start work in a process of its own, whose output is read later."""
        return subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            env=self.env,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def stop(self) -> None:
        if self._orders is not None:
            self._orders.kill()
            self._orders.communicate()
        for process in self._servers.values():
            process.stop(seconds=6)


@contextlib.contextmanager
def site(database_url: str = "", redis_url: str = "", **more: str) -> Iterator[Site]:
    """A migrated site; without a database URL on a SQLite file of its own."""
    with tempfile.TemporaryDirectory(prefix="megdan-live-") as folder:
        made = Site(Path(folder), database_url or f"sqlite:///{folder}/live.sqlite3", redis_url, **more)
        try:
            made.migrate()
            yield made
        finally:
            made.stop()
