"""What every collection of the API shares: paging and errors."""

from __future__ import annotations

from typing import Any

from rest_framework.exceptions import APIException
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import exception_handler

from participation.refusals import Refused


class Pages(PageNumberPagination):
    """``?page=2&page_size=50``; answers ``count, next, previous, results``."""

    page_size_query_param = "page_size"
    max_page_size = 200


class RefusedByRule(APIException):
    """A refusal of the platform's own rules, as the API says it."""

    def __init__(self, refusal: Refused) -> None:
        super().__init__(detail={"detail": str(refusal), "code": refusal.code, **refusal.extra})
        self.status_code = refusal.status


def handle_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """Refusals become 4xx with ``detail`` and ``code``; everything else as DRF does it."""
    if isinstance(error, Refused):
        error = RefusedByRule(error)
    return exception_handler(error, context)
