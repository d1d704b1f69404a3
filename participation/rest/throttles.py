"""How much of the API in how long a time: per person, per address where nobody is signed in, and per network.

Rates stand in ``settings.API_RATES`` as ``{"reads.person": (times, seconds)}``. An address is what the trusted
proxies say (``NUM_PROXIES``): what a client itself writes into ``X-Forwarded-For`` is not believed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from participation.limits import hidden, limit, network_of
from participation.refusals import TooMany

if TYPE_CHECKING:
    from rest_framework.views import APIView  # which reads the settings that name this module

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class Rates(BaseThrottle):
    """Reads and writes, and the rates a view names for its own actions: ``rates = {"create": "comments"}``."""

    left: float | None = None

    def allow_request(self, request: Request, view: APIView) -> bool:
        """False once one of the rates is used up. One counter per rate in the cache; none where it is away.

        Raises BadInput for a proof that proves nothing.
        """
        person = request.user.pk if request.user and request.user.is_authenticated else None
        address = str(self.get_ident(request))
        whose = f"person.{person}" if person else f"address.{hidden(address)}"
        kind = "reads" if request.method in SAFE_METHODS else "writes"
        own = getattr(view, "rates", {}).get(getattr(view, "action", None) or (request.method or "").lower())
        try:
            _count(f"{kind}.{'person' if person else 'address'}", whose)
            if own:
                _count(own, whose)
                if not person and f"{own}.unproved" in settings.API_RATES and not _proved(request):
                    _count(f"{own}.unproved", whose)
            if kind == "writes" or not person:  # a hall of people behind one address reads as much as it likes
                limit_network(kind, address, signed_in=bool(person))
        except TooMany as refusal:
            self.left = float(refusal.extra["retry_after"])
            return False
        return True

    def wait(self) -> float | None:
        """Seconds until it is worth trying again."""
        return self.left


def address_of(request: Request | HttpRequest) -> str:
    """The network address a request came from, to the API or to the site, as the trusted proxies tell it."""
    return str(BaseThrottle().get_ident(request))  # type: ignore[arg-type]  # it reads META alone, which both have


def _count(scope: str, whose: str) -> None:
    """One more of this rate. Raises TooMany."""
    times, seconds = settings.API_RATES[scope]
    limit(f"api:{scope}:{whose}", times=times, seconds=seconds)


def _proved(request: Request) -> bool:
    """Whether somebody without an account did the sum: see ``proofs``. Raises BadInput where it is wrong."""
    from .proofs import proved  # which needs the framework's views, and they the settings that name this module

    return proved(request, "report")


def limit_network(kind: str, address: str, *, signed_in: bool) -> None:
    """Count one more for the network an address belongs to, on the site and in the API together. Raises TooMany."""
    times, seconds = settings.API_RATES[f"{kind}.network.{'people' if signed_in else 'nobody'}"]
    limit(f"network:{kind}:{hidden(network_of(address))}", times=times, seconds=seconds)
