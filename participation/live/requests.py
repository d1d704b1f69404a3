"""What a client may say on the socket, read strictly."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

LONGEST = 8192  # bytes of one frame
LONGEST_NAME = 120
KNOWN = {"token", "unsubscribe", "subscribe", "writing", "ping"}


class Malformed(ValueError):
    """A frame that cannot be understood; the message says what is wrong with it, in English for developers."""


@dataclass(frozen=True)
class Place:
    """Where a client stands in a stream: after number `seq` of `epoch`, or (None) at its present end."""

    seq: int | None = None
    epoch: str = ""


@dataclass(frozen=True)
class Request:
    """One frame of a client's: any of the five, obeyed in this order."""

    token: str = ""
    unsubscribe: list[str] = field(default_factory=list)
    subscribe: dict[str, Place] = field(default_factory=dict)
    writing: str | None = None  # the stream on which the person is writing; empty: no longer; None: not said
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
    if not said or set(said) - KNOWN:
        raise Malformed("say subscribe, unsubscribe, token, writing or ping, and nothing else")
    token = said.get("token", "")
    if not isinstance(token, str):
        raise Malformed("token: a string is expected")
    ping = said.get("ping")
    if not isinstance(ping, int | float | str | None):
        raise Malformed("ping: a number or a string is expected")
    names, places = _names(said.get("unsubscribe", [])), _places(said.get("subscribe", {}))
    return Request(token, names, places, _writing(said.get("writing")), ping)


def _names(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise Malformed("unsubscribe: a list of streams is expected")
    return [_name(name) for name in value]


def _name(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_NAME:
        raise Malformed(f"the name of a stream, such as consultation.12, has 1 to {LONGEST_NAME} characters")
    return value


def _writing(value: Any) -> str | None:
    return value if value is None or value == "" else _name(value)


def _places(value: Any) -> dict[str, Place]:
    if not isinstance(value, dict):
        raise Malformed("subscribe: an object of stream and last number is expected")
    return {_name(name): _place(name, place) for name, place in value.items()}


def _place(name: str, value: Any) -> Place:
    epoch = ""
    if isinstance(value, dict):
        value, epoch = value.get("seq"), value.get("epoch") or ""
        if not isinstance(epoch, str):
            raise Malformed(f"{name}: epoch is a string")
    if value is None:
        return Place()
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**63:
        raise Malformed(f"{name}: seq, the last number you saw, is a whole number from 0 on, or null")
    return Place(value, epoch[:LONGEST_NAME])
