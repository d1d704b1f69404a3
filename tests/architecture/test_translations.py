"""Every message is translated into every language, decided, and with the same placeholders."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import polib
import pytest

from tests.support import programs
from tests.support.tree import ROOT, tracked

LANGUAGES = ("bg", "it", "es", "fr")  # English is the source
PLACEHOLDER = re.compile(r"%\(\w+\)[#0 +-]*\d*(?:\.\d+)?[sdfi]|%[sd]|\{\w*\}|%%")
TAG = re.compile(r"</?[a-zA-Z][\w-]*")


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))


def key(entry: polib.POEntry) -> tuple[str | None, str, str]:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def answers(entry: polib.POEntry) -> Iterable[str]:
    return entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_or_undecided(language: str) -> None:
    entries = [entry for entry in catalogue(language) if not entry.obsolete]
    assert len(entries) > 100
    assert [entry.msgid for entry in entries if entry.fuzzy] == []
    assert [entry.msgid for entry in entries if not all(text.strip() for text in answers(entry))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_tags_are_kept(language: str) -> None:
    broken = []
    for entry in catalogue(language):
        if entry.obsolete:
            continue
        wanted = [set(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural) if text]
        tags = sorted(TAG.findall(entry.msgid_plural or entry.msgid))
        for text in answers(entry):
            # A form for one thing may do without the number: "one vote".
            same = set(PLACEHOLDER.findall(text)) in wanted
            if not same or sorted(TAG.findall(text)) not in (tags, sorted(TAG.findall(entry.msgid))):
                broken.append((entry.msgid, text))
    assert broken == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_complete(language: str) -> None:
    book = catalogue(language)
    forms = int(re.search(r"nplurals\s*=\s*(\d)", book.metadata["Plural-Forms"])[1])  # type: ignore[index]  # a book without it fails here
    assert {len(entry.msgstr_plural) for entry in book if entry.msgid_plural and not entry.obsolete} <= {forms}


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> polib.POFile:
    """What xgettext finds in the code as it is now, made in a copy so that the tree stays as it was."""
    if programs.find("msgfmt") is None:
        pytest.skip(programs.missing_reason("msgfmt"))
    copy = tmp_path_factory.mktemp("source")
    for path in tracked():
        if path.parts[0] not in ("tests", "docs", "locale"):
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / path, copy / path)
    (copy / "locale").mkdir(exist_ok=True)
    environment = {**os.environ, "MEGDAN_NO_VENV": "1", "MEGDAN_DATA_DIR": str(copy / "var")}
    command = [sys.executable, "manage.py", "makemessages", "-l", "bg", "--keep-pot"]
    subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True)
    return polib.pofile(str(Path(copy) / "locale" / "django.pot"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_unknown_to_a_catalogue(language: str, extracted: polib.POFile) -> None:
    wanted = {key(entry) for entry in extracted}
    held = {key(entry) for entry in catalogue(language) if not entry.obsolete}
    assert len(wanted) > 100
    assert wanted - held == set()
    assert held - wanted == set()
