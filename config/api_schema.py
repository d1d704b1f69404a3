"""What the schema says beside what the views say themselves."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

PROBLEM = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
# Refusals that any operation may answer with: status → name, when.
REFUSALS = {
    "400": ("BadRequest", "What was sent cannot be used; `fields` says what in it, and why."),
    "401": ("SignInFirst", "No token, or one that is unknown, expired, revoked or not sent as `Bearer`."),
    "403": ("NotAllowed", "Your role does not allow it, the account is suspended, or the token may only read."),
    "404": ("NotFound", "There is no such thing, or not for you."),
    "429": ("TooMany", "A limit was reached: see `Retry-After`."),
}
LOCATION = {
    "description": "where what was made is, or the list it is in; absent where there is neither",
    "schema": {"type": "string", "format": "uri"},
}
RETRY = {"description": "seconds until it is worth trying again", "schema": {"type": "integer"}}
METHODS = ("get", "post", "put", "patch", "delete")


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # it registers itself
    """How a token is sent."""

    target_class = "participation.accounts.authentication.BearerAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """As OpenAPI says it."""
        return {"type": "http", "scheme": "bearer", "description": "A token from `POST /api/v1/tokens/`"}


def add_refusals(result: dict[str, Any], generator: Any, **_more: Any) -> dict[str, Any]:
    """Every operation lists the refusals that all share, and every 201 its ``Location``."""
    shared = result["components"].setdefault("responses", {})
    for _status, (name, when) in REFUSALS.items():
        shared[name] = {"description": when, "content": PROBLEM}
    shared["TooMany"]["headers"] = {"Retry-After": RETRY}
    for item in result["paths"].values():
        for method in METHODS:
            if method in item:
                _complete(item[method]["responses"])
    return result


def _complete(responses: dict[str, Any]) -> None:
    for status, (name, _when) in REFUSALS.items():
        responses.setdefault(status, {"$ref": f"#/components/responses/{name}"})
    if "201" in responses:
        responses["201"].setdefault("headers", {})["Location"] = LOCATION
