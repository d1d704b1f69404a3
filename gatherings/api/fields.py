"""What goes out and what comes in, described for the schema."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from participation.rest.fields import Author, IdField, PlaceShort
from participation.voting.models import Group

from ..actions.taking_part import LONGEST_QUESTION
from ..models import Attendance, Session


class SessionOut(serializers.Serializer[Any]):
    """A public forum session in a list."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    description = serializers.CharField(allow_blank=True, help_text="Markdown")
    municipality = PlaceShort()
    state = serializers.ChoiceField(choices=Session.State.choices)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField(help_text="as planned")
    venue = serializers.CharField(allow_blank=True)
    online_url = serializers.CharField(allow_blank=True)
    about = serializers.CharField(allow_blank=True, help_text="such as `consultation.12`")
    reason = serializers.CharField(allow_blank=True, help_text="why it was cancelled")
    began_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True, help_text="when it really ended")
    published_at = serializers.DateTimeField(allow_null=True, help_text="when its minutes were published")
    stream = serializers.CharField(help_text="its live stream")
    url = serializers.CharField(help_text="path of its page on this site")


class ItemOut(serializers.Serializer[Any]):
    """A point of the programme."""

    id = serializers.IntegerField()
    position = serializers.IntegerField()
    title = serializers.CharField()
    minutes = serializers.IntegerField(help_text="planned; 0: not said")
    begun_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)


class TurnOut(serializers.Serializer[Any]):
    """Somebody who waits, speaks or has spoken. Without a name where they did not want it shown, to hosts neither."""

    id = serializers.IntegerField(help_text="of the hand, from raising it to the end of the turn: tells hands apart")
    author = Author()
    named = serializers.BooleanField()
    spoken = serializers.IntegerField(help_text="how often they had the floor before")
    raised_at = serializers.DateTimeField()
    called_at = serializers.DateTimeField(allow_null=True)


class SpokenOut(TurnOut):
    """Somebody who had the floor, with what was noted of it."""

    item = serializers.IntegerField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    gist = serializers.CharField(allow_blank=True, help_text="what was said, in the host's words")
    confirmed_at = serializers.DateTimeField(allow_null=True, help_text="when the speaker said that they meant it so")


class AttendanceOut(serializers.Serializer[Any]):
    """Numbers alone."""

    hall = serializers.IntegerField()
    online = serializers.IntegerField()
    groups = serializers.DictField(child=serializers.IntegerField(), help_text="by kind of participant")


class BoardOut(serializers.Serializer[Any]):
    """The state of the room, as the live stream tells it after every act."""

    session = serializers.IntegerField()
    state = serializers.ChoiceField(choices=Session.State.choices)
    item = ItemOut(allow_null=True, help_text="what is talked about now")
    items = ItemOut(many=True)
    speaking = TurnOut(allow_null=True)
    queue = TurnOut(many=True, help_text="in the order in which they will be called; those who have not spoken first")
    waiting = serializers.IntegerField(help_text="all who wait; the queue holds the first 40")
    attendance = AttendanceOut()


class FloorQuestionOut(serializers.Serializer[Any]):
    """A question from the floor. Support it with a ballot on `question`."""

    id = serializers.IntegerField()
    author = Author()
    body = serializers.CharField(help_text="Markdown as typed")
    body_html = serializers.CharField(help_text="safe HTML of the body")
    question = serializers.IntegerField(help_text="vote `support` on it")
    support = serializers.IntegerField()
    supported = serializers.BooleanField(help_text="by you")
    answer = serializers.CharField(
        allow_null=True, allow_blank=True, help_text="null: not answered yet; empty: answered, without a note"
    )
    answered_at = serializers.DateTimeField(allow_null=True)
    answer_corrected_at = serializers.DateTimeField(allow_null=True, help_text="it said something else before")
    created_at = serializers.DateTimeField()


class MinutesOut(serializers.Serializer[Any]):
    """A version of the minutes."""

    number = serializers.IntegerField()
    text = serializers.CharField(help_text="Markdown")
    html = serializers.CharField(help_text="safe HTML of the text")
    reason = serializers.CharField(allow_blank=True, help_text="why what was public was corrected")
    at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(allow_null=True, help_text="null: a draft")


class DraftOut(serializers.Serializer[Any]):
    """The minutes as hosts see them while they are written."""

    automatic = serializers.CharField(help_text="the text that writes itself, in the language of the municipality")
    versions = MinutesOut(many=True)


class ItemIn(serializers.Serializer[Any]):
    """A point of the programme."""

    title = serializers.CharField(max_length=200)
    minutes = serializers.IntegerField(min_value=0, max_value=600, default=0)


