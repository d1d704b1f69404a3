"""The project's pytest plugin: ``--postgres`` runs everything on private PostgreSQL and Redis.

Loaded by ``-p`` in pyproject.toml, because the servers' addresses have to stand in the environment before Django's
settings are read. Under xdist the first process starts the servers and the workers inherit the addresses.
"""

from __future__ import annotations

import contextlib
import os
from typing import Any

import pytest

from config.translations import compile_stale
from tests.support import services

_running = contextlib.ExitStack()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgres", action="store_true", help="run on a private PostgreSQL and Redis, started for it")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    compile_stale()
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if early_config.known_args_namespace.postgres and not worker:
        try:
            database, redis = (
                _running.enter_context(services.postgres()),
                _running.enter_context(services.redis()),
            )
        except services.Missing as missing:
            _running.close()
            raise pytest.UsageError(f"--postgres: {missing}") from missing
        os.environ["DATABASE_URL"], os.environ["REDIS_URL"] = database.url, redis.url
    if worker and os.environ.get("REDIS_URL"):
        # Each worker empties its cache before each test: it must not be the cache of the others.
        server = os.environ["REDIS_URL"].rpartition("/")[0]
        os.environ["REDIS_URL"] = f"{server}/{int(worker.removeprefix('gw')) % 15 + 1}"
    os.environ.pop("MEGDAN_DEBUG", None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What measures time, drives a browser or talks to a real server is tried a second time before it counts as failed.

    The machine may just have been busy with something else. The summary says what was wrong with each first try: a
    test that needs a second one for another reason has a fault, or has found one.
    """
    for item in items:
        if item.get_closest_marker("alone") or {"e2e", "live", "deploy"} & set(item.path.parts):
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_unconfigure() -> None:
    _running.close()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A proof about PostgreSQL run on SQLite would prove nothing, so it is skipped there, visibly."""
    if item.get_closest_marker("postgres"):
        from django.db import connection

        if connection.vendor != "postgresql":
            pytest.skip("needs PostgreSQL as its database: run with --postgres")


def _tell_first_tries(terminalreporter: Any) -> None:
    """What was wrong with each first try of what passed or failed at the second."""
    tried = terminalreporter.stats.get("rerun", [])
    if tried:
        terminalreporter.section("first tries that failed")
        for report in tried:
            terminalreporter.line(f"{report.nodeid} ({report.when})")
            terminalreporter.line("\n".join(report.longreprtext.splitlines()[-12:]))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say at the end why second tries were needed, and which Debian packages or shared data would let the skipped tests
    run.
    """
    _tell_first_tries(terminalreporter)
    lacking: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if "Debian package" in reason or "beside the repository" in reason:
            reason = reason.removeprefix("Skipped: ")
            lacking[reason] = lacking.get(reason, 0) + 1
    if lacking:
        terminalreporter.section("not run for lack of a program or of shared data")
        for reason, count in sorted(lacking.items()):
            terminalreporter.line(f"{count:4d}  {reason}")
