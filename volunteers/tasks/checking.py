"""Checking the code of a certificate, without letting anybody try one after the other."""

from __future__ import annotations

from participation.limits import give_back, hidden, limit, network_of

from .models import Certificate
from .selectors.certificates import find_certificate

TIMES, NETWORK_TIMES, SECONDS = 10, 100, 600  # of codes that are not there


def check_code(code: str, address: str) -> Certificate | None:
    """The certificate, valid or not; None for a code that is not there.

    Whoever has codes checks as many as they like. Raises TooMany after ten wrong ones in ten minutes from one address, or
    a hundred from one network.
    """
    tried = [
        limit(f"certificate:address.{hidden(address)}", times=TIMES, seconds=SECONDS),
        limit(f"certificate:network.{hidden(network_of(address))}", times=NETWORK_TIMES, seconds=SECONDS),
    ]
    found = find_certificate(code)
    if found is not None:
        for counter in tried:
            give_back(counter)
    return found
