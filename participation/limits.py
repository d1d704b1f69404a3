"""How much one person or address may do in a time. Counted in the cache: shared between machines where Redis is."""

from __future__ import annotations

import time

from django.core.cache import cache

from .refusals import TooMany


def limit(key: str, *, times: int, seconds: int) -> None:
    """Count one more. Raises TooMany with ``retry_after`` (seconds) beyond ``times`` in a window of ``seconds``.

    If the cache is away, nobody is refused: a vote matters more than a limit.
    """
    window, left = divmod(int(time.time()), seconds)
    name = f"limit:{key}:{window}"
    try:
        cache.add(name, 0, timeout=seconds)
        count = cache.incr(name)
    except Exception:  # any cache's own error: a limit must never stop an act
        return
    if count > times:
        raise TooMany(retry_after=seconds - left)


def refuse_at_limit(key: str, *, times: int, seconds: int) -> None:
    """Raises TooMany where ``limit`` would, without counting: for limits on failures alone."""
    window, left = divmod(int(time.time()), seconds)
    try:
        count = cache.get(f"limit:{key}:{window}", 0)
    except Exception:  # as above
        return
    if count >= times:
        raise TooMany(retry_after=seconds - left)
