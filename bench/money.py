"""Random histories of campaigns: thousands of them, with every guard on, and some with it off as a control.

Each process plays its part on a private database in memory; a history is undone when it was looked at. The histories are
those of ``tests/volunteers/money/histories.py``. They are told by number, so what one finds can be played again.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
HISTORIES = 10_000
CONTROLS = 200  # histories with the guard off
TOLD = 500  # after so many each process says how far it is
SEEN = ("double captures", "double refunds")  # what the control has to show


def run_money(histories: int = HISTORIES, processes: int | None = None) -> dict[str, Any]:
    """Rows as the other parts give them: figure, measured, wanted, reached."""
    processes = processes or min(os.cpu_count() or 1, 8)
    began = time.monotonic()
    plain = _together(histories, processes, guarded=True)
    control = _together(CONTROLS, processes, guarded=False)
    rows = [_row("histories", plain["histories"], histories, plain["histories"] == histories)]
    rows += [
        _row(name, plain["wrong"].get(name, 0), 0, not plain["wrong"].get(name, 0)) for name in sorted(plain["wrong"])
    ]
    rows += [
        _row(f"control: {name}", control["wrong"].get(name, 0), "> 0", control["wrong"].get(name, 0) > 0)
        for name in SEEN
    ]
    cost = {"seconds": round(time.monotonic() - began, 1), "cpu_seconds": round(plain["cpu"] + control["cpu"], 1)}
    return {"rows": rows, "seen": plain["seen"], "steps": plain["steps"], **cost}


def _row(figure: str, measured: object, wanted: object, reached: bool) -> dict[str, Any]:
    return {"figure": f"money, {figure}", "measured": measured, "wanted": wanted, "reached": reached}


def _together(histories: int, processes: int, *, guarded: bool) -> dict[str, Any]:
    """The histories from 0 on, dealt out to processes of their own. Raises RuntimeError where one of them breaks."""
    env = {**os.environ, "DATABASE_URL": "sqlite:///:memory:", "MEGDAN_NO_VENV": "1", "REDIS_URL": ""}
    parts = [
        [sys.executable, "-m", "bench.money", str(first), str(histories), str(processes), str(int(guarded))]
        for first in range(processes)
    ]
    running = [subprocess.Popen(part, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) for part in parts]
    found: dict[str, Any] = {"histories": 0, "steps": 0, "cpu": 0.0, "wrong": Counter(), "seen": Counter()}
    for one in running:
        out, _nothing = one.communicate()
        if one.returncode:
            raise RuntimeError(f"histories ended with {one.returncode}")
        told = json.loads(out.strip().splitlines()[-1])
        for name in ("histories", "steps", "cpu"):
            found[name] += told[name]
        for name in ("wrong", "seen"):
            for what, n in told[name].items():
                found[name][what] += n
    return {**found, "wrong": dict(found["wrong"]), "seen": dict(found["seen"])}


def play_part(first: int, histories: int, step: int, *, guarded: bool) -> dict[str, Any]:
    """Every ``step``-th history from ``first`` on, on the database this process has made for itself."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
    from tests.volunteers.money.histories import Found, World, play, without_guard

    found, world = Found(), World()
    if not guarded:
        without_guard(setattr)
    for n in range(first, histories, step):
        before = sum(found.wrong.values())
        play(world, f"history {n}", found)
        if guarded and sum(found.wrong.values()) > before:
            print(f"history {n}: {+found.wrong}", file=sys.stderr)
        if found.histories % TOLD == 0:
            print(
                f"{found.histories} histories in {time.process_time():.0f} s of CPU time", file=sys.stderr, flush=True
            )
    told = {"histories": found.histories, "steps": found.steps, "cpu": time.process_time()}
    return {**told, "wrong": found.wrong, "seen": found.seen}


def main(arguments: list[str]) -> int:
    """A part of the histories, as JSON; or all of them: ``python -m bench.money --histories N``."""
    if arguments and arguments[0].isdigit():
        first, histories, step, guarded = map(int, arguments)
        print(json.dumps(play_part(first, histories, step, guarded=bool(guarded))))
        return 0
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=HISTORIES)
    parser.add_argument("--processes", type=int, default=None, help="one for each processor, unless told otherwise")
    options = parser.parse_args(arguments)
    figures = run_money(options.histories, options.processes)
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    return 0 if all(row["reached"] for row in figures["rows"]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
