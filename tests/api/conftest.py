"""A whole site in a process of its own, for what has to be seen from outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.services import Process, free_port, listens

ROOT = Path(__file__).resolve().parents[2]
SEED = """
import json, django
django.setup()
from participation.accounts.actions import make_token
from tests.support import factories as make
what = make.consultation()
person = make.person("Стефка Петрова", "stefka@megdan.example")
official = make.official(what.municipality)
clause = make.clauses(what)[0]
print(json.dumps({
    "consultation": what.pk, "clause": clause.pk, "question": clause.question_id,
    "token": make_token(user=person, name="t")[1], "official": make_token(user=official, name="t")[1],
}))
"""


@dataclass
class RunningSite:
    """Where it is and what is in it."""

    address: str
    facts: dict[str, Any]
    server: Process
    env: dict[str, str]


@pytest.fixture(scope="module")
def running_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """One process with everything, as in the demo: SQLite, no Redis."""
    home, port = tmp_path_factory.mktemp("site"), free_port()
    env = {
        **{name: value for name, value in os.environ.items() if name != "REDIS_URL"},
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{home}/site.sqlite3",
        "MEGDAN_DATA_DIR": str(home),
        "PYTHONPATH": str(ROOT),
    }

    def run(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command], env=env, cwd=ROOT, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("manage.py", "migrate", "-v0")
    facts = json.loads(run("-c", SEED).splitlines()[-1])
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "config.asgi:application",
        "--port",
        str(port),
        "--log-level",
        "warning",
    ]
    server = Process([*command, "--app-dir", str(ROOT)], log=home / "server.log", env=env)
    try:
        server.wait_until(lambda: listens(port))
        yield RunningSite(f"http://127.0.0.1:{port}", facts, server, env)
    finally:
        server.stop()
