"""Sessions: read, announced, changed, cancelled; their calendar file and minutes."""

from __future__ import annotations

from collections.abc import Sequence

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.places.selectors import get_municipality
from participation.refusals import NotAllowed
from participation.rest.filters import Ordering
from participation.rest.views import Rows, read, signed_in

from ..actions.arranging import announce_session, cancel_session, change_session
from ..actions.minutes import publish_minutes, save_minutes
from ..calendar import calendar_file
from ..models import Session
from ..policies import may_host
from ..selectors.minutes import list_versions, minutes_of, published_minutes
from ..selectors.sessions import all_sessions
from .base import OF_ONE, STATE
from .data import session_data, version_data
from .fields import (
    CancelIn,
    DraftOut,
    MinutesIn,
    MinutesOut,
    MinutesPublishIn,
    SessionChange,
    SessionIn,
    SessionOut,
)
from .floor import Floor
from .standing import SessionDetail


class SessionFilters(django_filters.FilterSet):
    """Sessions by place, state and what they are about."""

    municipality = django_filters.CharFilter(field_name="municipality__code", lookup_expr="iexact", max_length=8)
    state = django_filters.MultipleChoiceFilter(choices=Session.State.choices)
    about = django_filters.CharFilter(max_length=60, help_text="such as `consultation.12`")
    ordering = Ordering(fields={"starts_at": "starts_at"})


@extend_schema_view(
    list=extend_schema(summary="Public forum sessions"),
    retrieve=extend_schema(summary="One session with the state of its room", responses=SessionDetail),
    create=extend_schema(summary="Announce a session", request=SessionIn, responses={201: SessionDetail}),
    partial_update=extend_schema(
        summary="Change what was announced", request=SessionChange, responses={200: SessionDetail, 409: STATE}
    ),
)
class Sessions(Floor):
    """Public forums, held in a hall and online at once. What happens is told on the live stream `session.<id>`."""

    serializer_class = SessionOut
    filterset_class = SessionFilters
    queryset = Session.objects.none()

    def get_queryset(self) -> QuerySet[Session]:
        return all_sessions().order_by("-starts_at", "-id")

    def present(self, rows: Sequence[Session]) -> Rows:
        return [session_data(row) for row in rows]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        return self.whole(pk)

    def create(self, request: Request) -> Response:
        """Officials only. Public at once; questions can be asked in advance."""
        wanted = read(SessionIn, request)
        place = get_municipality(wanted.pop("municipality"))
        if place is None:
            raise serializers.ValidationError({"municipality": [_("There is no such municipality.")]})
        made = announce_session(official=signed_in(request), municipality_id=place.pk, **wanted)
        return self.whole(str(made.pk), 201)

    def partial_update(self, request: Request, pk: str) -> Response:
        """Officials only, until it begins. Followers are told where time or place moved."""
        session = self.known(pk)
        wanted = read(SessionChange, request, may=self.arranges(session))
        change_session(official=signed_in(request), session_id=session.pk, **wanted)
        return self.whole(pk)

    @extend_schema(summary="Cancel", request=CancelIn, responses={200: SessionDetail, 409: STATE})
    @action(detail=True, methods=["post"], **OF_ONE)
    def cancel(self, request: Request, pk: str) -> Response:
        """Officials only, until it begins, with a reason that everybody reads."""
        session = self.known(pk)
        reason = read(CancelIn, request, may=self.arranges(session))["reason"]
        cancel_session(official=signed_in(request), session_id=session.pk, reason=reason)
        return self.whole(pk)

    @extend_schema(summary="Calendar file", responses={(200, "text/calendar"): OpenApiTypes.STR})
    def calendar(self, request: Request, pk: str) -> HttpResponse:
        """One event (RFC 5545)."""
        session = self.known(pk)
        headers = {"Content-Disposition": f'attachment; filename="session-{session.pk}.ics"'}
        return HttpResponse(calendar_file(session), content_type="text/calendar; charset=utf-8", headers=headers)

    @extend_schema(methods=["GET"], summary="Published minutes", responses=MinutesOut(many=True))
    @extend_schema(
        methods=["POST"], summary="Keep a version", request=MinutesIn, responses={201: MinutesOut, 409: STATE}
    )
    @action(detail=True, methods=["get", "post"], **OF_ONE)
    def minutes(self, request: Request, pk: str) -> Response:
        """Every public version, the newest first; none before they are published. Hosts keep drafts and corrections."""
        session = self.known(pk)
        if request.method != "POST":
            return Response([version_data(row) for row in published_minutes(session)])
        wanted = read(MinutesIn, request, may=self.leads(session))
        made = save_minutes(
            host=signed_in(request),
            session_id=session.pk,
            text=wanted["text"],
            reason=wanted["reason"],
            seen=wanted.get("seen"),
        )
        return Response(version_data(made), status=201)

    @extend_schema(summary="The minutes as they are being written", responses=DraftOut)
    @action(detail=True, url_path="minutes/draft", **OF_ONE)
    def draft(self, request: Request, pk: str) -> Response:
        """Hosts only: the automatic text and every version."""
        person, session = signed_in(request), self.known(pk)
        if not may_host(person, session):
            raise NotAllowed
        versions = [version_data(row) for row in list_versions(session)]
        return Response({"automatic": minutes_of(session), "versions": versions})

    @extend_schema(summary="Publish the minutes", request=MinutesPublishIn, responses={200: MinutesOut, 409: STATE})
    @action(detail=True, methods=["post"], url_path="minutes/publish", **OF_ONE)
    def publish(self, request: Request, pk: str) -> Response:
        """Officials only."""
        session = self.known(pk)
        text = read(MinutesPublishIn, request, may=self.arranges(session))["text"]
        return Response(version_data(publish_minutes(official=signed_in(request), session_id=session.pk, text=text)))
