"""Every test that `docs/faults.md` names is there, and every fault of the list has one or a reason."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| (\d+)\. .*? \| (.*) \|$", re.M)
NAMED = re.compile(r"`(tests/[\w/]+\.py)?::(\w+)`")


def rows() -> dict[int, str]:
    text = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
    return {int(number): held for number, held in ROW.findall(text)}


def missing(held: str) -> list[str]:
    """What is named and is not there. A name without its file is of the file before it."""
    found, path = [], ""
    for named, test in NAMED.findall(held):
        path = named or path
        file = ROOT / path
        known = ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if file.is_file() else ()
        if test not in {node.name for node in known if isinstance(node, ast.FunctionDef)}:
            found.append(f"{path}::{test}")
    return found


def test_every_fault_has_tests_that_are_there() -> None:
    found = rows()
    assert sorted(found) == list(range(1, 26))
    assert {number: gone for number, held in found.items() if (gone := missing(held))} == {}
    assert [number for number, held in found.items() if not NAMED.search(held)] == []


def test_what_is_not_there_is_noticed() -> None:
    """The control."""
    assert missing("`tests/architecture/test_faults.py::missing`, `::test_nobody_wrote_this`, `tests/none.py::x`") == [
        "tests/architecture/test_faults.py::test_nobody_wrote_this",
        "tests/none.py::x",
    ]


def test_nobody_signs_in_through_another_site() -> None:
    """Fault 17 does not apply while this holds."""
    assert not [app for app in settings.INSTALLED_APPS if "socialaccount" in app or "oauth" in app]
