"""``python3 manage.py test [--postgres|--full] [pytest's arguments]``.

By default two passes: everything on SQLite, then on a private PostgreSQL and Redis what proves something of
PostgreSQL. ``--postgres`` runs everything there instead; ``--full`` both. The arrangement of production
(``-m deploy``) is CI's and runs only when asked for. A database the environment names is never touched.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.support import programs

ROOT = Path(__file__).resolve().parent.parent.parent
NOTHING_COLLECTED = 5


def main(arguments: Sequence[str]) -> int:
    """Run the passes; returns the first failing pass's exit code, or 0."""
    full, only_postgres = "--full" in arguments, "--postgres" in arguments
    rest = [argument for argument in arguments if argument not in ("--full", "--postgres")]
    if not any(_is_option(argument, "-n", "--numprocesses", "--pdb", "-x", "--lf") for argument in rest):
        rest = ["-n", str(min(os.cpu_count() or 1, 4)), *rest]
    own_selection = any(_is_option(argument, "-m") for argument in rest)
    everything = [] if own_selection else ["-m", "not deploy"]
    codes: list[int] = []
    if not only_postgres:
        codes.append(_pytest("on SQLite", [*([] if own_selection else ["-m", "not deploy and not postgres"]), *rest]))
    if only_postgres or full:
        codes.append(_pytest("on PostgreSQL and Redis", ["--postgres", *everything, *rest]))
    elif not own_selection:
        lacking = [name for name in ("postgres", "redis-server") if programs.find(name) is None]
        if lacking:
            for name in lacking:
                print(f"\nThe tests marked `postgres` were not run: {programs.missing_reason(name)}", flush=True)
        else:
            codes.append(
                _pytest(
                    "what needs PostgreSQL", ["--postgres", "-m", "postgres and not deploy", *rest], may_be_empty=True
                )
            )
    return next((code for code in codes if code), 0)


def _is_option(argument: str, *names: str) -> bool:
    """Whether ``argument`` is one of these options, in any of the ways to write it (``-n2``, ``--maxfail=1``)."""
    short = [name for name in names if not name.startswith("--")]
    return (
        argument in names
        or any(argument.startswith(f"{name}=") for name in names)
        or (not argument.startswith("--") and any(argument.startswith(name) for name in short))
    )


def _pytest(title: str, arguments: Sequence[str], *, may_be_empty: bool = False) -> int:
    print(f"\n== The suite {title} ==", flush=True)
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    child = subprocess.Popen([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment)
    while True:
        try:
            code = child.wait()
        except KeyboardInterrupt:  # pytest got it too and is stopping its servers
            continue
        return 0 if code == NOTHING_COLLECTED and may_be_empty else code
