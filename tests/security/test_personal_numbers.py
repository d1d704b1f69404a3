"""A personal number in any field of any form and any operation reaches no table, no mail, no file and no log.

Every statement that goes to the database is looked at with its values, so nothing that is stored, told live or kept in
a session can be missed. The control is the same walk with the masks off: it finds the number in many tables.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection, transaction
from django.forms import BaseForm, Field, Form, Textarea
from django.utils.module_loading import import_string
from drf_spectacular.generators import EndpointEnumerator

from participation import personal_numbers
from participation.personal_numbers import MASK
from participation.rest import parsers
from tests.security.api_matrix import API
from tests.security.rows import FILE, PICTURE, Row
from tests.security.site_matrix import SITE
from tests.security.test_matrix import Undo, clients_of, filled
from tests.security.test_site_fuzz import known_names
from tests.security.world import ROLES, STATES, World, build
from tests.support.api import schema

NUMBER = "8001010008"
WAYS = (NUMBER, "800101 0008", "80-01-01-0008")
BARE = re.compile("8001010008|800101 0008|80-01-01-0008")
TABLE = re.compile(r'(?:INSERT INTO|UPDATE) "(\w+)"')
# Of the rooms that keep words: each is reached by at least one field, or the walk proves little.
REACHED = {
    "forums_post", "proposals_suggestion", "accounts_user", "organisations_organisation", "moderation_report",
    "moderation_decision", "proposals_consultation", "proposals_proposal", "accounts_apitoken", "live_event",
}  # fmt: skip


class Seen:
    """What went to the database: where the number itself did, and where its mask did."""

    def __init__(self) -> None:
        self.bare: set[str] = set()
        self.masked: set[str] = set()

    def __call__(self, execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        text = f"{sql} {plain(values)!r}"
        table = TABLE.search(sql)
        if BARE.search(text) and not sql.startswith("SELECT"):
            self.bare.add(table[1] if table else sql[:80])
        if table and (MASK in text or json.dumps(MASK)[1:-1] in text.replace("\\\\", "\\")):
            self.masked.add(table[1])
        return execute(sql, values, many, context)


def plain(values: Any) -> Any:
    """Values as they are sent: what wraps JSON for PostgreSQL shows only its beginning."""
    if isinstance(values, list | tuple):
        return [plain(one) for one in values]
    return getattr(values, "obj", values)


def fields_of(row: Row, base: str) -> set[str]:
    """Every field that takes words: those of the schema, or of every form of the site."""
    if not base:
        return {name for name in known_names() if personal_numbers.is_prose(name)}
    path = re.sub(r"{\w+}", "{id}", base + row.path.partition("?")[0])
    found = {re.sub(r"{\w+}", "{id}", known): item for known, item in schema()["paths"].items()}
    content = found.get(path, {}).get(row.method.lower(), {}).get("requestBody", {}).get("content", {})
    reference = next(iter(content.values()), {}).get("schema", {}).get("$ref", "").rpartition("/")[2]
    known = schema()["components"]["schemas"].get(reference, {}).get("properties", {})
    return {name for name, one in known.items() if one.get("type") == "string" and one.get("format") != "email"}


@functools.cache
def long_names() -> set[str]:
    """Fields of the site that are written in, in several lines."""
    known_names()  # with it all forms are loaded
    return {name for name, field in fields_in_forms() if isinstance(field.widget, Textarea)}


def fields_in_forms(of: type[BaseForm] = Form) -> Iterator[tuple[str, Field]]:
    for form in of.__subclasses__():
        yield from getattr(form, "base_fields", {}).items()
        yield from fields_in_forms(form)


def bodies(row: Row, base: str, world: World) -> Iterator[dict[str, Any]]:
    """What should be sent, with one field after the other carrying the number, and once with all that were left out."""
    right = filled(row.body, world.numbers)
    words = {name for name, value in row.body.items() if isinstance(value, str) and personal_numbers.is_prose(name)}
    for at, name in enumerate(sorted(name for name in words if row.body[name] not in (FILE, PICTURE))):
        yield right | {name: f"{right[name]} {WAYS[at % 3]}"}
    others = fields_of(row, base) - set(right)
    yield right | {name: f"ЕГН {WAYS[at % 3]}." for at, name in enumerate(sorted(others))}
    if not base:  # without the fields of dates and numbers, which would have the form refused
        yield right | {name: f"ЕГН {WAYS[at % 3]}." for at, name in enumerate(sorted(others & long_names()))}
    for at, name in enumerate(sorted(others) if base else ()):
        yield filled(row.body, world.numbers) | {name: f"ЕГН {WAYS[at % 3]}."}


def send(row: Row, base: str, world: World, client: Any, body: dict[str, Any]) -> None:
    """One request, with everything undone afterwards except what was seen."""
    cache.clear()
    signed_in = deepcopy(client.cookies)
    try:
        with transaction.atomic():
            how = (
                {"format": "multipart"}
                if base and {FILE, PICTURE} & {str(value) for value in row.body.values()}
                else {}
            )
            getattr(client, row.method.lower())(f"{base}{filled(row.path, world.numbers)}", body, **how)
            raise Undo
    except Undo:
        client.cookies = signed_in


def walk(base: str, table: list[Row], state: str, seen: Seen) -> int:
    """Every row that is done in this state, by whoever may; how many requests that were."""
    world, sent = build(state), 0
    clients = clients_of(world, base)
    for row in (row for row in table if row.method in ("POST", "PATCH", "PUT")):
        letters = row.letters(STATES.index(state))
        if (state != "open" and row.is_same_everywhere) or "erase" in row.path:
            continue
        role = ROLES[letters.index(".")] if "." in letters else "official"
        for body in bodies(row, base, world):
            with connection.execute_wrapper(seen):
                send(row, base, world, clients[role], body)
            sent += 1
    return sent


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["open", "preparing", "closed"])
@pytest.mark.parametrize(("base", "table"), [("/api/v1/", API), ("", SITE)], ids=["api", "site"])
def test_no_field_lets_one_through(
    base: str, table: list[Row], state: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    seen = Seen()
    assert walk(base, table, state, seen) > 20
    assert seen.bare == set()
    if state == "open":
        wanted = REACHED - {"proposals_proposal", "proposals_consultation"}
        assert wanted <= seen.masked
    letters = " ".join(f"{one.subject} {one.body}" for one in mail.outbox)
    assert not BARE.search(letters + caplog.text)
    kept = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert not [path for path in kept if BARE.search(path.read_bytes().decode("utf-8", "replace"))]


def test_every_body_is_read_by_a_parser_that_masks() -> None:
    """A view with parsers of its own would be a door beside the door."""
    ours = {parsers.Json, parsers.Form}
    assert {import_string(name) for name in settings.REST_FRAMEWORK["DEFAULT_PARSER_CLASSES"]} == ours
    views = {call.cls for *_where, call in EndpointEnumerator().get_api_endpoints()}
    assert len(views) > 20
    assert not [view for view in views if not ours.issuperset(view.parser_classes)]


@pytest.mark.django_db
def test_the_control_finds_it_where_nothing_is_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("participation.rest.parsers.masked", str)
    monkeypatch.setattr("participation.rest.parsers.masked_fields", dict)
    seen = Seen()
    walk("/api/v1/", API, "open", seen)
    walk("", SITE, "open", seen)
    assert {"forums_post", "proposals_suggestion", "live_event", "moderation_report"} <= seen.bare
