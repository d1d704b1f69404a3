"""Every door has a rule: each route of the API and of the site is tried by every role in every state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpRequest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.test import APIClient

from participation.accounts.models import ApiToken, User
from participation.documents.models import Attachment, ImportJob
from participation.moderation.models import Appeal, Decision, Report, Rule
from participation.notifications.models import Follow, Notification
from participation.organisations.models import Invitation, Representative
from participation.pictures.models import Picture
from participation.places.models import Residency
from participation.record.models import Act
from tests.security.api_matrix import API
from tests.security.rows import FILE, PICTURE, Row
from tests.security.site_matrix import SITE
from tests.security.world import ROLES, STATES, World, build
from tests.support import pictures

LETTERS = {401: "L", 403: "F", 404: "N", 400: "X", 409: "X", 422: "X"}


class Undo(Exception):
    """Nothing that one request did is there for the next."""


def filled(value: Any, numbers: dict[str, Any]) -> Any:
    """``{name}`` in addresses and bodies becomes the world's number of that name."""
    if value == FILE:
        return SimpleUploadedFile("plan.txt", "Приложение".encode())
    if value == PICTURE:
        return pictures.upload()
    if isinstance(value, dict):
        return {key: filled(inner, numbers) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, numbers) for inner in value]
    return value.format(**numbers) if isinstance(value, str) else value


def letter_of(answer: Any) -> str:
    """What became of a request, as the tables write it."""
    if answer.status_code in (301, 302, 303):
        return "L" if "/accounts/login" in answer["Location"] else "."
    if 200 <= answer.status_code < 300:
        return "."
    return LETTERS.get(answer.status_code, str(answer.status_code))


TRACES = (
    Act, Appeal, ApiToken, Attachment, Decision, Follow, ImportJob, Invitation, Picture, Report, Representative, Residency,
    Rule, User,
)  # fmt: skip


def traces() -> Any:
    """What every write leaves behind: an act in the record, a row of one's own, or one fewer that waits."""
    tables = [f"(SELECT count(*) FROM {model._meta.db_table})" for model in TRACES]
    tables += [
        f"(SELECT count(*) FROM {Notification._meta.db_table} WHERE read_at IS NULL)",
        f"(SELECT count(*) FROM {ApiToken._meta.db_table} WHERE revoked_at IS NULL)",
        f"(SELECT count(DISTINCT session_mark) FROM {User._meta.db_table})",
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(tables)}")
        return cursor.fetchone()


def clients_of(world: World, base: str) -> dict[str, Any]:
    """A signed-in browser for each role."""
    made: dict[str, Any] = {role: APIClient() if base else Client() for role in ROLES}
    for role, person in world.people.items():
        made[role].raise_request_exception = False
        if person is not None:
            made[role].force_login(person)
            _signed_in_just_now(made[role], person)
    return made


def _signed_in_just_now(client: Any, person: User) -> None:
    """So that nobody is asked for the password again: `tests/frontend/people/` looks at that."""
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, person, "password")
    request.session.save()


def ask(row: Row, base: str, world: World, client: Any) -> str:
    """The letter for one client, with everything undone afterwards."""
    cache.clear()
    path, body = f"{base}{filled(row.path, world.numbers)}", filled(row.body, world.numbers)
    letter, signed_in = "?", deepcopy(client.cookies)
    try:
        with transaction.atomic():
            before, send = traces(), getattr(client, row.method.lower())
            how = {"format": "multipart"} if base and {FILE, PICTURE} & set(map(str, row.body.values())) else {}
            answer = send(path) if row.method == "GET" else send(path, body, **how)
            letter, changed = letter_of(answer), traces() != before
            if letter == "." and not base and row.method == "POST" and not changed:
                letter = "-"
            if changed and (letter != "." or row.method == "GET"):
                letter += "!"  # refused, or only asked, and yet something changed
            raise Undo
    except Undo:
        client.cookies = signed_in
        return letter


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(("base", "table"), [("/api/v1/", API), ("", SITE)], ids=["api", "site"])
def test_every_role_meets_the_declared_answer(base: str, table: list[Row], state: str) -> None:
    world = build(state)
    clients, wrong = clients_of(world, base), []
    for row in table:
        if state != "open" and row.is_same_everywhere:
            continue  # tried once
        got = "".join(ask(row, base, world, clients[role]) for role in ROLES)
        wanted = row.letters(STATES.index(state))
        if got != wanted:
            wrong.append(f"{row.method} {row.path}: {got}, declared {wanted}")
    assert not wrong, f"{state}, in the order {', '.join(ROLES)}:\n" + "\n".join(wrong)


