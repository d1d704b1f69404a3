"""What goes out and what comes in, described for the schema."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from participation.rest.fields import IdField, PlaceShort

from ..actions.applying import LONGEST
from ..actions.typed import LONGEST_ABOUT, LONGEST_INSURANCE, LONGEST_NAME, LONGEST_OTHER, MOST_PLACES
from ..lists import DIGITAL, LANGUAGES, SKILLS, TIMES
from ..models import Application, Volunteer
from ..policies import STANDING

CODES = "codes of `GET /api/v1/volunteers/lists/`"
CONSENT = [(one, one) for one in ("asked", "consented", "refused", "lapsed")]
RECEIVED = [(str(one.value), str(one.value)) for one in STANDING]
ANSWERS = [(one, one) for one in ("consent", "refuse", "take_back")]
OR_MORE = "so many or more, in steps of five; null: fewer than five"


class Levels(serializers.Serializer[Any]):
    """Levels 1 to 8 of DigComp 2.2, by area; what is not said is not there."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {area: serializers.IntegerField(min_value=1, max_value=8, required=False) for area in DIGITAL}


class GuardianOut(serializers.Serializer[Any]):
    """Whom we ask for consent; without name and address once that is over."""

    name = serializers.CharField(allow_blank=True)
    email = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=CONSENT)
    asked_at = serializers.DateTimeField()
    until = serializers.DateTimeField(help_text="how long an answer is awaited")


class ShownEntry(serializers.Serializer[Any]):
    """What coordinators see of a volunteer while the application stands."""

    age = serializers.ChoiceField(choices=Volunteer.Age.choices)
    about = serializers.CharField(allow_blank=True)
    skills = serializers.ListField(child=serializers.ChoiceField(choices=list(SKILLS)))
    other_skills = serializers.CharField(allow_blank=True)
    digital = Levels()
    languages = serializers.ListField(child=serializers.ChoiceField(choices=list(LANGUAGES)))
    is_remote = serializers.BooleanField(help_text="can help from home")
    municipalities = PlaceShort(many=True)
    week = serializers.ListField(child=serializers.ChoiceField(choices=TIMES), help_text="when they have time")
    away = serializers.ListField(
        child=serializers.ListField(child=serializers.DateField(), min_length=2, max_length=2),
        help_text="first and last day of each absence",
    )
    has_contract = serializers.BooleanField(help_text="wants a volunteer's contract")
    insurance = serializers.CharField(allow_blank=True)


class EntryOut(ShownEntry):
    """Your own entry."""

    is_listed = serializers.BooleanField(help_text="whether coordinators may find and invite you, without your name")
    consented_at = serializers.DateTimeField(help_text="when you agreed to what the register keeps")
    changed_at = serializers.DateTimeField()
    guardian = GuardianOut(allow_null=True, help_text="below 18 alone")


class EntryIn(serializers.Serializer[Any]):
    """Your entry. What is left out stays as it was."""

    age = serializers.ChoiceField(choices=Volunteer.Age.choices, required=False, help_text="needed the first time")
    about = serializers.CharField(max_length=LONGEST_ABOUT, required=False, allow_blank=True)
    skills = serializers.ListField(child=serializers.CharField(max_length=40), required=False, help_text=CODES)
    other_skills = serializers.CharField(max_length=LONGEST_OTHER, required=False, allow_blank=True)
    digital = Levels(required=False)
    languages = serializers.ListField(child=serializers.CharField(max_length=40), required=False, help_text=CODES)
    is_remote = serializers.BooleanField(required=False)
    municipalities = serializers.ListField(
        child=serializers.CharField(max_length=8), required=False, max_length=MOST_PLACES, help_text="their codes"
    )
    week = serializers.ListField(child=serializers.ChoiceField(choices=TIMES), required=False)
    away = serializers.ListField(
        child=serializers.ListField(child=serializers.DateField(), min_length=2, max_length=2), required=False
    )
    has_contract = serializers.BooleanField(required=False)
    insurance = serializers.CharField(max_length=LONGEST_INSURANCE, required=False, allow_blank=True)
    is_listed = serializers.BooleanField(required=False)
    guardian_name = serializers.CharField(max_length=LONGEST_NAME, default="", allow_blank=True)
    guardian_email = serializers.CharField(max_length=254, default="", allow_blank=True)
    consent = serializers.BooleanField(
        default=False, help_text="needed the first time: that you agree to what the register keeps and shows"
    )
    seen = serializers.CharField(
        max_length=40, required=False, help_text="the `changed_at` that you read: 409 if it is another one now"
    )


