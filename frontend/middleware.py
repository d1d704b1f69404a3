"""Refusals that no view answered become a page with the refusal's own words and status."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.contrib.sites.requests import RequestSite
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse

from frontend import errors
from participation.refusals import Refused, SignInFirst


class Refusals:
    """Turns ``SignInFirst`` into the way to the sign-in page and every other ``Refused`` into its error page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        nothing = "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", "")
        if nothing and not request.path_info.startswith("/api/"):  # which names the parameter that is wrong
            raise BadRequest  # no page asks for it, and PostgreSQL takes no text that holds it
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """Pages of allauth call their host ``site``; in every template of ours that is the frame of the page."""
        if response.context_data and isinstance(response.context_data.get("site"), RequestSite):
            del response.context_data["site"]
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The answer to a refusal; None for everything else."""
        if isinstance(exception, SignInFirst):
            return _to_sign_in(request)
        if isinstance(exception, Refused):
            return errors.refused(request, exception)
        return None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back to the page that is open; a script is told to go there with the whole window."""
    htmx = getattr(request, "htmx", None)
    back = (htmx.current_url_abs_path or "/") if htmx else request.get_full_path()
    response = redirect_to_login(back, resolve_url(settings.LOGIN_URL))
    if not htmx:
        return response
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = response["Location"]
    return answer
