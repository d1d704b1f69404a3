"""Who may see what a picture stands beside: the rooms above say it, so that this room need not know them."""

from __future__ import annotations

from collections.abc import Callable

from participation.keys import as_ref

Gate = Callable[[int, object], bool]
_gates: dict[str, list[Gate]] = {}


def register(kind: str, gate: Gate) -> None:
    """Pictures beside things of this kind ("post") are shown where every gate of the kind says yes to the viewer."""
    gates = _gates.setdefault(kind, [])
    if gate not in gates:
        gates.append(gate)


def is_readable(ref: str, viewer: object = None) -> bool:
    """Whether the thing may be read now by this person (None: by everybody). Nothing that nobody vouches for is."""
    kind, number = as_ref(ref) or ("", 0)
    gates = _gates.get(kind, [])
    return bool(gates) and all(gate(number, viewer) for gate in gates)
