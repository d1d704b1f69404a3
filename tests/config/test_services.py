"""The private servers of the suite start, answer, survive being killed, and are gone afterwards."""

from __future__ import annotations

import psycopg
import pytest

from tests.support import programs, services


def _needs(program: str) -> None:
    if programs.find(program) is None:
        pytest.skip(programs.missing_reason(program))


def test_postgres_keeps_what_was_committed_when_it_is_killed() -> None:
    _needs("postgres")
    with services.postgres(durable=True) as server:
        with psycopg.connect(server.url) as link:
            link.execute("CREATE TABLE kept (n int)")
            link.execute("INSERT INTO kept VALUES (7)")
        for _again in range(3):  # nothing of the killed one is left when the next begins
            server.crash()
            assert not services.listens(server.port)
            server.start()
        with psycopg.connect(server.url) as link:
            row = link.execute("SELECT n FROM kept").fetchone()
        assert row == (7,)
        home, port = server.home, server.port
    assert not services.listens(port)
    assert not home.exists()


def test_redis_stops_and_comes_back_on_the_same_port() -> None:
    _needs("redis-server")
    with services.redis() as server:
        url, port = server.url, server.port
        server.stop()
        assert not services.listens(port)
        server.start()
        assert services.listens(port)
        assert server.url == url
    assert not services.listens(port)


def test_a_program_that_ends_at_once_shows_its_log() -> None:
    with services.folder() as home:
        process = services.Process(["sh", "-c", "echo no such thing; exit 3"], log=home / "log")
        with pytest.raises(services.DidNotStart, match="no such thing"):
            process.wait_until(lambda: False, seconds=5)
