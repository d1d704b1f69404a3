"""What every collection of the API shares: paging, errors, how much in how long a time."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework import status
from rest_framework.exceptions import APIException, ErrorDetail, Throttled, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from participation.refusals import Refused
from participation.rest.asking import BIG, asked_number

WAIT = 60  # seconds, where a rule of the platform says "too many" without a time
WHOLE = "non_field_errors"  # in `fields`: what is wrong with all that was sent
HERE = {
    "closes_day": "closes_at",
    "opens_day": "opens_at",
    "pasted": "text",
}  # fields of the site's forms, as called here


class Pages(PageNumberPagination):
    """``?page=2&page_size=50``; answers ``count, next, previous, results``."""

    page_size_query_param = "page_size"
    max_page_size = 200

    def get_page_size(self, request: Request) -> int:
        """How many a page has. Raises ValidationError for none, for too many and for what is no number."""
        return asked_number(request, "page_size", most=self.max_page_size, example=50, usual=self.page_size)

    def get_page_number(self, request: Request, paginator: Paginator[Any]) -> int:
        """Which page. Raises ValidationError for what is no number; a page that is not there is 404."""
        return asked_number(request, "page", most=BIG, example=2, usual=1)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The shape of every list, in the words of OpenAPI 3.1."""
        link = {"type": ["string", "null"], "format": "uri", "description": "null at the end"}
        properties = {"count": {"type": "integer"}, "next": link, "previous": link, "results": schema}
        return {"type": "object", "required": list(properties), "properties": properties}


class RefusedByRule(APIException):
    """A refusal of the platform's own rules, as the API says it."""

    def __init__(self, refusal: Refused) -> None:
        self.said = {"detail": str(refusal), "code": refusal.code, **refusal.extra}
        if refusal.field:
            self.said["field"] = HERE.get(refusal.field, refusal.field)
        if refusal.status == status.HTTP_400_BAD_REQUEST:
            told = refusal.extra.get("fields") or {refusal.field or WHOLE: [self.said["detail"]]}
            self.said["fields"] = {HERE.get(name, name): words for name, words in told.items()}
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
        fields = _by_field(error.detail)
        response.data = {"detail": _("Please check what you sent."), "code": "invalid", "fields": fields}
        if named := [name for name in fields if name != WHOLE]:
            response.data["field"] = named[0]
    elif isinstance(error, Throttled):
        wait = getattr(error, "wait", None)
        response.data = {"detail": _too_many(wait), "code": "throttled", "retry_after": _seconds(wait)}
    elif isinstance(response.data, dict) and "code" not in response.data:
        detail = response.data.get("detail", "")
        response.data = {"detail": str(detail), "code": getattr(detail, "code", "error")}
        if response.status_code == status.HTTP_400_BAD_REQUEST:
            response.data["fields"] = {WHOLE: [str(detail)]}
    return response


def _seconds(wait: float | None) -> int:
    return max(1, round(wait or WAIT))


def _too_many(wait: float | None) -> str:
    seconds = _seconds(wait)
    text = ngettext(
        "That was a lot in a short time. Please try again in %d second.",
        "That was a lot in a short time. Please try again in %d seconds.",
        seconds,
    )
    return text % seconds


def _by_field(detail: Any) -> dict[str, list[str]]:
    """DRF's nested messages, flattened to ``{"field": […], "list.0.field": […]}``."""
    if not isinstance(detail, dict):
        return {WHOLE: _messages(detail)}
    fields: dict[str, list[str]] = {}
    for name, value in detail.items():
        if isinstance(value, dict):
            for inner, messages in _by_field(value).items():
                fields[str(name) if inner == WHOLE else f"{name}.{inner}"] = messages
        else:
            fields[str(name)] = _messages(value)
    return fields


def _messages(value: Any) -> list[str]:
    if isinstance(value, ErrorDetail | str):
        return [str(value)]
    if isinstance(value, dict):
        return [message for messages in _by_field(value).values() for message in messages]
    return [message for item in value for message in _messages(item)]
