"""Where the machine's programs are, and which Debian package brings the one that is missing."""

from __future__ import annotations

import shutil
from pathlib import Path

PACKAGES = {
    "postgres": "postgresql",
    "redis-server": "redis-server",
    "chromium": "chromium",
    "nginx": "nginx-light",
    "pg_dump": "postgresql",
    "msgfmt": "gettext",
    "soffice": "libreoffice-writer-nogui",
    "pandoc": "pandoc",
}


def find(program: str) -> str | None:
    """The program's path, also where Debian keeps it off the PATH; None where it is not installed."""
    if program in ("postgres", "initdb", "psql", "pg_dump", "pg_restore"):
        newest_first = sorted(
            Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: int(path.parts[-3]), reverse=True
        )
        if newest_first:
            return str(newest_first[0])
    return shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin:/usr/local/sbin")


def missing_reason(program: str) -> str:
    """The one wording of a skip for lack of a program; the summary at the end of a run reads it back."""
    return f"{program} is not installed (Debian package {PACKAGES.get(program, program)})"
