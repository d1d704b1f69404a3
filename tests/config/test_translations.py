"""Catalogues are compiled without gettext, and only when they have to be."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

from config.translations import compile_stale

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "ballot"\nmsgstr "{}"\n'


def test_compiles_what_is_stale_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "bg" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    po = folder / "django.po"
    po.write_text(PO.format("глас"))
    assert compile_stale(tmp_path) == [folder / "django.mo"]
    assert compile_stale(tmp_path) == []
    with (folder / "django.mo").open("rb") as handle:
        assert gettext.GNUTranslations(handle).gettext("ballot") == "глас"

    po.write_text(PO.format("бюлетина"))
    later = po.stat().st_mtime_ns + 1_000_000_000
    os.utime(po, ns=(later, later))
    assert compile_stale(tmp_path) == [folder / "django.mo"]
