"""Every operation of our own schema, with parameters and bodies nobody in their right mind would send.

Whatever comes in, the answer is below 500 and as the schema says. ``MEGDAN_FUZZ_SEED`` repeats a run; the seed is
printed, and stands in the message where something is found. ``MEGDAN_FUZZ_SECONDS`` lets it look longer.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.security.world import World, build
from tests.support import factories as make
from tests.support.api import Client, client, schema

SEED = int(os.environ.get("MEGDAN_FUZZ_SEED") or random.randrange(2**32))
SECONDS = float(os.environ.get("MEGDAN_FUZZ_SECONDS") or 15)  # of the processor, for all operations together
EACH = 10  # examples of one operation, at most
METHODS = ("get", "post", "put", "patch", "delete")
SKIPPED = {"/api/v1/schema/", "/api/v1/docs/"}  # no JSON of ours

NUMBERS = [0, -1, 1, 7, 2**31, 2**63 - 1, 2**63, 10**30, 1.5, 1e308]
WORDS = [
    "", " ", "null", "true", "-1", "1e9", "NaN", "٣", "9" * 25, "\x00", "a\x00b", "\ud800", "\u202e", "😀" * 40, "'", '"', ";--",
    "' OR 1=1 --", "%", "%s%n", "../../etc/passwd", "<script>alert(1)</script>", "{{7*7}}", "consultation.1", "post.1",
    "consultation.99999999999999999999", "2026-02-30", "2026-01-01T00:00:00Z", "9999-12-31T23:59:59+14:00",
    "0001-01-01T00:00:00-14:00", "x" * 5000, "[" * 500,
]  # fmt: skip
words = st.sampled_from(WORDS) | st.text("aЖ0 .-/\\\x00\n<&%\u202e😀", max_size=20)
numbers = st.sampled_from(NUMBERS) | st.integers()
scalars: st.SearchStrategy[Any] = st.none() | st.booleans() | numbers | words
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3), max_leaves=6
)


class Undo(Exception):
    """Nothing that one request did is there for the next."""


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    """The component behind a reference."""
    while "$ref" in part:
        part = schema()["components"]["schemas"][part["$ref"].rpartition("/")[2]]
    return part


def fitting(part: dict[str, Any], known: list[int], depth: int = 0) -> st.SearchStrategy[Any]:
    """Values as this part of the schema wants them, now and then others."""
    part = resolved(part)
    for several in ("oneOf", "anyOf", "allOf"):
        if several in part and depth < 4:
            return st.one_of([fitting(one, known, depth + 1) for one in part[several]])
    kind = part.get("type")
    kind = kind[0] if isinstance(kind, list) else kind
    if "enum" in part:
        right: st.SearchStrategy[Any] = st.sampled_from(part["enum"])
    elif kind == "integer":
        right = st.sampled_from(known)
    elif kind == "boolean":
        right = st.booleans()
    elif kind == "array" and depth < 4:
        right = st.lists(fitting(part.get("items", {}), known, depth + 1), max_size=3)
    elif kind == "object" and depth < 4:
        return body_of(part, known, depth + 1)
    else:
        right = words
    return st.one_of(right, right, right, anything)


def body_of(part: dict[str, Any], known: list[int], depth: int = 0) -> st.SearchStrategy[Any]:
    """A body with all its fields, or some, or one nobody knows."""
    fields = {name: fitting(one, known, depth) for name, one in resolved(part).get("properties", {}).items()}
    whole = st.fixed_dictionaries(fields)
    some = st.fixed_dictionaries({}, optional={**fields, "is_staff": st.just(True), "": anything})
    return st.one_of(whole, whole, some)


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every method of every address."""
    for path, item in schema()["paths"].items():
        for method in METHODS:
            if method in item and path not in SKIPPED:
                yield path, method, item[method]


def requests_of(operation: dict[str, Any], numbers_there: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Values for the address, the query and the body of an operation."""
    known = [value for value in numbers_there.values() if isinstance(value, int)]
    names = [str(value) for value in numbers_there.values()] + [
        f"post.{known[0]}",
        "0",
        "9" * 18,
        "9" * 40,
        "x",
        "%00",
        "-1",
    ]
    parts = operation.get("parameters", [])
    in_path = {one["name"]: st.sampled_from(names) for one in parts if one["in"] == "path"}
    query = {one["name"]: st.lists(fitting(one["schema"], known), max_size=2) for one in parts if one["in"] == "query"}
    sent = operation.get("requestBody", {}).get("content", {})
    wanted = next((one["schema"] for one in sent.values()), {})
    file = st.binary(max_size=40) if "multipart/form-data" in sent else st.none()
    body = st.one_of(body_of(wanted, known), body_of(wanted, known), anything) if sent else st.none()
    return st.fixed_dictionaries(
        {
            "path": st.fixed_dictionaries(in_path),
            "query": st.fixed_dictionaries({}, optional={**query, "nonsense": st.lists(words, max_size=1)}),
            "body": body,
            "file": file,
        }
    )


def send(ask: Client, method: str, path: str, wanted: dict[str, Any]) -> Any:
    """One request; everything it did is undone. The client holds the answer against the schema."""
    from urllib.parse import urlencode

    address = path.format(**wanted["path"])
    asked = {name: [str(one) for one in values] for name, values in wanted["query"].items()}
    query = urlencode(asked, doseq=True, errors="surrogatepass")
    cache.clear()
    answer = None
    try:
        with transaction.atomic():
            if wanted["file"] is not None and isinstance(wanted["body"], dict):
                form = {"kind": "annex", "file": SimpleUploadedFile("а.txt", wanted["file"])}
                answer = getattr(ask, method)(f"{address}?{query}", form, format="multipart")
            else:
                answer = getattr(ask, method)(f"{address}?{query}", *_body(method, wanted["body"]))
            raise Undo
    except Undo:
        return answer


def _body(method: str, body: Any) -> list[Any]:
    """Half a character cannot be sent by this client; test_refused_writes.py sends it by hand."""
    if method == "get" or body is None:
        return []
    return [json.loads(json.dumps(body).replace("\\ud800", "?"))]


def fuzz_one(path: str, method: str, operation: dict[str, Any], world: World, askers: list[Client]) -> None:
    """Some examples of one operation by one of the roles each."""

    @seed(SEED)
    @settings(
        max_examples=EACH,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(wanted=requests_of(operation, world.numbers), who=st.integers(0, len(askers) - 1))
    def tried(wanted: dict[str, Any], who: int) -> None:
        answer = send(askers[who], method, path, wanted)
        assert answer.status_code < 500, f"seed {SEED}: {method} {path} {wanted!r} → {answer.status_code}"

    tried()


@pytest.mark.django_db
def test_no_request_breaks_anything(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    print(f"seed {SEED}")
    world = build("open")
    world.numbers["draft"] = make.draft(make.place()).pk
    askers = [
        client(world.people[role]) for role in ("anonymous", "citizen", "representative", "official", "moderator")
    ]
    for ask in askers:
        ask.raise_request_exception = False
    everything, begun, tried = list(operations()), time.process_time(), 0
    assert len(everything) > 60
    random.Random(SEED).shuffle(everything)  # where time runs out, it is not always for the same ones
    for path, method, operation in everything:
        if time.process_time() - begun > SECONDS:
            break
        fuzz_one(path, method, operation, world, askers)
        tried += 1
    print(f"{tried} of {len(everything)} operations")
    assert tried > 10
