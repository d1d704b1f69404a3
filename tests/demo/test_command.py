"""`manage.py demo` as a person starts it: a program of its own, over HTTP."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.environment import prepare
from demo.serving import Busy, address_of, bind

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120


def program(folder: Path, *words: str) -> subprocess.Popen[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("MEGDAN_", "DJANGO_"))}
    environment = {
        **kept, "DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}", "MEGDAN_DATA_DIR": str(folder),
        "MEGDAN_NO_VENV": "1", "REDIS_URL": "",
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "manage.py", "demo", *words], cwd=ROOT, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def lines_until_ready(running: subprocess.Popen[str]) -> list[str]:
    assert running.stdout is not None
    lines: list[str] = []
    until = time.monotonic() + PATIENCE
    for line in running.stdout:
        lines.append(line)
        if line.startswith("ready ") or time.monotonic() > until:
            return lines
    return lines


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    running = program(folder, "--port", "0", "--fresh")
    lines = lines_until_ready(running)
    found = re.match(r"ready (http://\S+/)\n", lines[-1] if lines else "")
    if found is None:
        running.kill()
        pytest.fail("".join(lines))
    yield running, found[1]
    running.kill()
    running.wait()


def test_it_answers_where_it_says(serving: tuple[subprocess.Popen[str], str]) -> None:
    with urllib.request.urlopen(serving[1] + "healthz", timeout=PATIENCE) as answer:
        assert answer.status == 200


def test_a_busy_port_is_told(serving: tuple[subprocess.Popen[str], str], tmp_path: Path) -> None:
    port = serving[1].rsplit(":", 1)[1].strip("/")
    second = program(tmp_path, "--port", port)
    output, _ = second.communicate(timeout=PATIENCE)
    assert second.returncode == 1
    assert f"Port {port} is in use" in output and "Traceback" not in output
    assert not (tmp_path / "demo.sqlite3").exists(), "it is told before anything is filled"


def test_it_stops_cleanly_and_keeps_its_data(serving: tuple[subprocess.Popen[str], str], folder: Path) -> None:
    running, _address = serving
    running.send_signal(signal.SIGTERM)
    assert running.stdout is not None
    output = running.stdout.read()
    assert running.wait(timeout=PATIENCE) == 0, output
    assert output.rstrip().endswith("stopped") and "citizen@megdan.example" in output
    again = program(folder, "--no-serve")
    output, _ = again.communicate(timeout=PATIENCE)
    assert again.returncode == 0 and "keeping the data" in output


def test_its_own_database_unless_the_operator_chose(tmp_path: Path) -> None:
    environ = {"MEGDAN_DATA_DIR": str(tmp_path)}
    prepare(["manage.py", "demo", "--host", "0.0.0.0"], environ)
    assert environ["DATABASE_URL"] == "sqlite:///var/demo.sqlite3"
    assert (environ["MEGDAN_ENV"], environ["MEGDAN_ALLOWED_HOSTS"]) == ("demo", "*")
    chosen = {"DATABASE_URL": "postgresql://db/x", "MEGDAN_DATA_DIR": str(tmp_path)}
    prepare(["manage.py", "demo"], chosen)
    assert chosen["DATABASE_URL"] == "postgresql://db/x" and "MEGDAN_ALLOWED_HOSTS" not in chosen


def test_a_fresh_clone_needs_no_folder_of_its_own(tmp_path: Path) -> None:
    """With a data folder elsewhere nothing else makes ``var/``, in which the database lies."""
    clone = tmp_path / "clone"
    unwanted = shutil.ignore_patterns("var", ".venv", ".git", "__pycache__", ".*_cache", "*.sqlite3*")
    shutil.copytree(ROOT, clone, ignore=unwanted)
    assert not (clone / "var").exists()
    chosen = {"MEGDAN_DATA_DIR": str(tmp_path / "own")}
    prepare(["manage.py", "demo"], chosen)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("MEGDAN_", "DJANGO_", "DATABASE"))}
    asked = subprocess.run(
        [sys.executable, "manage.py", "showmigrations", "accounts"], cwd=clone, text=True, capture_output=True,
        env={**kept, **chosen, "MEGDAN_NO_VENV": "1", "REDIS_URL": ""}, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert asked.returncode == 0 and "[ ] 0001_initial" in asked.stdout, asked.stderr
    assert (clone / "var" / "demo.sqlite3").exists()


def test_addresses() -> None:
    with bind("127.0.0.1", 0) as sock:
        port = sock.getsockname()[1]
        assert address_of(sock) == f"http://127.0.0.1:{port}/"
        with pytest.raises(Busy):
            bind("127.0.0.1", port)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
