"""What a client may say on the socket, read strictly."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

LONGEST = 8192  # bytes of one frame
LONGEST_NAME = 120


class Malformed(ValueError):
    """A frame that cannot be understood; the message says what is wrong with it, in English for developers."""


@dataclass(frozen=True)
class Place:
    """Where a client stands in a stream: after number `seq` of `epoch`, or (None) at its present end."""

    seq: int | None = None
    epoch: str = ""


@dataclass(frozen=True)
class Request:
    """One frame of a client's: any of the four, obeyed in this order."""

    token: str = ""
    unsubscribe: list[str] = field(default_factory=list)
    subscribe: dict[str, Place] = field(default_factory=dict)
    ping: Any = None


def parse(text: str | None) -> Request:
    """The request in a text frame. Raises Malformed."""
    if text is None:
        raise Malformed("text frames only")
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Malformed("not JSON") from error
    if not isinstance(said, dict):
        raise Malformed("an object is expected")
    unknown = set(said) - {"token", "unsubscribe", "subscribe", "ping"}
    if unknown:
        raise Malformed("only token, subscribe, unsubscribe and ping are known")
    token = said.get("token", "")
    if not isinstance(token, str):
        raise Malformed("token: a string is expected")
    ping = said.get("ping")
    if not isinstance(ping, int | float | str | None):
        raise Malformed("ping: a number or a string is expected")
    return Request(token, _names(said.get("unsubscribe", [])), _places(said.get("subscribe", {})), ping)


def _names(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise Malformed("unsubscribe: a list of streams is expected")
    return [_name(name) for name in value]


def _name(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_NAME:
        raise Malformed("a stream's name is a short string")
    return value


def _places(value: Any) -> dict[str, Place]:
    if not isinstance(value, dict):
        raise Malformed("subscribe: an object of stream and last number is expected")
    return {_name(name): _place(place) for name, place in value.items()}


def _place(value: Any) -> Place:
    epoch = ""
    if isinstance(value, dict):
        value, epoch = value.get("seq"), value.get("epoch") or ""
        if not isinstance(epoch, str):
            raise Malformed("epoch: a string is expected")
    if value is None:
        return Place()
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**63:
        raise Malformed("the last number is a whole number, or null")
    return Place(value, epoch[:LONGEST_NAME])