class SessionIn(serializers.Serializer[Any]):
    """A session to be announced."""

    municipality = serializers.CharField(max_length=8, help_text="code, such as VID09")
    title = serializers.CharField(max_length=200)
    description = serializers.CharField(max_length=5000, default="", allow_blank=True)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    venue = serializers.CharField(max_length=240, default="", allow_blank=True)
    online_url = serializers.CharField(max_length=500, default="", allow_blank=True)
    about = serializers.CharField(max_length=60, default="", allow_blank=True)
    items = ItemIn(many=True, default=list)


class SessionChange(serializers.Serializer[Any]):
    """What is to be changed."""

    title = serializers.CharField(max_length=200, required=False)
    description = serializers.CharField(max_length=5000, required=False, allow_blank=True)
    starts_at = serializers.DateTimeField(required=False)
    ends_at = serializers.DateTimeField(required=False)
    venue = serializers.CharField(max_length=240, required=False, allow_blank=True)
    online_url = serializers.CharField(max_length=500, required=False, allow_blank=True)
    about = serializers.CharField(max_length=60, required=False, allow_blank=True)
    items = ItemIn(many=True, required=False)


class CancelIn(serializers.Serializer[Any]):
    """Why."""

    reason = serializers.CharField(max_length=2000)


class HostOut(serializers.Serializer[Any]):
    """Somebody who was named to host the session."""

    person = serializers.IntegerField()
    name = serializers.CharField()
    at = serializers.DateTimeField(help_text="since when")


class HostIn(serializers.Serializer[Any]):
    """Who is to host it."""

    person = IdField(help_text="who speaks for an organisation that the municipality vouches for")


class HandIn(serializers.Serializer[Any]):
    """How one wants to speak."""

    named = serializers.BooleanField(default=False, help_text="show your name to everybody")
    organisation = IdField(required=False, allow_null=True, help_text="speak for this organisation")


class GuestIn(serializers.Serializer[Any]):
    """Somebody in the hall without an account."""

    name = serializers.CharField(max_length=80, default="", allow_blank=True)
    group = serializers.ChoiceField(choices=Group.choices, default=Group.CITIZEN)


class CallIn(serializers.Serializer[Any]):
    """Whom to give the floor."""

    turn = IdField(required=False, allow_null=True, help_text="absent: whoever is next")
    seen = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=2**63 - 1,
        help_text="the turn you saw speaking, 0: nobody; `stale` where another host was faster",
    )  # fmt: skip


class EndIn(serializers.Serializer[Any]):
    """What was said, where it is to be kept."""

    gist = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class GistIn(serializers.Serializer[Any]):
    """What was said."""

    gist = serializers.CharField(max_length=2000, allow_blank=True)


class AskIn(serializers.Serializer[Any]):
    """A question from the floor."""

    body = serializers.CharField(max_length=LONGEST_QUESTION)
    organisation = IdField(required=False, allow_null=True, help_text="ask for this organisation")
    client_key = serializers.CharField(
        max_length=40, default="", allow_blank=True, help_text="sent again, gives the question asked before"
    )


class AnsweredIn(serializers.Serializer[Any]):
    """What was answered."""

    text = serializers.CharField(
        max_length=2000, default="", allow_blank=True, help_text="may be empty: it was answered"
    )


class AskEverybodyIn(serializers.Serializer[Any]):
    """A question to everybody in the room. Without options: yes, no or abstain."""

    title = serializers.CharField(max_length=400)
    options = serializers.ListField(
        child=serializers.CharField(max_length=400), default=list, max_length=40, help_text="none, or 2 to 6"
    )
    minutes = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=60, help_text="absent: open until a host closes it"
    )
    is_secret = serializers.BooleanField(default=False, help_text="until it closes")
    client_key = serializers.CharField(
        max_length=40, default="", allow_blank=True, help_text="sent again, gives the poll asked before"
    )


class CloseAskedIn(serializers.Serializer[Any]):
    """Why it closes before its moment; one without a moment needs no reason."""

    reason = serializers.CharField(max_length=1000, default="", allow_blank=True)


class PresentIn(serializers.Serializer[Any]):
    """Where one is."""

    where = serializers.ChoiceField(choices=Attendance.Where.choices)
    organisation = IdField(required=False, allow_null=True, help_text="be counted under its kind")


class NumbersIn(serializers.Serializer[Any]):
    """Who is in the hall without having counted themselves."""

    numbers = serializers.DictField(child=serializers.IntegerField(min_value=0, max_value=100_000))


class MinutesIn(serializers.Serializer[Any]):
    """A version to keep."""

    text = serializers.CharField(max_length=200_000)
    reason = serializers.CharField(max_length=500, default="", allow_blank=True, help_text="for a correction")
    seen = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=32_767)


class MinutesPublishIn(serializers.Serializer[Any]):
    """The text that becomes public."""

    text = serializers.CharField(max_length=200_000)
