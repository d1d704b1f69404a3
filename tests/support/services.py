"""Private PostgreSQL and Redis for a test run: on free loopback ports, in a temporary folder, ended by their own pid.

Started in their own session, so that Ctrl-C reaches pytest alone and pytest ends them; should pytest be killed, the
kernel ends them (Linux: parent-death signal).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tests.support import programs

PR_SET_PDEATHSIG = 1


class Missing(Exception):
    """A program is not installed; the message names its Debian package."""


class DidNotStart(Exception):
    """A program ended or did not answer in time; the message holds the end of its log."""


def free_port() -> int:
    """A loopback port nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def need(program: str) -> str:
    """The program's path. Raises Missing."""
    path = programs.find(program)
    if path is None:
        raise Missing(programs.missing_reason(program))
    return path


def _die_with_parent(how: signal.Signals) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(PR_SET_PDEATHSIG, how)


def _children(pid: int) -> list[int]:
    """The processes it started, where the system tells."""
    with contextlib.suppress(OSError):
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _lives(pid: int) -> bool:
    """Whether it still runs: neither gone nor only waiting to be buried."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


class Process:
    """One child of the test run, with its log; ``stop()`` ends it and its session, gently first."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        user: str | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.log = log
        self.stop_signal = stop_signal
        with log.open("ab") as out:
            self.child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=log.parent if user else None,
                env=dict(env) if env is not None else None,
                user=user,
                group=pwd.getpwnam(user).pw_gid if user else None,
                extra_groups=[] if user else None,
                start_new_session=True,
                preexec_fn=_die_with_parent(stop_signal),
            )

    @property
    def pid(self) -> int:
        return self.child.pid

    def wait_until(self, ready: Callable[[], bool], *, seconds: float = 30) -> None:
        """Return once ``ready()`` holds. Raises DidNotStart."""
        end = time.monotonic() + seconds
        while not ready():
            if self.child.poll() is not None or time.monotonic() > end:
                raise DidNotStart(f"{self.child.args!r} ended with {self.child.poll()}:\n{self.tail()}")
            time.sleep(0.03)

    def tail(self, lines: int = 25) -> str:
        """The end of the log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def signal(self, number: signal.Signals) -> None:
        """Send the process itself a signal."""
        self.child.send_signal(number)

    def kill(self) -> None:
        """End it as a power cut would: at once, with everything in its session."""
        children = _children(self.child.pid)  # PostgreSQL's have sessions of their own, and outlive it for a moment
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()
        for child in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        end = time.monotonic() + 10
        while any(map(_lives, children)) and time.monotonic() < end:
            time.sleep(0.01)

    def stop(self, *, seconds: float = 15) -> None:
        """End it gently; after ``seconds`` at once."""
        if self.child.poll() is None:
            self.child.send_signal(self.stop_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.child.wait(seconds)
        self.kill()


def listens(port: int) -> bool:
    """Whether something accepts connections on that loopback port."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


@contextlib.contextmanager
def folder(user: str | None = None) -> Iterator[Path]:
    """A temporary folder that belongs to ``user`` (or to us) and is gone afterwards."""
    path = Path(tempfile.mkdtemp(prefix="megdan-test-"))
    try:
        if user:
            shutil.chown(path, user, pwd.getpwnam(user).pw_gid)
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _unprivileged() -> str | None:
    """PostgreSQL refuses to run as root: the name of somebody it may run as, or None when we are not root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise Missing("PostgreSQL does not run as root and there is no user `postgres` or `nobody`")


class Postgres:
    """A private PostgreSQL. ``url`` is its address; ``crash()`` and ``start()`` serve tests of failures."""

    def __init__(self, home: Path, *, user: str | None, durable: bool, options: Sequence[str] = ()) -> None:
        self.home, self.user, self.port = home, user, free_port()
        self.password = secrets.token_hex(12)
        self.options = [*options] if durable else [*options, "fsync=off", "synchronous_commit=off"]
        self.process: Process | None = None
        self._initialise()

    @property
    def url(self) -> str:
        return f"postgresql://megdan:{self.password}@127.0.0.1:{self.port}/postgres"

    def _initialise(self) -> None:
        password_file = self.home / "password"
        password_file.write_text(self.password)
        if self.user:
            shutil.chown(password_file, self.user)
        command = [need("initdb"), "-D", str(self.home / "data"), "-U", "megdan", "-E", "UTF8", "--no-sync"]
        command += ["--locale=C.UTF-8", "--auth=scram-sha-256", f"--pwfile={password_file}"]
        maker = Process(command, log=self.home / "initdb.log", user=self.user)
        if maker.child.wait(120) != 0:
            raise DidNotStart(f"initdb failed:\n{maker.tail()}")

    def start(self) -> None:
        """Returns once it accepts connections."""
        command = [need("postgres"), "-D", str(self.home / "data"), "-p", str(self.port)]
        settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", *self.options]
        for setting in settings:
            command += ["-c", setting]
        self.process = Process(command, log=self.home / "log", user=self.user, stop_signal=signal.SIGINT)
        self.process.wait_until(self._answers)

    def _answers(self) -> bool:
        import psycopg

        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(self.url, connect_timeout=2):
            return True
        return False

    def crash(self) -> None:
        """Kill it and all its backends, as a power cut would."""
        if self.process:
            self.process.kill()

    def stop(self) -> None:
        if self.process:
            self.process.stop()


@contextlib.contextmanager
def postgres(*, durable: bool = False, options: Sequence[str] = ()) -> Iterator[Postgres]:
    """A running private PostgreSQL. ``durable`` keeps its promises about power cuts (slower). Raises Missing."""
    need("postgres")
    user = _unprivileged()
    with folder(user) as home:
        server = Postgres(home, user=user, durable=durable, options=options)
        try:
            server.start()
            yield server
        finally:
            server.stop()


class Redis:
    """A private Redis that keeps nothing on disk; ``stop()`` and ``start()`` serve tests of failures."""

    def __init__(self, home: Path) -> None:
        self.home, self.port = home, free_port()
        self.process: Process | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Returns once it accepts connections, on the same port as before."""
        command = [need("redis-server"), "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        command += ["--appendonly", "no", "--dir", str(self.home)]
        self.process = Process(command, log=self.home / "log")
        self.process.wait_until(lambda: listens(self.port))

    def stop(self) -> None:
        if self.process:
            self.process.stop()


@contextlib.contextmanager
def redis() -> Iterator[Redis]:
    """A running private Redis. Raises Missing."""
    need("redis-server")
    with folder() as home:
        server = Redis(home)
        try:
            server.start()
            yield server
        finally:
            server.stop()
