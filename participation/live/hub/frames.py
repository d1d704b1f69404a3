"""Events made ready to send, shared by every socket and by the short memory that serves reconnections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from participation.live.rendering import as_dict, dumps
from participation.live.selectors import Entry

Message = dict[str, str]  # an ASGI message; one object for all sockets, so that taking it back reaches every queue


class Frame:
    """One event and its text per representation."""

    __slots__ = ("entry", "messages")

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.messages: dict[str, Message] = {}

    def encode(self, stream: str, epoch: str, reps: Iterable[str]) -> None:
        """Make the text of the representations that have none yet. Fragments may query: not for the event loop."""
        for rep in reps:
            if rep not in self.messages:
                self.messages[rep] = text_message(as_dict(stream, epoch, self.entry, rep))

    def take_back(self, stream: str, epoch: str, left: Any, kind: str) -> None:
        """Leave a tombstone wherever this event still waits: in queues and in memory alike."""
        self.entry = replace(self.entry, kind=kind, data=left)
        text = text_message(as_dict(stream, epoch, self.entry, ""))
        for message in self.messages.values():
            message.update(text)

    def reword(self, stream: str, epoch: str, data: Any) -> None:
        """Say it with other data wherever it still waits. Fragments may query: not for the event loop."""
        self.entry = replace(self.entry, data=data)
        for rep, message in self.messages.items():
            message.update(text_message(as_dict(stream, epoch, self.entry, rep)))


def text_message(value: Any) -> Message:
    """An ASGI message that sends the value as JSON."""
    return {"type": "websocket.send", "text": dumps(value)}
