"""Who one is to the platform: name, roles, and for whom one may speak."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from participation.accounts.actions import change_profile
from participation.accounts.models import User
from participation.places.actions import set_residence
from participation.places.selectors import can_act, get_residence, list_roles_of
from participation.rest.fields import OrganisationShort, PlaceShort, moment, place_short
from participation.rest.views import Row, read, signed_in

from ..models import Organisation
from ..selectors import list_invitations_to, list_voices


class RoleOut(serializers.Serializer[Any]):
    """What one may do for a municipality."""

    municipality = PlaceShort()
    kind = serializers.ChoiceField(choices=["official", "moderator"])
    post = serializers.CharField(allow_blank=True)


KEPT = ("display_name", "language", "mail_answers", "is_seen")  # unless they are sent


class VoiceOut(OrganisationShort):
    """An organisation one may speak for."""

    kind = serializers.CharField()


class MeOut(serializers.Serializer[Any]):
    """Yourself."""

    id = serializers.IntegerField()
    email = serializers.EmailField()
    display_name = serializers.CharField(allow_blank=True)
    language = serializers.CharField(help_text="of mails")
    mail_answers = serializers.BooleanField(help_text="whether what the bell says is mailed as well")
    is_seen = serializers.BooleanField(help_text="whether others see when you are reading or writing")
    can_act = serializers.BooleanField(help_text="false while the account is suspended")
    suspended_until = serializers.DateTimeField(allow_null=True)
    municipality = PlaceShort(allow_null=True, help_text="where you live; told to nobody else. null: not said")
    residence_verified = serializers.BooleanField(help_text="whether the municipality has confirmed it")
    stream = serializers.CharField(help_text="your own live stream")
    roles = RoleOut(many=True)
    organisations = VoiceOut(many=True, help_text="send their `id` as `organisation` to speak for them")
    invitations = VoiceOut(many=True, help_text="organisations that ask you to speak for them")


class MeIn(serializers.Serializer[Any]):
    """What others see, and how one is written to; leave out what stays as it is."""

    display_name = serializers.CharField(max_length=80)
    language = serializers.ChoiceField(choices=[code for code, _name in settings.LANGUAGES])
    mail_answers = serializers.BooleanField()
    is_seen = serializers.BooleanField(help_text="let others see when you are reading or writing; false at first")
    municipality = serializers.CharField(
        max_length=8, allow_blank=True, allow_null=True, help_text="code of the one you live in; null: say it no longer"
    )


class Me(APIView):
    """The person whose token or session it is."""

    permission_classes = [IsAuthenticated]

    @extend_schema(summary="Yourself", operation_id="me", responses=MeOut)
    def get(self, request: Request) -> Response:
        """Name, roles and organisations."""
        return _answer(signed_in(request))

    @extend_schema(
        summary="Change your name, language, mail, residence or who sees you",
        operation_id="me_change",
        request=MeIn,
        responses=MeOut,
    )
    def patch(self, request: Request) -> Response:
        """What you wrote before is shown under the new name as well; votes cast before keep their place."""
        person, wanted = signed_in(request), read(MeIn, request, partial=True)
        now = {name: getattr(person, name) for name in KEPT}
        with transaction.atomic():
            if "municipality" in wanted:
                set_residence(user=person, code=wanted.pop("municipality") or "")
            person = change_profile(user=person, **{**now, **wanted})
        return _answer(person)


def _answer(person: User) -> Response:
    roles = [
        {"municipality": place_short(role.municipality), "kind": role.kind, "post": role.post}
        for role in list_roles_of(person)
    ]
    residence = get_residence(person)
    asking = list({one.organisation_id: one.organisation for one in list_invitations_to(person)}.values())
    answer = {
        "id": person.pk,
        "email": person.email,
        "display_name": person.display_name,
        "language": person.language,
        "mail_answers": person.mail_answers,
        "is_seen": person.is_seen,
        "can_act": can_act(person),
        "suspended_until": moment(person.suspended_until),
        "municipality": place_short(residence.municipality) if residence else None,
        "residence_verified": bool(residence and residence.verified_at),
        "stream": f"user.{person.pk}",
        "roles": roles,
        "organisations": [voice_data(voice) for voice in list_voices(person)],
        "invitations": [voice_data(organisation) for organisation in asking],
    }
    return Response(answer, headers={"Cache-Control": "no-store"})


def voice_data(row: Organisation) -> Row:
    """See VoiceOut."""
    return {"id": row.pk, "name": row.name, "kind": row.kind}
