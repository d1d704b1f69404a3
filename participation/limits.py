"""How much one person, address or network may do in a time. Counted in the cache: shared between machines where Redis is.

A network address is never a counter's name: a keyed hash of it is, with a key of the day, and it goes with the counter.
"""

from __future__ import annotations

import contextlib
import time
from contextvars import ContextVar
from ipaddress import ip_address, ip_network

from django.core.cache import cache
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .refusals import TooMany

# The longest wait that a limit asked for while this request was answered, also where a page told it in its own way.
asked_to_wait: ContextVar[int] = ContextVar("asked_to_wait", default=0)
BITS = {4: 24, 6: 48}  # of an address that are its network: what one household, office or provider's customer has


def hidden(address: str) -> str:
    """A name for the address that nobody can turn back, and that is another one tomorrow."""
    return salted_hmac(
        "participation.limits", f"{int(time.time()) // 86_400}:{address}", algorithm="sha256"
    ).hexdigest()[:24]


def network_of(address: str) -> str:
    """The network an address belongs to: /24, or /48 of the longer ones. What is no address stays what it is."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if known.version == 6 and known.ipv4_mapped:
        known = known.ipv4_mapped
    return str(ip_network(f"{known}/{BITS[known.version]}", strict=False))


def refuse(seconds: int) -> TooMany:
    """The refusal that says when to come back."""
    asked_to_wait.set(max(asked_to_wait.get(), seconds))
    return TooMany(waiting_words(seconds), retry_after=seconds)


def waiting_words(seconds: int) -> str:
    """What a person reads, in seconds, minutes or hours."""
    if seconds <= 90:
        text = ngettext(
            "That was a lot in a short time. Please try again in %d second.",
            "That was a lot in a short time. Please try again in %d seconds.",
            seconds,
        )
        return text % seconds
    minutes = -(-seconds // 60)
    if minutes > 90:
        return _("That was a lot in a short time. Please try again in %d hours.") % -(-minutes // 60)
    return _("That was a lot in a short time. Please try again in %d minutes.") % minutes


def limit_address(key: str, address: str, *, times: int, network_times: int, seconds: int) -> None:
    """Count one more for the address and for its network. Raises TooMany."""
    limit(f"{key}:address.{hidden(address)}", times=times, seconds=seconds)
    limit(f"{key}:network.{hidden(network_of(address))}", times=network_times, seconds=seconds)


def limit(key: str, *, times: int, seconds: int) -> str:
    """Count one more; returns the counter's name, for ``give_back``.

    Raises TooMany with ``retry_after`` (seconds) beyond ``times`` in a window of ``seconds``. If the cache is away,
    nobody is refused: a vote matters more than a limit.
    """
    window, left = divmod(int(time.time()), seconds)
    name = f"limit:{key}:{window}"
    try:
        count = _one_more(name, seconds)
    except Exception:  # any cache's own error: a limit must never stop an act
        return name
    if count > times:
        raise refuse(seconds - left)
    return name


def _one_more(name: str, seconds: int) -> int:
    """The counter after counting one more: at once where the cache can (config/caches.py)."""
    if at_once := getattr(cache, "one_more", None):
        return int(at_once(name, seconds))
    cache.add(name, 0, timeout=seconds)
    return cache.incr(name)


def refuse_at_limit(key: str, *, times: int, seconds: int) -> None:
    """Raises TooMany where ``limit`` would, without counting. Only where asking at once gains nothing: many may pass."""
    window, left = divmod(int(time.time()), seconds)
    try:
        count = cache.get(f"limit:{key}:{window}", 0)
    except Exception:  # as above
        return
    if count >= times:
        raise refuse(seconds - left)


def give_back(counter: str) -> None:
    """What ``limit`` counted under this name was none of what is limited. Harmless once its window is over."""
    with contextlib.suppress(Exception):  # as above
        cache.decr(counter)
