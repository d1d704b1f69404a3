"""What goes out and what comes in of tasks and shifts, described for the schema."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from participation.rest.fields import IdField, PlaceShort

from ..actions.shifts import MOST_PLACES
from ..actions.tasks import AGES
from ..models import SignUp


def _codes(**extra: Any) -> serializers.ListField:
    """Codes of the register's lists."""
    child = serializers.CharField(max_length=40)
    return serializers.ListField(child=child, max_length=40, help_text="codes of the register", **extra)


class TaskProject(serializers.Serializer[Any]):
    """A project in passing."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    municipality = PlaceShort()


class TaskShort(serializers.Serializer[Any]):
    """A task in passing."""

    id = serializers.IntegerField()
    title = serializers.CharField()


class TaskOut(serializers.Serializer[Any]):
    """Something to be done in a project."""

    id = serializers.IntegerField()
    project = TaskProject()
    title = serializers.CharField()
    text = serializers.CharField(allow_blank=True, help_text="Markdown")
    html = serializers.CharField(allow_blank=True, help_text="safe HTML of the text")
    where = serializers.CharField(allow_blank=True)
    is_remote = serializers.BooleanField(help_text="one can do it from home")
    skills = _codes()
    languages = _codes()
    minimum_age = serializers.IntegerField(help_text="14 or 18")
    shifts_to_come = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    done_at = serializers.DateTimeField(allow_null=True)
    is_hidden = serializers.BooleanField(help_text="by a moderator; told to those who may see it all the same")
    version = serializers.IntegerField(help_text="send it as `seen` with a change")
    url = serializers.CharField(help_text="path of its page on this site")


class TaskWords(serializers.Serializer[Any]):
    """What a task says."""

    title = serializers.CharField(max_length=120, required=False)
    text = serializers.CharField(max_length=4000, required=False, allow_blank=True, help_text="Markdown")
    where = serializers.CharField(max_length=240, required=False, allow_blank=True)
    is_remote = serializers.BooleanField(required=False)
    skills = _codes(required=False)
    languages = _codes(required=False)
    minimum_age = serializers.ChoiceField(choices=[(age, age) for age in AGES], required=False)


class TaskIn(TaskWords):
    """A task to be added."""

    project = IdField()
    title = serializers.CharField(max_length=120)


class TaskChange(TaskWords):
    """What is to be changed."""

    seen = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=2**31 - 1)


class HelperOut(serializers.Serializer[Any]):
    """Somebody who takes part already, and why they suit."""

    person = serializers.IntegerField()
    name = serializers.CharField()
    reasons = serializers.ListField(child=serializers.CharField())


class SuitableVolunteer(serializers.Serializer[Any]):
    """A volunteer who could be invited, without a name."""

    id = serializers.CharField(help_text="to invite them with; another one in another project")
    reasons = serializers.ListField(child=serializers.CharField())
    skills = serializers.ListField(child=serializers.CharField(), help_text="codes")


class SuitablePeopleOut(serializers.Serializer[Any]):
    """Who could do a task."""

    helpers = HelperOut(many=True)
    volunteers = SuitableVolunteer(many=True)


class SuitedOut(serializers.Serializer[Any]):
    """A task that would suit you, and why."""

    task = TaskOut()
    reasons = serializers.ListField(child=serializers.CharField())


class OwnSignUp(serializers.Serializer[Any]):
    """How you stand to a shift."""

    state = serializers.ChoiceField(choices=SignUp.State.choices)
    place = serializers.IntegerField(allow_null=True, help_text="in the waiting list; null where you do not wait")


class ShiftOut(serializers.Serializer[Any]):
    """When people are needed."""

    id = serializers.IntegerField()
    task = TaskShort()
    project = TaskProject()
    begins = serializers.DateTimeField()
    ends = serializers.DateTimeField()
    where = serializers.CharField(allow_blank=True)
    places = serializers.IntegerField()
    going = serializers.IntegerField(help_text="how many come or came")
    waiting = serializers.IntegerField(help_text="how many wait for a place")
    cancelled_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField(allow_blank=True, help_text="why it was cancelled")
    own = OwnSignUp(allow_null=True, help_text="null where you never signed up")
    url = serializers.CharField(help_text="path of its place on this site")


class ShiftWords(serializers.Serializer[Any]):
    """Time and places."""

    begins = serializers.DateTimeField(required=False)
    ends = serializers.DateTimeField(required=False)
    places = serializers.IntegerField(min_value=1, max_value=MOST_PLACES, required=False)
    where = serializers.CharField(
        max_length=240, required=False, allow_blank=True, help_text="empty: where the task is"
    )


class ShiftChange(ShiftWords):
    """What is to be changed."""


class ShiftIn(ShiftWords):
    """A shift to be added."""

    task = IdField()
    begins = serializers.DateTimeField()
    ends = serializers.DateTimeField()
    places = serializers.IntegerField(min_value=1, max_value=MOST_PLACES)


class ReasonIn(serializers.Serializer[Any]):
    """Why."""

    reason = serializers.CharField(max_length=500)


class SignUpOut(serializers.Serializer[Any]):
    """Somebody on the list of a shift, for its coordinators."""

    person = serializers.IntegerField(allow_null=True, help_text="null: a former participant")
    name = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=SignUp.State.choices)
    place = serializers.IntegerField(help_text="among those of the same state, in the order of signing up")
    at = serializers.DateTimeField()
    came_at = serializers.DateTimeField(allow_null=True)
    by_code = serializers.BooleanField(help_text="checked in themselves; otherwise a coordinator ticked it")


class OtherHelperOut(serializers.Serializer[Any]):
    """Somebody who takes part in the project and is not on the list."""

    person = serializers.IntegerField()
    name = serializers.CharField()


class ListOut(serializers.Serializer[Any]):
    """Who comes, who waits, and who else may be ticked."""

    signups = SignUpOut(many=True)
    others = OtherHelperOut(many=True)


class DoorOut(serializers.Serializer[Any]):
    """What the coordinator's screen shows at the door. Ask again when it changes."""

    code = serializers.CharField(help_text="to be typed by whoever cannot scan")
    address = serializers.CharField(help_text="opens the page on which one checks in")
    svg = serializers.CharField(help_text="the address as a QR code")
    changes_at = serializers.DateTimeField(help_text="good for two minutes more")


class DoorIn(serializers.Serializer[Any]):
    """The code of the door."""

    code = serializers.CharField(max_length=40)


class TickIn(serializers.Serializer[Any]):
    """Who came, or did not."""

    person = IdField()
    came = serializers.BooleanField(default=True)


class GivenOut(serializers.Serializer[Any]):
    """How many have confirmed hours now."""

    confirmed = serializers.IntegerField()


class FeedOut(serializers.Serializer[Any]):
    """The address of your calendar. It is told this once; whoever knows it reads your shifts."""

    address = serializers.CharField()
