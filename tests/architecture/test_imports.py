"""Rooms look down, never up; the contract itself stands in pyproject.toml."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.support.tree import ROOT, texts

# They serve people or the command line and have no actions of their own.
WITHOUT_SHAPE = {"frontend", "demo"}


def contracts() -> dict[str, dict[str, Any]]:
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {contract["id"]: contract for contract in configuration["tool"]["importlinter"]["contracts"]}


def our_apps() -> set[str]:
    apps = set()
    for name in settings.INSTALLED_APPS:
        origin = (find_spec(name) or pytest.fail(name)).origin
        if origin and (ROOT / Path(name.replace(".", "/"))).is_dir():
            apps.add(name)
    return apps


def test_the_contract_is_kept() -> None:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert f"Contracts: {len(contracts())} kept, 0 broken" in done.stdout


def test_no_room_is_missing_from_the_contract() -> None:
    layers = contracts()["rooms"]["layers"]
    rooms = {room.strip(" ()") for layer in layers for room in re.split("[|:]", layer)}
    assert "participation.voting" in our_apps()
    assert our_apps() <= rooms
    assert our_apps() - WITHOUT_SHAPE == set(contracts()["app-shape"]["containers"])


def test_every_room_below_participation_is_installed() -> None:
    folders = {path.parent for path, _ in texts(".py", under="participation/") if path.name == "apps.py"}
    assert {folder.as_posix().replace("/", ".") for folder in folders} <= set(settings.INSTALLED_APPS)


def test_pages_and_api_leave_tables_to_selectors_and_actions() -> None:
    """``Model.objects`` in a view would be a read or a write that no policy and no query count looks at."""
    found = []
    for path, text in texts(".py"):
        if path.parts[0] != "frontend" and path.stem != "api" and "api" not in path.parts[:-1]:
            continue
        if path.parts[0] in ("tests", "docs", "config"):
            continue
        # `Model.objects.none()` tells the API's schema what a view is about, and asks the database nothing.
        text = re.sub(r"\.objects\.none\(\)", "", text)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager"):
                found.append(f"{path}:{node.lineno}")
    assert found == []


def test_no_signals_of_our_own_and_no_generic_keys() -> None:
    found = []
    for path, text in texts(".py"):
        if path.parts[0] == "tests":
            continue
        for node in ast.walk(ast.parse(text)):
            names = {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else set()
            if names & {"GenericForeignKey", "GenericRelation", "Signal"}:
                found.append(f"{path}:{node.lineno}")
    assert found == []
