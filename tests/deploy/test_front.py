"""What the web server in front lets through and writes down, held against every address that the site and the API have.

Needs no nginx: its configuration is read as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import get_resolver, resolve
from drf_spectacular.generators import SchemaGenerator

ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = (ROOT / "deploy" / "nginx.conf").read_text()
MEGABYTE = 1024 * 1024
SMALL = 1  # MB: what an address takes that no location names

# Where the forms with files post to. A new one is entered here, and in the web server's configuration.
UPLOADS = {
    "projects/write.html": ["/projects/1/news/new/", "/projects/1/news/2/edit/", "/projects/1/report/"],
    "consultations/comment_form.html": ["/consultations/1/clauses/2/comment/"],
    "consultations/answer_form.html": ["/consultations/1/posts/2/answer/"],
    "consultations/edit_form.html": ["/consultations/1/posts/2/edit/"],
    "consultations/suggestion_page.html": ["/consultations/1/suggestions/2/"],
    "forums/new.html": ["/forums/1/new/"],
    "forums/say_form.html": ["/topics/1/post/"],
    "forums/edit_form.html": ["/topics/1/posts/2/edit/"],
    "expenses/form.html": ["/projects/1/expenses/new/", "/projects/1/expenses/2/papers/"],
    "expenses/payout.html": ["/projects/1/expenses/payouts/2/"],
    "work/text/import_form.html": ["/work/1/import/"],
    "work/files.html": ["/work/1/files/"],
    "work/papers.html": ["/work/1/papers/files/"],
    "statements/new.html": ["/work/money/statements/new/"],
}
# Parts of addresses that are names everybody may know: no secrets.
PUBLIC = ("municipalities/", "pictures/", "links/", "webhooks/", "work/", "moderation/cases/", "api/v1/municipalities/")


def allowed(path: str) -> int:
    """How many megabytes a request to this address may bring."""
    for pattern, body in re.findall(r"location ~ (\S+) \{(.*?)\n    \}", CONFIGURATION, re.DOTALL):
        if re.search(pattern, path):
            return int(re.search(r"client_max_body_size (\d+)m", body)[1])  # type: ignore[index]  # each of them names one
    return SMALL


def is_masked(path: str) -> bool:
    """Whether the log writes something else than the address."""
    block = re.search(r"map \$uri \$megdan_path \{(.*?)\n\}", CONFIGURATION, re.DOTALL)
    assert block is not None
    return any(re.search(pattern, path) for pattern in re.findall(r"^\s+~(\S+)", block[1], re.MULTILINE))


def has_file(schema: dict[str, Any], parts: dict[str, Any], seen: frozenset[str] = frozenset()) -> bool:
    """Whether a body of this shape brings a file."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return name not in seen and has_file(parts[name], parts, seen | {name})
    items = [schema["items"]] if "items" in schema else []
    inner = [*schema.get("properties", {}).values(), *schema.get("allOf", []), *items]
    return schema.get("format") == "binary" or any(has_file(one, parts, seen) for one in inner)


def uploads_of_the_api() -> Iterator[str]:
    schema = SchemaGenerator().get_schema(request=None, public=True)
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            bodies = operation.get("requestBody", {}).get("content", {}).values()
            if any(has_file(body["schema"], schema["components"]["schemas"]) for body in bodies):
                yield re.sub(r"\{\w+\}", "7", path)


def addresses(resolver: Any = None, before: str = "") -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:
        here = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern, here)
        else:
            yield here.replace("^", "").removesuffix("$")


def with_secrets() -> list[str]:
    named = re.compile(r"<(str|slug):(key|code|receipt)>|\(\?P<(key|code|receipt)>")
    return [one for one in addresses() if named.search(one) and not one.startswith(PUBLIC)]


def test_every_form_with_files_is_known() -> None:
    folder = ROOT / "frontend" / "templates"
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html") if "multipart/" in path.read_text()}
    assert there == set(UPLOADS)


@pytest.mark.parametrize("path", [path for paths in UPLOADS.values() for path in paths])
def test_what_a_form_takes_reaches_it(path: str) -> None:
    resolve(path)
    assert allowed(path) * MEGABYTE > 10 * MEGABYTE  # the largest single file of these forms, and a little around it


def test_what_the_api_takes_reaches_it() -> None:
    found = list(uploads_of_the_api())
    assert len(found) >= 6
    assert [path for path in found if allowed(path) <= 10] == []


def test_nothing_else_takes_much() -> None:
    assert allowed("/") == allowed("/projects/1/") == allowed("/api/v1/projects/") == SMALL


def test_no_secret_of_an_address_is_written_down() -> None:
    found = with_secrets()
    assert len(found) >= 8
    examples = [re.sub(r"<[^>]*>", "Secret", re.sub(r"\(\?P<\w+>[^)]*\)", "Secret", one)) for one in found]
    assert [path for path in examples if not is_masked(f"/{path}")] == []
    assert not is_masked("/projects/1/")
