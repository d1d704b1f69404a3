"""Rooms stay small enough to live in, and nothing is left in them that should not be there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.support.tree import texts, tracked

MOST_LINES = 300
CODE = (".py", ".html", ".css", ".js")


def is_content(path: Path) -> bool:
    """Migrations are written by a program, demo content is prose."""
    return "migrations" in path.parts or path.as_posix().startswith("demo/content/")


def test_no_file_is_longer_than_a_person_reads() -> None:
    lengths = {path: len(text.splitlines()) for path, text in texts(*CODE) if not is_content(path)}
    assert len(lengths) > 50
    assert {str(path): length for path, length in lengths.items() if length > MOST_LINES} == {}


MOST_LINES_OF_A_FUNCTION = 40
LONGER = {
    "tests/api/test_officials.py test_from_a_file_to_an_adopted_policy": "one story, in the order in which it happens",
    "tests/api/test_refused_writes.py test_no_field_is_written_that_is_not_offered": "one list for all addresses",
    "tests/security/world.py build": "the world of the matrix, made in one place from top to bottom",
}


def functions(code: str) -> Iterator[tuple[str, int]]:
    """Every function with the number of its lines."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_function_is_longer_than_a_person_keeps_in_mind() -> None:
    lengths = {
        f"{path.as_posix()} {name}": length
        for path, text in texts(".py")
        if not is_content(path)
        for name, length in functions(text)
    }
    assert len(lengths) > 1000
    longer = {name: length for name, length in lengths.items() if length > MOST_LINES_OF_A_FUNCTION}
    assert {name: length for name, length in longer.items() if name not in LONGER} == {}
    assert set(longer) >= set(LONGER), "an exception is named that is none any more"


def forbidden_words() -> re.Pattern[str]:
    """Put together here, so that this file is not its own first finding."""
    hosts = [r"pypi\." + "org", "python" + "hosted", r"npm" + r"js\.(?:org|com)", r"deb\.debian\." + "org"]
    folders = r"(?:^|[^\w.])/(?:wo" + r"rk/(?:main|shared|\.library)|fa" + "rm/|ro" + "ot/)"
    return re.compile("|".join([*hosts, folders]), re.MULTILINE)


def test_no_registry_and_no_machines_folder_is_named() -> None:
    assert forbidden_words().search("see /ro" + "ot/x")
    assert not forbidden_words().search("the network/roots/")
    found = []
    for path, text in texts(
        *CODE, ".md", ".toml", ".txt", ".cfg", ".sh", ".conf", ".service", ".example", ".json", ".po", ""
    ):
        found += [f"{path}: {match.group()}" for match in forbidden_words().finditer(text)]
    assert found == []


SAYS_IT_ITSELF = {"E402", "F403", "F405"}  # imports that have to wait for Django, settings built on settings
EXCUSE = re.compile(
    r"#\s*(type: ignore|noqa)\b(?:\[[\w, -]+\]|:\s*(?P<rules>[A-Z]+\d+(?:,\s*[A-Z]+\d+)*))?(?P<reason>.*)"
)


def has_no_reason(line: str) -> bool:
    """Whether a check is silenced there without a word of why."""
    found = EXCUSE.search(line)
    if not found:
        return False
    rules = set(re.findall(r"\w+", found["rules"] or ""))
    if rules and rules <= SAYS_IT_ITSELF:
        return False
    return len(re.findall(r"[A-Za-z]{2,}", found["reason"])) < 2


@pytest.mark.parametrize(
    ("line", "bad"),
    [
        ("x = 1  # type: " + "ignore[misc]", True),
        ("x = 1  # no" + "qa", True),
        ("x = 1  # no" + "qa: S608", True),
        ("x = 1  # no" + "qa: E402", False),
        ("x = 1  # no" + "qa: S608  # only constants are put in", False),
        ("x = 1  # type: " + "ignore[misc]  # the library is untyped", False),
        ("x = 1  # an ordinary remark", False),
    ],
)
def test_tells_an_excuse_from_a_reason(line: str, bad: bool) -> None:
    assert has_no_reason(line) is bad


def test_nothing_is_left_open() -> None:
    """Each exception from a check carries its reason; nothing is marked as still to be written."""
    words = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3, "NotImplemented" + "Error"]) + r")\b")
    found = []
    for path, text in texts(".py", ".html", ".js", ".css"):
        if is_content(path):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if words.search(line) or has_no_reason(line):
                found.append(f"{path}:{number}: {line.strip()[:120]}")
    assert found == []


def test_generated_files_are_not_kept() -> None:
    names = {path.name for path in tracked()}
    assert not {"uv.lock", "package-lock.json", "package.json"} & names
    assert not [path for path in tracked() if path.suffix in (".mo", ".pyc", ".sqlite3")]


@pytest.mark.django_db
def test_migrations_are_in_step(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        call_command("makemigrations", "--check", "--dry-run")
    except SystemExit:
        pytest.fail(capsys.readouterr().out)
