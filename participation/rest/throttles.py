"""How much of the API in how long a time, per person, or per address where nobody is signed in.

Rates stand in ``settings.API_RATES`` as ``{"reads.person": (times, seconds)}``. An address is what the trusted
proxies say (``NUM_PROXIES``): what a client itself writes into ``X-Forwarded-For`` is not believed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from participation.limits import limit
from participation.refusals import TooMany

if TYPE_CHECKING:
    from rest_framework.views import APIView  # which reads the settings that name this module

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class Rates(BaseThrottle):
    """Reads and writes, and the rates a view names for its own actions: ``rates = {"create": "comments"}``."""

    left: float | None = None

    def allow_request(self, request: Request, view: APIView) -> bool:
        """False once one of the rates is used up. One counter per rate in the cache; none where it is away."""
        person = request.user.pk if request.user and request.user.is_authenticated else None
        whose = f"person.{person}" if person else f"address.{self.get_ident(request)}"
        kind = "reads" if request.method in SAFE_METHODS else "writes"
        scopes = [f"{kind}.{'person' if person else 'address'}"]
        own = getattr(view, "rates", {}).get(getattr(view, "action", None) or (request.method or "").lower())
        if own:
            scopes.append(own)
        try:
            for scope in scopes:
                times, seconds = settings.API_RATES[scope]
                limit(f"api:{scope}:{whose}", times=times, seconds=seconds)
        except TooMany as refusal:
            self.left = float(refusal.extra["retry_after"])
            return False
        return True

    def wait(self) -> float | None:
        """Seconds until it is worth trying again."""
        return self.left


def address_of(request: Request) -> str:
    """The network address a request came from, as the trusted proxies tell it."""
    return str(BaseThrottle().get_ident(request))
