"""Who hosts a session besides officials and moderators."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.refusals import NotAllowed
from participation.rest.fields import moment
from participation.rest.views import Row, found, made, read, signed_in

from ..actions.naming import name_host, remove_host
from ..models import Session
from ..policies import may_host, may_name_hosts
from ..selectors.hosts import list_hosts
from .base import OF_ONE, PERSON, STATE, Known
from .fields import HostIn, HostOut

NAMED = {200: HostOut(many=True), 201: HostOut(many=True), 409: STATE}


class Hosts(Known):
    """People named for one session."""

    @extend_schema(methods=["GET"], summary="Who was named to host it", responses=HostOut(many=True))
    @extend_schema(
        methods=["POST"],
        summary="Name a host",
        request=HostIn,
        responses=NAMED,
    )
    @action(detail=True, methods=["get", "post"], **OF_ONE)
    def hosts(self, request: Request, pk: str) -> Response:
        """Hosts read it; officials and moderators of the municipality name people. They are told."""
        session, person = self.known(pk), signed_in(request)
        if request.method == "POST":
            wanted = read(HostIn, request, may=lambda: may_name_hosts(person, session))
            host = name_host(by=person, session_id=session.pk, person_id=wanted["person"])
            return Response(_rows(session), status=made(host))
        if not may_host(person, session):
            raise NotAllowed
        return Response(_rows(session))

    @extend_schema(summary="Take a host back", request=None, responses={204: None})
    @action(detail=True, methods=["delete"], url_path=f"hosts/{PERSON}", **OF_ONE)
    def host(self, request: Request, pk: str, person_id: str) -> Response:
        """Officials and moderators, and the person themselves; 404 where they did not host it."""
        session = self.known(pk)
        found(remove_host(by=signed_in(request), session_id=session.pk, person_id=int(person_id)) or None)
        return Response(status=204)


def _rows(session: Session) -> list[Row]:
    return [{"person": row.user_id, "name": row.user.display_name, "at": moment(row.at)} for row in list_hosts(session)]
