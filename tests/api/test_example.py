"""The example of the documentation, run as it stands there, against a running site."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.api.conftest import RunningSite

pytestmark = pytest.mark.slow
EXAMPLE = Path(__file__).resolve().parents[2] / "docs/examples/live.py"


def send(site: RunningSite, path: str, body: dict[str, Any]) -> Any:
    headers = {"Authorization": f"Bearer {site.facts['token']}", "Content-Type": "application/json"}
    with urlopen(Request(f"{site.address}{path}", json.dumps(body).encode(), headers)) as answer:
        return json.load(answer)


def test_the_live_example_tells_ballots_and_comments_as_they_happen(running_site: RunningSite) -> None:
    what, clause = running_site.facts["consultation"], running_site.facts["clause"]
    command = [sys.executable, str(EXAMPLE), running_site.address, str(what), "--count", "2"]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    watchdog = threading.Timer(40, program.kill)
    watchdog.start()
    try:
        assert program.stdout
        assert program.stdout.readline() == "now {}\n"
        question = running_site.facts["question"]
        send(running_site, "/api/v1/ballots/", {"question": question, "choice": "support"})
        tally = program.stdout.readline().split(" ", 2)
        send(running_site, "/api/v1/comments/", {"clause": clause, "body": "Видяно на живо"})
        comment = program.stdout.readline().split(" ", 2)
        assert program.wait(timeout=20) == 0, program.stderr and program.stderr.read()
    finally:
        watchdog.cancel()
        program.kill()
    assert (tally[0], tally[1], json.loads(tally[2])["counts"]) == ("1", "tally", {"support": 1})
    assert (comment[0], comment[1], json.loads(comment[2])["body"]) == ("2", "comment.created", "Видяно на живо")


def test_the_example_says_so_where_it_may_not_listen(running_site: RunningSite) -> None:
    """The control: a stream that is not there is told, not waited for."""
    command = [
        sys.executable,
        "-c",
        f"""
import asyncio, sys
sys.path.insert(0, {str(EXAMPLE.parent)!r})
import live
async def one():
    async for event in live.events({running_site.address!r}, "consultation.999999", None):
        print(event)
asyncio.run(one())
""",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert done.returncode == 1
    assert "not open to you" in done.stderr
