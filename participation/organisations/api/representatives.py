"""Who speaks for an organisation: asked, accepted, taken off the list."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from participation.refusals import NotAllowed
from participation.rest.fields import moment
from participation.rest.views import Collection, Row, found, read, signed_in

from ..actions import answer_invitation, invite_representative, remove_representative, withdraw_invitation
from ..models import Invitation, Organisation, Representative
from ..policies import may_manage, may_vouch
from ..selectors import is_representative, list_invitations, list_representatives

INVITATION = OpenApiParameter("invitation_id", int, OpenApiParameter.PATH, description="the invitation's id")
PERSON = OpenApiParameter("user_id", int, OpenApiParameter.PATH, description="the person's id")


class RepresentativeOut(serializers.Serializer[Any]):
    """Somebody who speaks for it."""

    user = serializers.IntegerField()
    name = serializers.CharField(allow_blank=True)
    post = serializers.CharField(allow_blank=True)
    since = serializers.DateTimeField()
    accepted_at = serializers.DateTimeField()


class InvitationOut(serializers.Serializer[Any]):
    """Somebody asked, by the address that was typed; whether anybody has an account with it is not told."""

    id = serializers.IntegerField()
    email = serializers.EmailField()
    post = serializers.CharField(allow_blank=True)
    invited_at = serializers.DateTimeField()


class InvitationIn(serializers.Serializer[Any]):
    """Whom to ask to speak for it."""

    email = serializers.EmailField(max_length=254)
    post = serializers.CharField(max_length=120, default="", allow_blank=True)


class InvitationAnswer(serializers.Serializer[Any]):
    """Whether you want to."""

    accept = serializers.BooleanField()


class Representatives(Collection):
    """The people of an organisation; the ground of Organisations."""

    def known(self, pk: str) -> Organisation:
        """The organisation, or 404 for whoever may not know of it."""
        known: Organisation = found(self.get_queryset().filter(pk=int(pk)).first())
        return known

    @extend_schema(methods=["GET"], summary="Who speaks for it", responses=RepresentativeOut(many=True))
    @extend_schema(methods=["POST"], summary="Invite a representative", request=InvitationIn, responses={204: None})
    @action(detail=True, methods=["get", "post"], filterset_class=None, pagination_class=None)
    def representatives(self, request: Request, pk: str) -> Response:
        """Its representatives, who may also invite once it is vouched for; officials who may vouch for it read. Whoever
        has confirmed the invited address finds the invitation in `/me/`; whether there is such an account is not told."""
        person, known = signed_in(request), self.known(pk)
        if request.method == "POST":
            wanted = read(InvitationIn, request, may=lambda: is_representative(person, known))
            invite_representative(representative=person, organisation_id=known.pk, **wanted)
            return Response(status=204)
        if not may_manage(person, known) and not may_vouch(person, known):
            raise NotAllowed
        return Response([representative_data(tie) for tie in list_representatives(known)])

    @extend_schema(summary="Remove a representative", parameters=[PERSON], responses={204: None})
    @action(detail=True, methods=["delete"], filterset_class=None, url_path=r"representatives/(?P<user_id>[0-9]{1,18})")
    def remove_representative(self, request: Request, pk: str, user_id: str) -> Response:
        """Its representatives: the person speaks for it no longer. What they said stays, and so does the last
        representative."""
        person, known = signed_in(request), self.known(pk)
        if not may_manage(person, known):
            raise NotAllowed
        if not list_representatives(known).filter(user=int(user_id)).exists():
            raise NotFound
        remove_representative(representative=person, organisation_id=known.pk, user_id=int(user_id))
        return Response(status=204)

    @extend_schema(summary="Whom it has asked", responses=InvitationOut(many=True))
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=None)
    def invitations(self, request: Request, pk: str) -> Response:
        """Its representatives. An invitation stands until it is accepted or withdrawn, at most 90 days."""
        person, known = signed_in(request), self.known(pk)
        if not may_manage(person, known):
            raise NotAllowed
        return Response([invitation_data(invitation) for invitation in list_invitations(known)])

    @extend_schema(summary="Withdraw an invitation", parameters=[INVITATION], responses={204: None})
    @action(
        detail=True, methods=["delete"], filterset_class=None, url_path=r"invitations/(?P<invitation_id>[0-9]{1,18})"
    )
    def withdraw_invitation(self, request: Request, pk: str, invitation_id: str) -> Response:
        """Its representatives: nobody is asked at that address any more."""
        person, known = signed_in(request), self.known(pk)
        if not may_manage(person, known):
            raise NotAllowed
        if not list_invitations(known).filter(pk=int(invitation_id)).exists():
            raise NotFound
        withdraw_invitation(representative=person, organisation_id=known.pk, invitation_id=int(invitation_id))
        return Response(status=204)

    @extend_schema(summary="Accept or decline an invitation", request=InvitationAnswer, responses={204: None})
    @action(detail=True, methods=["post"], filterset_class=None)
    def answer_invitation(self, request: Request, pk: str) -> Response:
        """`/me/` lists the organisations that ask you."""
        person, known = signed_in(request), self.known(pk)
        answer_invitation(user=person, organisation_id=known.pk, accept=read(InvitationAnswer, request)["accept"])
        return Response(status=204)


def representative_data(tie: Representative) -> Row:
    """See RepresentativeOut. The tie has its person at hand."""
    return {
        "user": tie.user_id,
        "name": tie.user.display_name,
        "post": tie.post,
        "since": moment(tie.since),
        "accepted_at": moment(tie.accepted_at),
    }


def invitation_data(invitation: Invitation) -> Row:
    """See InvitationOut: the address as it was typed, whoever has it."""
    return {
        "id": invitation.pk,
        "email": invitation.email,
        "post": invitation.post,
        "invited_at": moment(invitation.invited_at),
    }
