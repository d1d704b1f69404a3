"""Every address of the site with numbers, texts and fields nobody in their right mind would send: no answer is a 500.

The rows are those of the matrix, which knows every route; the names of fields and parameters are read from the code.
``MEGDAN_FUZZ_SEED`` repeats a run; the seed stands in the message where something is found.
"""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from participation.keys import as_id, as_ref
from tests.security.rows import FILE, Row
from tests.security.site_matrix import SITE
from tests.security.world import World, build

SEED = int(os.environ.get("MEGDAN_FUZZ_SEED") or random.randrange(2**32))
SECONDS = float(os.environ.get("MEGDAN_FUZZ_SECONDS") or 15)  # of the processor, for all states
AT_LEAST = 150  # requests for each state, however slow the machine
ROLES = ("anonymous", "citizen", "official", "moderator", "administrator")
FORM = "application/x-www-form-urlencoded"
PARAMETERS = ("q", "page", "ref", "state", "municipality", "kind", "order", "show", "clause", "next", "sent")
KINDS = ("post", "suggestion", "poll", "clause", "consultation", "question", "turn")
NUMBERS = ["²", "٣", "１２", "0", "-1", "+1", "1_0", " 7", "1e9", "1.0", "9" * 18, "9" * 19, "9" * 40, "x", ""]
WORDS = [
    *NUMBERS, *[f"{kind}.{number}" for kind in KINDS for number in NUMBERS], "\x00", "a\x00b", "\ud800", "\udfff", "\u202e",
    "x" * 3000, "[]", "[1]", "{}", '{"a": [null]}', "null", "NaN", "2026-02-30", "9999-12-31", "0001-01-01", "25:61", "'", "%",
    "../../etc/passwd", "//evil.example", "<script>", "😀" * 40, "\r\n", "now", "latest", "-id", "en-us-x-long",
]  # fmt: skip


class Undo(Exception):
    """Nothing that one request did is there for the next."""


def as_bytes(value: str) -> str:
    """Percent signs for every byte, also for halves of characters and bytes that are no text."""
    return quote(value.encode("utf-8", "surrogatepass"), safe="")


