"""How much of the site one person, address or network may write in a minute, and ``Retry-After`` wherever a limit spoke."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from frontend import errors
from participation.limits import asked_to_wait, hidden, limit
from participation.refusals import TooMany
from participation.rest.throttles import address_of, limit_network

ELSEWHERE = (
    "/api/",
    "/webhooks/",
    "/healthz",
    "/readyz",
)  # what has limits of its own, and where nothing can be written


class Limits:
    """Stands after the middleware that knows who is signed in. The API has its own limits, of the same sizes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked_to_wait.set(0)
        try:
            if request.method == "POST" and not request.path_info.startswith(ELSEWHERE):
                _count(request)
        except TooMany as refusal:
            return errors.refused(request, refusal)
        response = self.get_response(request)
        if asked_to_wait.get() and response.status_code == 200 and not getattr(request, "htmx", False):
            response.status_code = 429  # allauth shows its forms again as if nothing were wrong
        if asked_to_wait.get() and response.status_code >= 400:
            response.setdefault("Retry-After", str(asked_to_wait.get()))
        return response


def _count(request: HttpRequest) -> None:
    """One more form. Whoever is signed in is not held up by others behind the same address. Raises TooMany."""
    address, person = address_of(request), request.user.pk if request.user.is_authenticated else None
    times, seconds = settings.API_RATES["writes.person" if person else "writes.address"]
    whose = f"person.{person}" if person else f"address.{hidden(address)}"
    limit(f"site:writes:{whose}", times=times, seconds=seconds)
    limit_network("writes", address, signed_in=person is not None)
