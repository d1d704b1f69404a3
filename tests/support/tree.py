"""The files of the project as it would be committed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@cache
def tracked() -> tuple[Path, ...]:
    """Every file git keeps or would keep, as paths below the root."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = sorted({name for name in done.stdout.decode().split("\0") if name})
    return tuple(Path(name) for name in names if (ROOT / name).is_file())


def texts(*suffixes: str, under: str = "") -> Iterator[tuple[Path, str]]:
    """Path and text of every file with one of these endings."""
    for path in tracked():
        if path.suffix in suffixes and path.as_posix().startswith(under):
            yield path, (ROOT / path).read_text(encoding="utf-8")
