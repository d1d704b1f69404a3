"""What the demo sets before Django reads its settings. Standard library only; `manage.py` calls it."""

from __future__ import annotations

import os
from collections.abc import MutableMapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
USUAL_PORT = "8000"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104  # only where the operator asks for it


def prepare(argv: Sequence[str], environ: MutableMapping[str, str] = os.environ) -> None:
    """The demo has its own database and its own folder for mail and files, unless the operator chose others."""
    environ.setdefault("MEGDAN_ENV", "demo")
    environ.setdefault("DATABASE_URL", "sqlite:///var/demo.sqlite3")
    environ.setdefault("MEGDAN_DATA_DIR", str(ROOT / "var" / "demo"))
    environ.setdefault("MEGDAN_STATIC_ROOT", str(Path(environ["MEGDAN_DATA_DIR"]) / "static"))
    host = host_of(argv)
    named = "127.0.0.1" if not host or host in EVERYWHERE else f"[{host}]" if ":" in host else host
    environ.setdefault("MEGDAN_ORIGIN", f"http://{named}:{port_of(argv)}")
    if host and host not in LOOPBACK:
        environ.setdefault("MEGDAN_ALLOWED_HOSTS", "*" if host in EVERYWHERE else f"localhost,127.0.0.1,{host}")
    for folder in ("MEGDAN_DATA_DIR", "MEGDAN_STATIC_ROOT"):
        Path(environ[folder]).mkdir(parents=True, exist_ok=True)


def host_of(argv: Sequence[str]) -> str:
    """What stands after `--host`, or nothing."""
    return _after("--host", argv)


def port_of(argv: Sequence[str]) -> str:
    """What stands after `--port`, or the demo's usual port: mails have to name it in their links."""
    return _after("--port", argv) or USUAL_PORT


def _after(name: str, argv: Sequence[str]) -> str:
    for place, word in enumerate(argv):
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
        if word == name and place + 1 < len(argv):
            return argv[place + 1]
    return ""