def encoded(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{as_bytes(name)}={as_bytes(value)}" for name, value in pairs)


def names_in_forms(of: type[forms.BaseForm] = forms.Form) -> Iterator[str]:
    """The fields of every form that is loaded."""
    for form in of.__subclasses__():
        yield from getattr(form, "base_fields", {})
        yield from names_in_forms(form)


def known_names() -> list[str]:
    """Every field or parameter that a view asks for, by the code of the site."""
    asked = re.compile(r"""(?:POST|GET|sent|asked)(?:\.get(?:list)?\(|\[)["']([\w-]+)["']""")
    assert get_resolver().url_patterns  # and with it all forms are loaded
    found = set(names_in_forms())
    for path in (Path(settings.BASE_DIR) / "frontend").rglob("*.py"):
        found |= set(asked.findall(path.read_text(encoding="utf-8")))
    return sorted(found)


def ask(client: Client, method: str, path: str, body: str = "") -> int:
    """The status of one request, with everything undone afterwards."""
    cache.clear()
    status = 0
    try:
        with transaction.atomic():
            status = client.generic(method, path, body, content_type=FORM).status_code
            raise Undo
    except Undo:
        return status


def addresses(row: Row, world: World, dice: random.Random) -> Iterator[str]:
    """The address as it should be, and with each of its numbers replaced."""
    path = row.path.partition("?")[0]
    yield path.format(**world.numbers)
    for name in re.findall(r"{(\w+)}", path):
        for odd in dice.sample(WORDS, 3):
            yield path.format(**{key: str(value) for key, value in world.numbers.items()} | {name: as_bytes(odd)})


def bodies(row: Row, world: World, names: list[str], dice: random.Random) -> Iterator[str]:
    """What the form should send with one field replaced or sent twice, and forms with nothing right in them."""
    right = {name: value[0] if isinstance(value, list) else value for name, value in row.body.items() if value != FILE}
    right = {name: str(value).format(**world.numbers) for name, value in right.items()}
    for name in right:
        for odd in dice.sample(WORDS, 4):
            yield encoded([*(right | {name: odd}).items()])
        yield encoded([*right.items(), (name, dice.choice(WORDS))])
    for _n in range(3):
        yield encoded([(name, dice.choice(WORDS)) for name in names])
        yield encoded([*right.items(), *[(name, dice.choice(WORDS)) for name in dice.sample(names, 5)]])


def requests_of(row: Row, world: World, names: list[str], dice: random.Random) -> Iterator[tuple[str, str, str]]:
    """Method, address and body of what is tried on one row."""
    there, *odd = addresses(row, world, dice)
    yield from ((row.method, path, "") for path in odd)
    if row.method == "POST":
        yield from (("POST", there, body) for body in bodies(row, world, names, dice))
        return
    for name in [*dice.sample(names, 8), *[name for name in PARAMETERS if dice.random() < 0.5]]:
        yield "GET", f"{there}?{encoded([(name, dice.choice(WORDS)), (name, dice.choice(WORDS))])}", ""


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["open", "preparing", "closed"])
def test_no_request_breaks_a_page(state: str) -> None:
    world, dice, names = build(state), random.Random(SEED), known_names()
    assert {"ref", "page", "q", "choice", "client_key", "ids", "revision", "reason"} <= set(names)
    clients = {role: Client(raise_request_exception=False) for role in ROLES}
    for role, client in clients.items():
        person = world.people[role]
        if person is not None:
            client.force_login(person)
    rows, broken, begun, tried = list(SITE), dict[str, str](), time.process_time(), 0
    dice.shuffle(rows)  # where time runs out, it is not always for the same ones
    for row in rows:
        for method, path, body in requests_of(row, world, names, dice):
            if tried > AT_LEAST and time.process_time() - begun > SECONDS / 3:
                break
            status = ask(clients[dice.choice(ROLES)], method, path, body)
            tried += 1
            if status >= 500:
                broken.setdefault(f"{method} {row.path}", f"{status} {path[:200]} {body[:600]}")
    assert broken == {}, f"seed {SEED}"
    print(f"{tried} requests")
    assert tried > AT_LEAST


@pytest.mark.django_db
@pytest.mark.parametrize("odd", ["\x00", "²", "9" * 40])
def test_every_parameter_of_every_page(odd: str) -> None:
    """What a database cannot hold, in all parameters at once; found once only on PostgreSQL."""
    world, query = build("open"), encoded([(name, odd) for name in PARAMETERS])
    client = Client(raise_request_exception=False)
    for role in ("anonymous", "official", "moderator"):
        if world.people[role] is not None:
            client.force_login(world.people[role])  # type: ignore[arg-type]  # somebody, just checked
        for row in (row for row in SITE if row.method == "GET"):
            path = row.path.partition("?")[0].format(**world.numbers)
            assert ask(client, "GET", f"{path}?{query}") < 500, (role, row.path)


def get_as_anybody(path: str) -> int:
    return Client(raise_request_exception=False).get(path).status_code


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["²", "٣", "9" * 40, "-1", "", "1.2"])
def test_a_report_about_no_number_is_not_found(number: str) -> None:
    assert get_as_anybody(f"/moderation/report/?ref=post.{quote(number)}") == 404


@pytest.mark.parametrize(
    "text", ["²", "٣", "１", "", " 1", "1 ", "-1", "+1", "1_0", "1\n", "9" * 19, "0x1", "\x00", "\ud800"]
)
def test_what_is_no_number(text: str) -> None:
    assert as_id(text) is None
    assert as_ref(f"post.{text}") is None


@pytest.mark.parametrize("ref", ["post.0017", "post.00", "post.01"])
def test_a_thing_has_one_name(ref: str) -> None:
    assert as_ref(ref) is None


def test_what_is_a_number() -> None:
    assert as_ref("post.0") == ("post", 0)
    assert (as_id("7"), as_id("0"), as_id("9" * 18)) == (7, 0, 10**18 - 1)
    assert (as_ref("post.17"), as_ref("post"), as_ref("post.1.2")) == (("post", 17), None, None)
