"""Lists in plain files: a line each, ``#`` begins a remark. Migrations read them too, so no table is known here."""

from __future__ import annotations

from pathlib import Path

OWN_DOMAINS = Path(__file__).parent / "data" / "throwaway-domains.txt"


def lines_of(path: Path) -> list[str]:
    """What the file lists, in one spelling, each once and in its order."""
    lines = (line.partition("#")[0] for line in path.read_text(encoding="utf-8").splitlines())
    return list(dict.fromkeys(" ".join(line.lower().split()) for line in lines if line.strip()))