def doors(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every address of the resolver as a pattern without its groups, with its view."""
    for one in patterns:
        here = prefix + re.sub(r"^\^", "", str(one.pattern))
        if isinstance(one, URLResolver):
            yield from doors(one.url_patterns, here)
        elif isinstance(one, URLPattern):
            yield here, one.callback


def methods_of(view: Any) -> set[str]:
    """What a view of the API answers."""
    actions = getattr(view, "actions", None)
    if actions:
        return {method.upper() for method in actions} - {"HEAD", "OPTIONS"}
    found = getattr(view, "cls", getattr(view, "view_class", None))
    return {name.upper() for name in ("get", "post", "put", "patch", "delete") if hasattr(found, name)}


def as_expression(route: str) -> re.Pattern[str]:
    """A route of either kind as one regular expression over whole paths."""
    if "(?P" in route or route.endswith("$") or "\\." in route:
        return re.compile("^" + re.sub(r"\^", "", route).replace("\\Z", "").rstrip("$") + "$")
    escaped = re.sub(r"<(?:\w+:)?\w+>", "[^/]+", re.escape(route).replace("\\<", "<").replace("\\>", ">"))
    return re.compile(f"^{escaped}$")


def undeclared(table: list[Row], base: str, found: list[tuple[str, Any]], *, by_method: bool) -> list[str]:
    """Doors that no row of the table opens."""
    known = {name: 7 for row in table for name in re.findall(r"{(\w+)}", row.path)} | {
        "scope": "consultation.7",
        "place": "DOB17",
        "notice": "ABCDEFGHJK",
        "kept": "ABCDEFGHJK",
        "paper": "ABCDEFGHJKLMNPQR",
    }
    rows = {(row.method, (base + row.path.format(**known)).lstrip("/").partition("?")[0]) for row in table}
    missing = []
    for route, view in found:
        expression = as_expression(route)
        tried = {method for method, path in rows if expression.match(path)}
        left = methods_of(view) - tried if by_method else set() if tried else {"*"}
        missing += [f"{method} {route}" for method in sorted(left)]
    return missing


def all_doors() -> list[tuple[str, Any]]:
    return list(doors(get_resolver().url_patterns))


def test_no_door_of_the_api_is_undeclared() -> None:
    found = [(route, view) for route, view in all_doors() if route.startswith("api/v1/") and ".*" not in route]
    assert len(found) > 30
    assert undeclared(API, "/api/v1/", found, by_method=True) == []
    assert undeclared(API[1:], "/api/v1/", found, by_method=True) == ["GET api/v1/"], (
        "the control: a missing row is seen"
    )


def test_no_door_of_the_site_is_undeclared() -> None:
    found = [(route, view) for route, view in all_doors() if not route.startswith(("api/v1/", "admin/"))]
    assert len(found) > 40
    assert undeclared(SITE, "/", found, by_method=False) == []


@pytest.mark.django_db
def test_the_administration_opens_to_administrators_alone() -> None:
    world = build("open")
    found = [
        route for route, _view in all_doors() if route.startswith("admin/") and ".*" not in route and "(?P" not in route
    ]
    assert len(found) > 10
    for role in ROLES[:-1]:
        client = Client()
        if world.people[role] is not None:
            client.force_login(world.people[role])  # type: ignore[arg-type]  # somebody, just checked
        for route in found:
            path = "/" + re.sub(r"<\w+:\w+>", "1", route)
            if path in ("/admin/login/", "/admin/logout/", "/admin/jsi18n/"):
                continue
            answer = client.get(path)
            assert answer.status_code in (301, 302, 403, 404), (role, path, answer.status_code)
            if answer.status_code in (301, 302):
                assert "/login" in answer["Location"] or "/admin/" in answer["Location"], (role, path)
