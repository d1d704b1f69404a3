"""What goes out and what comes in of hours and certificates, described for the schema."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from participation.rest.fields import IdField

from ..models import DAY, Certificate, Hours
from .fields import TaskProject, TaskShort

WHAT = [(one, one) for one in ("corrected", "confirmed", "disputed", "answered", "withdrawn")]


class HoursOut(serializers.Serializer[Any]):
    """Somebody's work on a day."""

    id = serializers.IntegerField()
    person = serializers.IntegerField(allow_null=True, help_text="null: a former participant")
    name = serializers.CharField(allow_blank=True)
    project = TaskProject()
    task = TaskShort(allow_null=True)
    shift = serializers.IntegerField(allow_null=True)
    day = serializers.DateField()
    minutes = serializers.IntegerField()
    words = serializers.CharField(allow_blank=True, help_text="what was done")
    state = serializers.ChoiceField(choices=Hours.State.choices)
    reason = serializers.CharField(allow_blank=True, help_text="what is questioned")
    reply = serializers.CharField(allow_blank=True, help_text="what the person says to that")
    of_leader = serializers.BooleanField(help_text="of somebody who leads the project: an official decides")
    decided_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField(help_text="send it as `seen` with a change or a decision")
    at = serializers.DateTimeField()


class BeforeOut(serializers.Serializer[Any]):
    """How hours stood."""

    day = serializers.DateField()
    minutes = serializers.IntegerField()
    words = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=Hours.State.choices)
    reason = serializers.CharField(allow_blank=True)
    reply = serializers.CharField(allow_blank=True)


class ChangeOut(serializers.Serializer[Any]):
    """One change."""

    what = serializers.ChoiceField(choices=WHAT)
    before = BeforeOut()
    by = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField()


class HoursDetail(HoursOut):
    """Hours with how they stood before each change."""

    history = ChangeOut(many=True)


class HoursIn(serializers.Serializer[Any]):
    """Hours to be noted. With a shift, day and minutes are its own where they are left out."""

    project = IdField()
    task = IdField(required=False, allow_null=True)
    shift = IdField(required=False, allow_null=True)
    day = serializers.DateField(required=False, allow_null=True)
    minutes = serializers.IntegerField(min_value=1, max_value=DAY, required=False, allow_null=True)
    words = serializers.CharField(max_length=500, default="", allow_blank=True)


class Seen(serializers.Serializer[Any]):
    """The version one saw."""

    seen = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=0,
        max_value=2**31 - 1,
        help_text="`stale` where it is another by now",
    )


class HoursCorrection(Seen):
    """What is to be corrected."""

    day = serializers.DateField(required=False)
    minutes = serializers.IntegerField(min_value=1, max_value=DAY, required=False)
    words = serializers.CharField(max_length=500, required=False, allow_blank=True)


class SeenHours(serializers.Serializer[Any]):
    """Hours as one saw them."""

    id = IdField()
    seen = serializers.IntegerField(min_value=0, max_value=2**31 - 1, help_text="their `version`")


class ManyIn(serializers.Serializer[Any]):
    """What is to be confirmed."""

    hours = SeenHours(many=True)


class LeftOut(serializers.Serializer[Any]):
    """What could not be confirmed."""

    id = serializers.IntegerField()
    detail = serializers.CharField(help_text="why, in the language of Accept-Language")


class ManyOut(serializers.Serializer[Any]):
    """What became of them."""

    confirmed = serializers.IntegerField(help_text="how many count now")
    left = LeftOut(many=True)


class QuestionIn(Seen):
    """What is not clear."""

    reason = serializers.CharField(max_length=500)


class ReplyIn(Seen):
    """What one says to it."""

    reply = serializers.CharField(max_length=500)


class CheckedOut(serializers.Serializer[Any]):
    """What anybody learns who has the code of a certificate."""

    code = serializers.CharField(help_text="as it is printed")
    name = serializers.CharField(allow_blank=True, help_text="as it is printed; empty where it was withdrawn")
    project = TaskProject()
    minutes = serializers.IntegerField(help_text="confirmed when it was issued")
    first_day = serializers.DateField()
    last_day = serializers.DateField()
    state = serializers.ChoiceField(choices=Certificate.State.choices, help_text="only `valid` is valid")
    issued_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True, help_text="since when it is not valid any more")


class CertificateOut(CheckedOut):
    """A certificate, for its holder and who leads the project."""

    id = serializers.IntegerField()
    person = serializers.IntegerField(allow_null=True)
    reason = serializers.CharField(allow_blank=True, help_text="why it was revoked")


class CertificateIn(serializers.Serializer[Any]):
    """A certificate to be made."""

    project = IdField()
    person = IdField(required=False, allow_null=True, help_text="absent: yourself")


class RevokeIn(serializers.Serializer[Any]):
    """Why."""

    reason = serializers.CharField(max_length=500)


class OwnHours(serializers.Serializer[Any]):
    """A note of hours in one's own record."""

    day = serializers.DateField()
    project = serializers.CharField()
    task = serializers.CharField(allow_blank=True)
    minutes = serializers.IntegerField()
    words = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=Hours.State.choices)
    reason = serializers.CharField(allow_blank=True)
    reply = serializers.CharField(allow_blank=True)


class OwnShift(serializers.Serializer[Any]):
    """A shift in one's own record."""

    begins = serializers.DateTimeField()
    ends = serializers.DateTimeField()
    project = serializers.CharField()
    task = serializers.CharField()
    where = serializers.CharField(allow_blank=True)
    state = serializers.CharField()
    is_cancelled = serializers.BooleanField()


class OwnCertificate(serializers.Serializer[Any]):
    """A certificate in one's own record."""

    code = serializers.CharField()
    project = serializers.CharField()
    minutes = serializers.IntegerField()
    state = serializers.ChoiceField(choices=Certificate.State.choices)
    first_day = serializers.DateField()
    last_day = serializers.DateField()
    issued_at = serializers.DateTimeField()


class RecordOut(serializers.Serializer[Any]):
    """All that you did, to take along."""

    confirmed_minutes = serializers.IntegerField()
    waiting_minutes = serializers.IntegerField()
    hours = OwnHours(many=True)
    shifts = OwnShift(many=True)
    certificates = OwnCertificate(many=True)
