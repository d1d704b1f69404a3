"""Runs Python inside the demo's own database, one piece after another: starting Django for each costs a second."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path


class Inside:
    """A Python beside the demo, with its settings and database. Ends when we do: its input ends then."""

    def __init__(self, env: Mapping[str, str], folder: Path) -> None:
        command = [sys.executable, "-m", "tests.e2e.inside"]
        self.child = subprocess.Popen(
            command, env=env, cwd=folder, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def run(self, code: str) -> str:
        """What the code printed. Raises AssertionError with the traceback where it failed."""
        assert self.child.stdin and self.child.stdout
        self.child.stdin.write(json.dumps(code) + "\n")
        self.child.stdin.flush()
        told = json.loads(self.child.stdout.readline() or '{"printed": "", "failed": "it ended"}')
        assert not told["failed"], told["failed"][-2000:]
        return str(told["printed"]).strip()

    def stop(self) -> None:
        """It ends when it has nothing more to read."""
        self.child.communicate()


def _one(code: str) -> dict[str, str]:
    """Run it with names of its own; what it printed, or why it failed."""
    printed, failed = io.StringIO(), ""
    with contextlib.redirect_stdout(printed):
        try:
            exec(code, {"__name__": "inside"})
        except BaseException:
            failed = traceback.format_exc()
    return {"printed": printed.getvalue(), "failed": failed}


def main() -> None:
    """Answer each line of code with a line of JSON; no connection stays open between them."""
    import django

    django.setup()
    from django.db import connections

    for line in sys.stdin:
        told = _one(json.loads(line))
        connections.close_all()
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
