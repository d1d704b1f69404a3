"""Real servers for the live tests: uvicorn in its own process, on the database the run is for."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

from bench.live_site import Site, site
from participation.live import hints, policies
from participation.live.hub.presence import Presence
from tests.live.room import Clock

PATIENCE = 20.0  # seconds until what must come is missed; how fast it comes is measured in the tests marked `alone`
REFUSALS = {"denied", "error"}
LAST = 5  # messages told of where another was waited for


@contextmanager
def _own_database() -> Iterator[str]:
    """A database that no other test uses: on the run's PostgreSQL, else a SQLite file of the site's own ("")."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield ""
        return
    import psycopg

    name = f"live_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield url.rpartition("/")[0] + f"/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def make_site() -> Iterator[Callable[..., Site]]:
    """Makes sites with a database of their own and ends them with the run."""
    with ExitStack() as running:
        yield lambda redis_url="", **more: running.enter_context(
            site(running.enter_context(_own_database()), redis_url, **more)
        )


class Place:
    """One server and what a test says to it."""

    def __init__(self, made: Site) -> None:
        self.site = made
        self.port = made.serve()
        self.order = made.order
        self.order("once", stream="bench.warm", count=1)  # the process that obeys orders is up and connected

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def connect(self, query: str = "", *, session: str = "", token: str = "", **more: Any) -> ClientConnection:
        """An open socket, by a page of this site where there is a session."""
        headers = dict(more.pop("headers", {}))
        if session:
            headers["Cookie"] = f"megdan_session={session}"
            more.setdefault("origin", self.origin)
        if token:
            headers["Authorization"] = f"Bearer {token}"
        address = f"ws://127.0.0.1:{self.port}/ws/live/{query}"
        opened: ClientConnection = connect(address, additional_headers=headers, compression=None, **more)
        return opened

    @staticmethod
    def stream(prefix: str = "bench") -> str:
        """A stream nobody has spoken on. It begins with a letter: digits alone with a zero in front name no stream."""
        return f"{prefix}.s{secrets.token_hex(4)}"

    def say(self, stream: str, count: int = 1) -> None:
        self.order("once", stream=stream, count=count)


@pytest.fixture(scope="session")
def place(make_site: Callable[..., Site]) -> Place:
    """A server without Redis: what other processes say is found by looking."""
    return Place(make_site())


def say(socket: ClientConnection, **value: Any) -> None:
    socket.send(json.dumps(value))


def hear(socket: ClientConnection, seconds: float = PATIENCE) -> dict[str, Any]:
    """The next thing said. Raises TimeoutError."""
    said: dict[str, Any] = json.loads(socket.recv(timeout=seconds))
    return said


def hear_until(socket: ClientConnection, word: str, seconds: float = PATIENCE) -> list[dict[str, Any]]:
    """Everything up to and with the first message that has `word`.

    Another answer than that, a refusal, fails the test at once. Raises TimeoutError with what was heard instead.
    """
    heard: list[dict[str, Any]] = []
    while not heard or word not in heard[-1]:
        try:
            heard.append(hear(socket, seconds))
        except TimeoutError as late:
            raise TimeoutError(f"no {word!r} within {seconds:g} s; heard {heard[-LAST:]}") from late
        if word not in heard[-1] and heard[-1].keys() & REFUSALS:
            pytest.fail(f"{word!r} was waited for, but heard {heard[-LAST:]}")
    return heard


def numbers(heard: list[dict[str, Any]]) -> list[int]:
    return [said["seq"] for said in heard if "kind" in said and "seq" in said]


def close_code(socket: ClientConnection, seconds: float = PATIENCE) -> int | None:
    """Read until the server closes; the code it gives."""
    from websockets.exceptions import ConnectionClosed

    try:
        while True:
            socket.recv(timeout=seconds)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Streams "square.…" and "counted.…", the clock of a room, and what is said to other processes."""
    said: list[dict[str, Any]] = []
    monkeypatch.setattr(policies, "_rules", dict(policies._rules))
    policies.register("square", lambda user_id, stream: True, presence=policies.Presence.NAMES)
    policies.register("counted", lambda user_id, stream: True, presence=policies.Presence.COUNTS)
    monkeypatch.setattr(Presence, "_now", staticmethod(lambda: Clock.now))
    monkeypatch.setattr(hints, "gossip", said.append)
    return said
