"""What the operations of this room have in common."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.utils import OpenApiResponse
from rest_framework.request import Request

from participation.rest.fields import Problem

STATE = OpenApiResponse(Problem, "`closed`, `not_yet_open` or `stale`: the state of things does not allow it")
OF_ONE: dict[str, Any] = {"filterset_class": None, "pagination_class": None}


def absolute(request: Request, path: str) -> str:
    """The whole address of a page: the operator's, or the one under which we were asked where none was said."""
    return (settings.ENV.origin or request.build_absolute_uri("/")).rstrip("/") + path
