"""Who shows a card: the rooms above say it, so that a card nobody shows any more is kept and served no longer."""

from __future__ import annotations

from collections.abc import Callable, Collection

Showing = Callable[[Collection[str]], set[str]]
_showing: list[Showing] = []


def register(showing: Showing) -> None:
    """``showing`` says which of some addresses stand in something that can be read now."""
    if showing not in _showing:
        _showing.append(showing)


def shown(urls: Collection[str]) -> set[str]:
    """Those of the addresses whose card somebody may see."""
    return {url for showing in _showing for url in showing(urls)}
