"""A client of the API that holds every answer against the published schema: undeclared and missing fields fail."""

from __future__ import annotations

import functools
import json
import re
from typing import Any

import jsonschema
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from participation.accounts.actions import make_token
from participation.accounts.models import User

BASE = "/api/v1"


@functools.cache
def schema() -> dict[str, Any]:
    """The schema as published, as plain JSON."""
    made: dict[str, Any] = json.loads(json.dumps(SchemaGenerator().get_schema(request=None, public=True), default=str))
    return made


@functools.cache
def strict_components() -> dict[str, Any]:
    """The schema's components, allowing no field that is not declared."""
    components: dict[str, Any] = json.loads(json.dumps(schema()["components"]))
    for one in components["schemas"].values():
        if one.get("type") == "object" and "properties" in one:
            one["additionalProperties"] = False
    return components


@functools.cache
def _paths() -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    paths = sorted(schema()["paths"].items(), key=lambda item: item[0].count("{"))
    return [(re.compile("^" + re.sub(r"\{\w+\}", "[^/]+", path) + "$"), item) for path, item in paths]


def operation(path: str, method: str) -> dict[str, Any] | None:
    """What the schema says about a method of an address; None where it knows of none."""
    for pattern, item in _paths():
        if pattern.match(path):
            found: dict[str, Any] | None = item.get(method.lower())
            return found
    return None


def check_answer(path: str, method: str, answer: Any) -> None:
    """Raises where an answer is not as the schema says. Refusals that it does not list are Problems."""
    if "json" not in answer.get("Content-Type", "") or not path.startswith(BASE):
        return
    known = operation(path, method)
    if answer.status_code >= 400:
        wanted = {"$ref": "#/components/schemas/Problem"}
        components = schema()["components"]  # refusals may say more: `missing`, `revision`
    else:
        assert known is not None, f"the schema does not know {method} {path}"
        responses = known["responses"]
        assert str(answer.status_code) in responses, f"{method} {path}: {answer.status_code} is not in the schema"
        wanted = responses[str(answer.status_code)]["content"]["application/json"]["schema"]
        components = strict_components()
    data = json.loads(b"".join(answer.streaming_content)) if answer.streaming else answer.json()
    answer.body = data
    jsonschema.Draft202012Validator({**wanted, "components": components}).validate(data)


class Client(APIClient):
    """Checks what comes back."""

    def request(self, **kwargs: Any) -> Any:
        answer = super().request(**kwargs)
        if "/schema/" not in kwargs["PATH_INFO"]:
            check_answer(kwargs["PATH_INFO"], kwargs["REQUEST_METHOD"], answer)
        return answer


def client(user: User | None = None, *, language: str = "en", may_write: bool = True) -> Client:
    """A client with a token of this person, or nobody's."""
    made = Client(HTTP_ACCEPT_LANGUAGE=language)
    if user is not None:
        _row, token = make_token(user=user, name="test", may_write=may_write)
        made.credentials(HTTP_AUTHORIZATION=f"Bearer {token}", HTTP_ACCEPT_LANGUAGE=language)
    return made
