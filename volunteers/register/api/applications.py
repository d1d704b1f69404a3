"""Applications: one's own, those to the projects one coordinates, and whom one could invite there."""

from __future__ import annotations

from collections.abc import Collection as Codes
from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from participation.refusals import NotAllowed
from participation.rest.asking import asked_number, check_parameters
from participation.rest.fields import Problem
from participation.rest.filters import BIGGEST_ID, IdFilter
from participation.rest.views import Collection, Rows, found, made, read, signed_in
from volunteers.projects.models import Project
from volunteers.projects.selectors.projects import get_visible

from ..actions.applying import answer_application, answer_invitation, apply, invite, withdraw_application
from ..lists import DAYS, LANGUAGES, SKILLS
from ..models import Application
from ..policies import leads
from ..selectors.applications import applications_of, applications_to, led_application
from ..selectors.matching import Wanted, candidates
from .data import application_data, candidate_data, received_data
from .fields import (
    RECEIVED,
    AnswerIn,
    ApplicationOut,
    ApplyIn,
    CandidateOut,
    InvitationAnswerIn,
    InviteIn,
    ReceivedOut,
)

OF_ONE: dict[str, Any] = {"filterset_class": None, "pagination_class": None}
STATE = OpenApiResponse(Problem, "`closed`: the project takes no helpers now")
WANTED = {"skill": SKILLS, "language": LANGUAGES, "day": DAYS}
LOOKED_FOR = [OpenApiParameter(name, enum=list(known), many=True, explode=False) for name, known in WANTED.items()]
OF_PROJECT = OpenApiParameter("project", int, required=True, description="one that you coordinate")


class ApplicationFilters(django_filters.FilterSet):
    """Your own by project and state."""

    project = IdFilter(field_name="project")
    state = django_filters.MultipleChoiceFilter(choices=Application.State.choices)


class ReceivedFilters(django_filters.FilterSet):
    """Those to one project, by state."""

    project = IdFilter(field_name="project", required=True, help_text="one that you coordinate")
    state = django_filters.MultipleChoiceFilter(choices=RECEIVED)


@extend_schema_view(
    list=extend_schema(summary="Your applications and invitations"),
    retrieve=extend_schema(summary="One of your applications"),
    create=extend_schema(
        summary="Apply to help", request=ApplyIn, responses={200: ApplicationOut, 201: ApplicationOut, 409: STATE}
    ),
    destroy=extend_schema(summary="Withdraw", responses={204: None}),
)
class Applications(Collection):
    """Who wants to help where. Only you and the coordinators of the project know it, as long as it stands."""

    serializer_class = ApplicationOut
    filterset_class = ApplicationFilters
    permission_classes = [IsAuthenticated]
    queryset = Application.objects.none()

    def get_queryset(self) -> QuerySet[Application]:
        return applications_of(self.request.user)

    def present(self, rows: Sequence[Application]) -> Rows:
        return [application_data(row) for row in rows]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(self.one(self.get_queryset().filter(pk=int(pk)).first()))

    def create(self, request: Request) -> Response:
        """You are in the register; below 18 your guardian has consented. Where you were invited it is a yes."""
        wanted = read(ApplyIn, request)
        project = found(get_visible(wanted["project"], signed_in(request)))
        row = apply(person=request.user, project_id=project.pk, words=wanted["words"])
        return Response(self._own(row.pk), status=made(row))

    def destroy(self, request: Request, pk: str) -> Response:
        """You help no longer; what you wrote is gone, and coordinators see nothing of you any more. 404 where nothing stands."""
        row = found(self.get_queryset().filter(pk=int(pk)).first())
        found(withdraw_application(person=request.user, project_id=row.project_id) or None)
        return Response(status=204)

    @extend_schema(
        summary="Answer an invitation", request=InvitationAnswerIn, responses={200: ApplicationOut, 409: STATE}
    )
    @action(detail=True, methods=["post"], **OF_ONE)
    def answer_invitation(self, request: Request, pk: str) -> Response:
        """Yes: you take part, and coordinators see your entry. No: nobody learns that it was you who was asked."""
        row = found(self.get_queryset().filter(pk=int(pk)).first())
        accept = read(InvitationAnswerIn, request)["accept"]
        answer_invitation(person=request.user, project_id=row.project_id, accept=accept)
        return Response(self._own(row.pk))

    @extend_schema(summary="Applications to your project", responses=ReceivedOut(many=True))
    @action(detail=False, filterset_class=ReceivedFilters)
    def received(self, request: Request) -> Response:
        """For coordinators: who waits and who takes part, with their entries; until thirty days after the project's end."""
        if isinstance(self.paginator, PageNumberPagination):
            self.paginator.get_page_size(request)  # what is wrong with it is said whatever else is
        project = self._led(request, _asked_project(request))
        rows = self.filter_queryset(applications_to(project, request.user))
        page = self.paginate_queryset(rows) or []
        return self.get_paginated_response([received_data(row) for row in page])

    @extend_schema(
        summary="Accept a helper, or decline with thanks", operation_id="applications_answer", request=AnswerIn,
        responses={200: ReceivedOut, 204: None, 409: STATE},
    )  # fmt: skip
    @action(detail=True, methods=["post"], url_path="answer", **OF_ONE)
    def answer_one(self, request: Request, pk: str) -> Response:
        """For coordinators of the project. Declined, you see the entry no more: 204."""
        row = found(led_application(int(pk), signed_in(request)))
        answer_application(person=request.user, application_id=row.pk, **read(AnswerIn, request))
        seen = led_application(row.pk, request.user)
        return Response(received_data(seen)) if seen is not None else Response(status=204)

    @extend_schema(
        summary="Who could be invited", responses=CandidateOut(many=True), filters=False,
        parameters=[OF_PROJECT, *LOOKED_FOR],
    )  # fmt: skip
    @action(detail=False, **OF_ONE)
    def candidates(self, request: Request) -> Response:
        """For coordinators: up to thirty, the most suitable first. What you look for orders them and hides nobody."""
        check_parameters(request, ("project", *WANTED))
        project = self._led(request, _asked_project(request))
        skills, languages, days = (_asked_codes(request, name, known) for name, known in WANTED.items())
        rows = candidates(project, request.user, Wanted.of(skills, languages, days))
        return Response([candidate_data(one) for one in rows])

    @extend_schema(summary="Invite", request=InviteIn, responses={204: None, 409: STATE})
    @action(detail=False, methods=["post"], **OF_ONE)
    def invite(self, request: Request) -> Response:
        """For coordinators: one of `candidates/`. You learn who it is if they say yes."""
        wanted = read(InviteIn, request)
        project = self._led(request, wanted["project"])
        invite(person=request.user, project_id=project.pk, volunteer_id=wanted["candidate"])
        return Response(status=204)

    def _own(self, pk: int) -> dict[str, Any]:
        return self.one(self.get_queryset().filter(pk=pk).first())

    def _led(self, request: Request, project_id: int) -> Project:
        """The project, 404 where it is not there; NotAllowed for whoever does not coordinate it."""
        project = found(get_visible(project_id, signed_in(request)))
        if not leads(request.user, project):
            raise NotAllowed
        return project


def _asked_project(request: Request) -> int:
    return asked_number(request, "project", most=BIGGEST_ID, example=12)


def _asked_codes(request: Request, name: str, known: Codes[str]) -> list[str]:
    said = [code for value in request.query_params.getlist(name) for code in value.split(",") if code]
    if set(said) - set(known):
        words = _("One of these is needed: %(choices)s.") % {"choices": ", ".join(known)}
        raise serializers.ValidationError({name: [words]})
    return said
