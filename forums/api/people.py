"""Whom one may name as ``@name``."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from participation.rest.asking import check_parameters

from ..models import Forum
from ..selectors.mentions import list_mentionable

SUGGESTED = 8  # names at once


def people_of(request: Request, forum: Forum) -> Response:
    """Those whose name has the letters ``q``, by name; see PersonOut."""
    check_parameters(request, ("q",))
    typed = request.query_params.get("q", "")[:40]
    people = list_mentionable(forum, typed=typed)[:SUGGESTED]
    return Response([{"id": person.pk, "name": person.display_name} for person in people])
