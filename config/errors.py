"""What broke, said to whom it concerns: a page to people, JSON to programs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from frontend import errors

API = "/api/"


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    if not request.path.startswith(API):
        return errors.not_found(request, exception)
    return JsonResponse({"detail": _("There is nothing at this address"), "code": "not_found"}, status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, where the request was refused before any view saw it."""
    if not request.path.startswith(API):
        return errors.bad_request(request, exception)
    said = _("This request could not be understood")
    return JsonResponse({"detail": said, "code": "invalid", "fields": {"non_field_errors": [said]}}, status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """500. It asks nothing of what may have broken: no database, no template for programs."""
    if not request.path.startswith(API):
        return errors.server_error(request)
    return JsonResponse({"detail": _("Something broke on our side"), "code": "server_error"}, status=500)
