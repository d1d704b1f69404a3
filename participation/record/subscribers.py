"""Durable reactions: a room says which recorded acts it wants to hear of; the worker calls it until it succeeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from .models import Act

Reaction = Callable[[Act], None]
_by_kind: dict[str, list[str]] = {}
_by_name: dict[str, Reaction] = {}


@dataclass(frozen=True)
class Periodic:
    """Work that is due every so often, wherever a worker runs."""

    name: str
    every: timedelta
    run: Callable[[], None]


_periodic: dict[str, Periodic] = {}


def on(*kinds: str) -> Callable[[Reaction], Reaction]:
    """Declare an idempotent reaction to recorded acts of these kinds."""

    def declare(reaction: Reaction) -> Reaction:
        name = f"{reaction.__module__}.{reaction.__qualname__}"
        _by_name[name] = reaction
        for kind in kinds:
            names = _by_kind.setdefault(kind, [])
            if name not in names:
                names.append(name)
        return reaction

    return declare


def every(**interval: float) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Declare periodic work: ``@every(seconds=5)``. Harmless if it runs twice."""

    def declare(run: Callable[[], None]) -> Callable[[], None]:
        name = f"{run.__module__}.{run.__qualname__}"
        _periodic[name] = Periodic(name, timedelta(**interval), run)
        return run

    return declare


def names_for(kind: str) -> list[str]:
    """Names of the reactions to a kind of act."""
    return _by_kind.get(kind, [])


def reaction(name: str) -> Reaction | None:
    """The reaction of that name, or None if this release has it no more."""
    return _by_name.get(name)


def periodic() -> list[Periodic]:
    """All periodic work."""
    return list(_periodic.values())
