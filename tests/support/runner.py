"""``python3 manage.py test [--postgres|--full] [pytest's arguments]``.

By default everything on SQLite, in parallel and then one at a time what is marked `alone`; after that, on a private
PostgreSQL and Redis, what proves something of PostgreSQL. ``--postgres`` runs everything there instead; ``--full``
both. The arrangement of production (``-m deploy``) is CI's and runs only when asked for. A database that the
environment names is never touched.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.support import programs

ROOT = Path(__file__).resolve().parent.parent.parent
INTERRUPTED, NOTHING_COLLECTED = 2, 5  # pytest's exit codes
ALONE = ["-n", "0"]  # for tests that measure time, or that race on purpose
Pass = tuple[str, list[str]]  # its title, pytest's arguments


def main(arguments: Sequence[str]) -> int:
    """Run the passes; returns the first failing pass's exit code, or 0."""
    codes: list[int] = []
    for title, options in plan(arguments):
        codes.append(_pytest(title, options))
        if codes[-1] == INTERRUPTED:
            break
    failures = [code for code in codes if code not in (0, NOTHING_COLLECTED)]
    return failures[0] if failures else min(codes)


def plan(arguments: Sequence[str]) -> list[Pass]:
    """The passes that ``arguments`` ask for. Says which program is missing for those that cannot be made."""
    full, only_postgres = "--full" in arguments, "--postgres" in arguments
    rest = [argument for argument in arguments if argument not in ("--full", "--postgres")]
    if any(_is_option(argument, "-m") for argument in rest):
        return [("as selected", [*(["--postgres"] if only_postgres else []), *rest])]
    passes: list[Pass] = []
    if not only_postgres:
        passes += _in_two("on SQLite", [], "not deploy and not postgres", rest)
    if only_postgres or full:
        return passes + _in_two("on PostgreSQL and Redis", ["--postgres"], "not deploy", rest)
    lacking = [name for name in ("postgres", "redis-server") if programs.find(name) is None]
    for name in lacking:
        print(f"\nThe tests marked `postgres` will not be run: {programs.missing_reason(name)}", flush=True)
    if not lacking:
        passes.append(
            ("what needs PostgreSQL", ["--postgres", "-m", "postgres and not deploy", *ALONE, *rest]),
        )
    return passes


def _in_two(title: str, options: list[str], which: str, rest: list[str]) -> list[Pass]:
    """Most in parallel; then, one at a time on a quiet machine, what measures time."""
    workers = ["-n", str(min(os.cpu_count() or 1, 4))]
    return [
        (title, [*options, "-m", f"{which} and not alone", *workers, *rest]),
        (f"{title}, one at a time", [*options, "-m", f"{which} and alone", *ALONE, *rest]),
    ]


def _is_option(argument: str, *names: str) -> bool:
    """Whether ``argument`` is one of these options, in any of the ways to write it (``-n2``, ``--maxfail=1``)."""
    short = [name for name in names if not name.startswith("--")]
    return (
        argument in names
        or any(argument.startswith(f"{name}=") for name in names)
        or (not argument.startswith("--") and any(argument.startswith(name) for name in short))
    )


def _pytest(title: str, arguments: Sequence[str]) -> int:
    print(f"\n== The suite {title} ==", flush=True)
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    child = subprocess.Popen([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment)
    while True:
        try:
            code = child.wait()
        except KeyboardInterrupt:  # pytest got it too and is stopping its servers
            continue
        return code
