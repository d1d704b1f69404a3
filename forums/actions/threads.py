"""Opening conversations."""

from __future__ import annotations

from ..models import Thread


def open_thread(*, window_id: int | None, scope: str, stream: str, ref: str) -> Thread:
    """A conversation about ``ref``; with a window it takes posts only while that is open."""
    return Thread.objects.create(window_id=window_id, scope=scope, stream=stream, ref=ref)


def open_threads(*, window_id: int | None, scope: str, stream: str, refs: list[str]) -> list[Thread]:
    """Many conversations at once, in the order of ``refs``."""
    return Thread.objects.bulk_create(
        [Thread(window_id=window_id, scope=scope, stream=stream, ref=ref) for ref in refs]
    )
