"""What every writing operation of the API makes of a mistyped field, of nothing at all, and of what is not there.

The rows are those of the matrix, which knows every operation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.security.api_matrix import API
from tests.security.rows import FILE, PICTURE, Row
from tests.security.test_matrix import Undo, clients_of, filled
from tests.security.world import ROLES, STATES, World, build
from tests.support.api import operation

NOWHERE = 10**17
BODY_SAYS_WHO = "polls/{poll_orgs}/vote/"  # for which organisation one votes
OPEN = STATES.index("open")


def writing() -> Iterator[Row]:
    yield from (row for row in API if row.method != "GET")


def takes_a_body(row: Row) -> bool:
    known = operation("/api/v1/" + re.sub(r"{\w+}", "1", row.path.partition("?")[0]), row.method)
    return bool(known and known.get("requestBody"))


def ask(row: Row, world: World, client: Any, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Status and answer, with everything undone afterwards."""
    cache.clear()
    status, said = 0, dict[str, Any]()
    try:
        with transaction.atomic():
            how = {"format": "multipart"} if {FILE, PICTURE} & set(map(str, row.body.values())) else {"format": "json"}
            answer = getattr(client, row.method.lower())(
                f"/api/v1/{filled(row.path, world.numbers)}", filled(body, world.numbers), **how
            )
            status, said = (
                answer.status_code,
                answer.json() if answer.content and "json" in answer["Content-Type"] else {},
            )
            raise Undo
    except Undo:
        return status, said


@pytest.mark.django_db
def test_a_field_that_is_not_declared_is_named_everywhere() -> None:
    world = build("open")
    clients, silent, tried = clients_of(world, "/api/v1/"), dict[str, Any](), 0
    for row in filter(takes_a_body, writing()):
        letters = row.letters(OPEN)
        if "." not in letters:
            continue
        role = ROLES[letters.index(".")]
        status, said = ask(row, world, clients[role], {**row.body, "mistyped": "x"})
        tried += 1
        if status != 400 or "mistyped" not in said.get("fields", {}):
            silent[f"{row.method} {row.path}"] = (status, said)
    assert not silent, "\n".join(f"{one}: {said}" for one, said in silent.items())
    assert tried > 60


@pytest.mark.django_db
def test_rights_come_before_what_is_missing_in_the_body() -> None:
    """Where the address says what it is about. Where only the body does, nobody can know before it is read."""
    world = build("open")
    clients, wrong, tried = clients_of(world, "/api/v1/"), dict[str, Any](), 0
    for row in (row for row in filter(takes_a_body, writing()) if "{" in row.path and row.path != BODY_SAYS_WHO):
        for letter, role in zip(row.letters(OPEN), ROLES, strict=True):
            if letter in "LF" and role in ("anonymous", "citizen"):
                status, said = ask(row, world, clients[role], {})
                tried += 1
                if status not in (401, 403, 404):
                    wrong[f"{role}: {row.method} {row.path}"] = (status, said.get("fields"))
    assert not wrong, "\n".join(f"{one}: {said}" for one, said in wrong.items())
    assert tried > 40


@pytest.mark.django_db
def test_what_a_body_names_and_is_not_there_is_named_in_the_refusal() -> None:
    world = build("open")
    clients, nameless, tried = clients_of(world, "/api/v1/"), dict[str, Any](), 0
    for row in filter(takes_a_body, writing()):
        letters = row.letters(OPEN)
        if "." not in letters:
            continue
        role = ROLES[letters.index(".")]
        for name, value in row.body.items():
            found = re.fullmatch(r"([a-z]*\.?){(\w+)}", value) if isinstance(value, str) else None
            if found is None or not isinstance(world.numbers[found[2]], int):
                continue
            status, said = ask(row, world, clients[role], {**row.body, name: f"{found[1]}{NOWHERE}"})
            tried += 1
            if status == 400 and name not in said["fields"]:
                nameless[f"{row.method} {row.path} {name}"] = said
            assert status in (400, 403, 404, 409), (row, name, status)
    assert not nameless, "\n".join(f"{one}: {said}" for one, said in nameless.items())
    assert tried > 15
