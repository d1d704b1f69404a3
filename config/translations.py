"""Compiles ``.po`` to ``.mo`` in pure Python, so that nobody needs gettext to run Megdan. Imports no Django."""

from __future__ import annotations

import os
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_stale(locale: Path = LOCALE) -> list[Path]:
    """Afterwards every catalogue's ``.mo`` is as new as its ``.po``. Returns those that were made.

    Safe when several processes do it at once: each writes a file of its own and renames it.
    """
    return [_compile(po) for po in sorted(locale.glob("*/LC_MESSAGES/*.po")) if _is_stale(po)]


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns


def _compile(po: Path) -> Path:
    import polib  # only here: on most starts nothing is stale

    mo = po.with_suffix(".mo")
    part = mo.with_name(f"{mo.name}.{os.getpid()}")
    polib.pofile(str(po)).save_as_mofile(str(part))
    part.replace(mo)
    return mo
