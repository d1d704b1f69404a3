"""How the person who asks stands to a session, described for the schema."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from ..models import Attendance
from .fields import BoardOut, SessionOut

HAND = [("waiting", "waiting"), ("called", "called")]


class OwnHandOut(serializers.Serializer[Any]):
    """Your raised hand."""

    turn = serializers.IntegerField(help_text="its `id` in `queue`, `speaking` and `spoken/`, also without your name")
    state = serializers.ChoiceField(choices=HAND)
    place = serializers.IntegerField(allow_null=True, help_text="1: you are next; null once you are called")
    named = serializers.BooleanField(help_text="whether everybody sees your name")


class OwnInRoom(serializers.Serializer[Any]):
    """How you stand to the session. Nobody else is told, hosts neither."""

    hand = OwnHandOut(allow_null=True, help_text="null: you neither wait nor speak")
    attending = serializers.ChoiceField(
        choices=Attendance.Where.choices, allow_null=True, help_text="where you are counted; null: not at all"
    )


class RoomOut(BoardOut):
    """The state of the room after what you did, and yours in it."""

    own = OwnInRoom(allow_null=True, help_text="null where nobody is signed in; not on the live stream")


class SessionDetail(SessionOut):
    """A session with the state of its room, and yours in it."""

    board = BoardOut()
    own = OwnInRoom(allow_null=True, help_text="null where nobody is signed in")
