"""What every collection of the API shares: paging, errors, how much in how long a time."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework import status
from rest_framework.exceptions import APIException, ErrorDetail, Throttled, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import exception_handler

from participation.refusals import Refused

WAIT = 60  # seconds, where a rule of the platform says "too many" without a time


class Pages(PageNumberPagination):
    """``?page=2&page_size=50``; answers ``count, next, previous, results``."""

    page_size_query_param = "page_size"
    max_page_size = 200

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The shape of every list, in the words of OpenAPI 3.1."""
        link = {"type": ["string", "null"], "format": "uri", "description": "null at the end"}
        properties = {"count": {"type": "integer"}, "next": link, "previous": link, "results": schema}
        return {"type": "object", "required": list(properties), "properties": properties}


class RefusedByRule(APIException):
    """A refusal of the platform's own rules, as the API says it."""

    def __init__(self, refusal: Refused) -> None:
        self.said = {"detail": str(refusal), "code": refusal.code, **refusal.extra}
        super().__init__(detail=self.said["detail"], code=refusal.code)
        self.status_code = refusal.status
        if refusal.status == status.HTTP_429_TOO_MANY_REQUESTS:
            self.wait = int(refusal.extra.get("retry_after", WAIT))
        if refusal.status == status.HTTP_401_UNAUTHORIZED:
            self.auth_header = "Bearer"


def handle_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """Every 4xx has ``detail`` in the reader's language and a stable ``code``; bad input also ``fields``."""
    if isinstance(error, Refused):
        error = RefusedByRule(error)
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, RefusedByRule):
        response.data = error.said  # numbers stay numbers
    elif isinstance(error, ValidationError):
        response.data = {
            "detail": _("Please check what you sent."),
            "code": "invalid",
            "fields": _by_field(error.detail),
        }
    elif isinstance(error, Throttled):
        response.data = {"detail": _too_many(getattr(error, "wait", None)), "code": "throttled"}
    elif isinstance(response.data, dict) and "code" not in response.data:
        detail = response.data.get("detail", "")
        response.data = {"detail": str(detail), "code": getattr(detail, "code", "error")}
    return response


def _too_many(wait: float | None) -> str:
    seconds = max(1, round(wait or WAIT))
    text = ngettext(
        "That was a lot in a short time. Please try again in %d second.",
        "That was a lot in a short time. Please try again in %d seconds.",
        seconds,
    )
    return text % seconds


def _by_field(detail: Any) -> dict[str, list[str]]:
    """DRF's nested messages, flattened to ``{"field": […], "list.0.field": […]}``."""
    if not isinstance(detail, dict):
        return {"": _messages(detail)}
    fields: dict[str, list[str]] = {}
    for name, value in detail.items():
        key = "" if name == "non_field_errors" else str(name)
        if isinstance(value, dict):
            for inner, messages in _by_field(value).items():
                fields[f"{key}.{inner}".strip(".")] = messages
        else:
            fields[key] = _messages(value)
    return fields


def _messages(value: Any) -> list[str]:
    if isinstance(value, ErrorDetail | str):
        return [str(value)]
    if isinstance(value, dict):
        return [message for messages in _by_field(value).values() for message in messages]
    return [message for item in value for message in _messages(item)]
