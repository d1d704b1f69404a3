"""The hub's own few threads for the database: listeners never wait for each other's queries in the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError, connections

P = ParamSpec("P")
T = TypeVar("T")


class Threads:
    """One thread reads streams; two answer who may enter and hear."""

    def __init__(self) -> None:
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="live-reader")
        self._doors = ThreadPoolExecutor(2, thread_name_prefix="live-doors")

    async def read(self, ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._reader, lambda: _asked(ask, *args, **kwargs))

    async def door(self, ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._doors, lambda: _asked(ask, *args, **kwargs))

    def stop(self) -> None:
        for pool, threads in ((self._reader, 1), (self._doors, 2)):
            for _ in range(threads):
                pool.submit(connections.close_all)
            pool.shutdown(wait=False)


def _asked(ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Ask on this thread's kept connection; once more on a new one where the database had dropped it."""
    try:
        return ask(*args, **kwargs)
    except (OperationalError, InterfaceError):
        connections.close_all()
    try:
        return ask(*args, **kwargs)
    except (OperationalError, InterfaceError):
        connections.close_all()
        raise
