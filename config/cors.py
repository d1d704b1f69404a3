"""Open data for pages of others: what nobody has to sign in for may be read by scripts from anywhere.

Why these lines and no library: docs/decisions/open-to-other-pages.md.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

OPEN = "/api/v1/"
METHODS = ("GET", "HEAD", "OPTIONS")
HEADERS = {
    "Access-Control-Allow-Origin": "*",  # with a star browsers send and show nothing of who is signed in
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Expose-Headers": "Content-Disposition, Retry-After",
    "Access-Control-Max-Age": "86400",
}


class OpenToOtherPages:
    """Answers of the API to reading requests carry the permission; no credentials, no writing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if request.path.startswith(OPEN) and request.method in METHODS and "Authorization" not in request.headers:
            for name, value in HEADERS.items():
                answer[name] = value
        return answer