class LetterIn(serializers.Serializer[Any]):
    """Whom to ask; without both, who is being asked already."""

    guardian_name = serializers.CharField(max_length=LONGEST_NAME, default="", allow_blank=True)
    guardian_email = serializers.CharField(max_length=254, default="", allow_blank=True)


class AskedOut(serializers.Serializer[Any]):
    """What a guardian is asked."""

    name = serializers.CharField(help_text="the volunteer's, as they chose to be shown")
    guardian = serializers.CharField(allow_blank=True)
    until = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=CONSENT)


class GuardianAnswerIn(serializers.Serializer[Any]):
    """What the guardian says."""

    answer = serializers.ChoiceField(choices=ANSWERS)


class FiguresOut(serializers.Serializer[Any]):
    """How many volunteers there are, counted once a day."""

    total = serializers.IntegerField(allow_null=True, help_text=OR_MORE)
    remote = serializers.IntegerField(allow_null=True, help_text="who can help from home; as `total`")
    skills = serializers.DictField(child=serializers.IntegerField(allow_null=True), help_text="by code; as `total`")
    languages = serializers.DictField(child=serializers.IntegerField(allow_null=True), help_text="by code; as `total`")
    day = serializers.DateField(allow_null=True, help_text="of which they are; null where there is nothing to tell")


class ListsOut(serializers.Serializer[Any]):
    """Codes with their names in your language."""

    skills = serializers.DictField(child=serializers.CharField())
    languages = serializers.DictField(child=serializers.CharField())
    digital = serializers.DictField(child=serializers.CharField(), help_text="areas of DigComp 2.2")
    days = serializers.DictField(child=serializers.CharField())
    parts = serializers.DictField(child=serializers.CharField())


class ProjectShort(serializers.Serializer[Any]):
    """A project in passing."""

    id = serializers.IntegerField()
    title = serializers.CharField(allow_blank=True, help_text="empty while a moderator has hidden it")
    url = serializers.CharField()


class ApplicationOut(serializers.Serializer[Any]):
    """Your own application, or an invitation."""

    id = serializers.IntegerField()
    project = ProjectShort()
    state = serializers.ChoiceField(choices=Application.State.choices)
    words = serializers.CharField(allow_blank=True)
    answer = serializers.CharField(allow_blank=True, help_text="the coordinator's")
    at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)


class PersonShort(serializers.Serializer[Any]):
    """A person, as they chose to be shown."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class ReceivedOut(serializers.Serializer[Any]):
    """An application to a project that you coordinate, while it stands."""

    id = serializers.IntegerField()
    person = PersonShort()
    entry = ShownEntry()
    state = serializers.ChoiceField(choices=RECEIVED)
    words = serializers.CharField(allow_blank=True)
    answer = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)


class ApplyIn(serializers.Serializer[Any]):
    """Where you want to help."""

    project = IdField()
    words = serializers.CharField(max_length=LONGEST, default="", allow_blank=True, help_text="for the coordinators")


class AnswerIn(serializers.Serializer[Any]):
    """What the coordinator says."""

    accept = serializers.BooleanField()
    answer = serializers.CharField(max_length=LONGEST, default="", allow_blank=True)


class InvitationAnswerIn(serializers.Serializer[Any]):
    """Whether you will help."""

    accept = serializers.BooleanField()


class CandidateOut(serializers.Serializer[Any]):
    """Somebody who could be invited, without name, age, place or their own words."""

    id = serializers.CharField(help_text="good for an invitation to this project alone")
    reasons = serializers.ListField(child=serializers.CharField(), help_text="why, in your language")
    skills = serializers.ListField(child=serializers.ChoiceField(choices=list(SKILLS)))


class InviteIn(serializers.Serializer[Any]):
    """Whom to invite where."""

    project = IdField()
    candidate = serializers.CharField(max_length=40)
