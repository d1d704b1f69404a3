"""State that many acts change, told at most four times a second per thing, and its last word always.

A room registers how its thing is told; an action that changed the thing touches it. The telling runs on this
process's own thread after the commit, in a transaction of its own, never in a request.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
import time
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.db import InterfaceError, OperationalError, connections, transaction

log = logging.getLogger(__name__)

# Tells the thing's present state. A number means: not now, call again after so many seconds (another process has
# just told it), so that the last word is not lost.
Flush = Callable[[int], float | None]
Thing = tuple[str, int]

APART = 0.25  # seconds between two tellings of one thing
IDLE = 10.0  # seconds after which the thread lets go of its database connection
LONGEST_RETRY = 5.0

_flushers: dict[str, Flush] = {}


def register(name: str, flush: Flush) -> None:
    """Make `flush(key)` tell the present state of things called `name`."""
    _flushers[name] = flush


def touch(name: str, key: int) -> None:
    """The thing changes with the current transaction; once it has committed, its state is told."""
    transaction.on_commit(partial(_touched, name, key), robust=True)


def _touched(name: str, key: int) -> None:
    if getattr(settings, "LIVE_COALESCE", "thread") == "inline":
        _flushers[name](key)
    else:
        _the_teller().mark((name, key))


class Teller(threading.Thread):
    """The first touch is told at once; those within a quarter of a second after it are told together."""

    def __init__(self) -> None:
        super().__init__(name="live-coalesce", daemon=True)
        self.pid = os.getpid()
        self._changed = threading.Condition()
        self._due: dict[Thing, float] = {}
        self._told: dict[Thing, float] = {}
        self._failures: dict[Thing, int] = {}
        self._busy = False

    def mark(self, thing: Thing, wait: float = 0.0) -> None:
        """Have the thing told `wait` seconds from now, or earlier where it is already due."""
        with self._changed:
            soonest = max(time.monotonic() + wait, self._told.get(thing, 0.0) + APART)
            self._due[thing] = min(soonest, self._due.get(thing, soonest))
            self._changed.notify_all()

    def run(self) -> None:
        while True:
            thing = self._next()
            if thing is not None:
                self._tell(thing)

    def _next(self) -> Thing | None:
        """The thing that is due, waiting for it; None after waiting long, with the connection closed."""
        with self._changed:
            self._busy = False
            self._changed.notify_all()
            now = time.monotonic()
            thing = min(self._due, key=self._due.__getitem__, default=None)
            if thing is not None and self._due[thing] <= now:
                del self._due[thing]
                self._told[thing] = now
                self._told = {other: at for other, at in self._told.items() if now - at < APART or other == thing}
                self._busy = True
                return thing
            if self._changed.wait(self._due[thing] - now if thing is not None else IDLE):
                return None
        if thing is None:
            connections.close_all()
        return None

    def _tell(self, thing: Thing) -> None:
        try:
            wait = _flushers[thing[0]](thing[1])
            self._failures.pop(thing, None)
        except Exception as error:
            if isinstance(error, OperationalError | InterfaceError):
                connections.close_all()
            failures = self._failures[thing] = self._failures.get(thing, 0) + 1
            log.warning("telling %s %s failed, attempt %s", *thing, failures, exc_info=failures == 1)
            wait = min(LONGEST_RETRY, APART * 2**failures)
        if wait:
            self.mark(thing, wait)

    def finish(self, seconds: float) -> None:
        """Tell what is due without waiting for its turn; give up after `seconds`."""
        end = time.monotonic() + seconds
        with self._changed:
            self._told.clear()
            self._due = dict.fromkeys(self._due, 0.0)
            self._changed.notify_all()
            while (self._due or self._busy) and self.is_alive() and time.monotonic() < end:
                self._changed.wait(0.05)


_teller: Teller | None = None
_guard = threading.Lock()


def _the_teller() -> Teller:
    """This process's teller; a forked process gets its own."""
    global _teller
    with _guard:
        if _teller is None or _teller.pid != os.getpid() or not _teller.is_alive():
            _teller = Teller()
            _teller.start()
            atexit.register(_teller.finish, 1.0)
        return _teller


def finish(seconds: float = 2.0) -> None:
    """Before the process ends: tell what is still due."""
    if _teller is not None and _teller.pid == os.getpid():
        _teller.finish(seconds)
