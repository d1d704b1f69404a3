"""Projects: read, written, checked, begun, ended; and who leads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.places.selectors import get_municipality
from participation.rest.filters import IdFilter, Ordering
from participation.rest.views import Rows, found, made, read, signed_in

from ..actions import checking, proposing, running
from ..hooks import figures_of
from ..models import Project
from ..policies import may_check, may_end, may_name
from ..selectors.page import list_coordinators, page_of
from ..selectors.projects import list_own, matching, visible_projects
from .base import OF_ONE, STATE, USER, named_as_sent
from .bodies import CheckIn, CoordinatorIn, EndProjectIn, ProjectChange, ProjectIn
from .data import check_data, coordinator_data, project_data
from .fields import CheckOut, CoordinatorOut, ProjectDetail, ProjectOut
from .news import News
from .things import Things

DONE = {200: ProjectDetail, 409: STATE}


class ProjectFilters(django_filters.FilterSet):
    """Projects by place, state, what they serve, whose they are, and words."""

    municipality = django_filters.CharFilter(
        field_name="municipality__code", lookup_expr="iexact", max_length=8, help_text="code, such as VAR16"
    )
    state = django_filters.MultipleChoiceFilter(choices=Project.State.choices)
    consultation = IdFilter(field_name="consultation")
    organisation = IdFilter(field_name="organisation")
    is_remote = django_filters.BooleanFilter(help_text="one can also help from home")
    own = django_filters.BooleanFilter(method="by_team", help_text="true: those that you lead")
    search = django_filters.CharFilter(method="by_words", max_length=100, help_text="words of title and summary")
    ordering = Ordering(fields={"opened_at": "opened_at", "ends_on": "ends_on", "title": "title"})

    def by_team(self, rows: QuerySet[Project], _name: str, value: bool) -> QuerySet[Project]:
        """Those that the person leads, or only the others."""
        led = list_own(self.request.user).order_by().values("pk")
        return rows.filter(pk__in=led) if value else rows.exclude(pk__in=led)

    def by_words(self, rows: QuerySet[Project], _name: str, value: str) -> QuerySet[Project]:
        """Every word is there."""
        return matching(rows, value)


@extend_schema_view(
    list=extend_schema(summary="Projects"),
    retrieve=extend_schema(summary="One project whole", responses=ProjectDetail),
    create=extend_schema(
        summary="Write a project down", request=ProjectIn, responses={200: ProjectDetail, 201: ProjectDetail}
    ),
    partial_update=extend_schema(summary="Change it", request=ProjectChange, responses=DONE),
    destroy=extend_schema(summary="Throw a draft away", responses={204: None, 409: STATE}),
)
class Projects(Things, News):
    """What people do together for their place. What happens is told on the live stream `project.<id>`."""

    serializer_class = ProjectOut
    filterset_class = ProjectFilters
    queryset = Project.objects.none()

    def get_queryset(self) -> QuerySet[Project]:
        return visible_projects(self.request.user).order_by(F("opened_at").desc(nulls_first=True), "-id")

    def present(self, rows: Sequence[Project]) -> Rows:
        figures = figures_of([row.pk for row in rows])
        return [project_data(row, figures[row.pk]) for row in rows]

    def list(self, request: Request) -> Response:
        """Public ones; besides them those that you lead, and for officials those that wait or waited for them."""
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        """What is not public is there for its team, and once it was sent for the officials of its municipality."""
        return self.whole(pk)

    def create(self, request: Request) -> Response:
        """A draft that only you see; submit it once it is ready."""
        person, wanted = signed_in(request), _named(read(ProjectIn, request))
        place = get_municipality(wanted.pop("municipality"))
        if place is None:
            raise serializers.ValidationError({"municipality": [_("There is no such municipality.")]})
        organisation_id = wanted.pop("organisation", None)
        with named_as_sent():
            project = proposing.propose_project(
                person=person, municipality_id=place.pk, organisation_id=organisation_id, **wanted
            )
        return self.whole(str(project.pk), made(project))

    def partial_update(self, request: Request, pk: str) -> Response:
        """Those who lead it: everything while it is a draft or was returned. Once it is open `summary`, `description`,
        `where`, `is_remote`, a later `ends_on`, and needs, of which those with offers stay.
        """
        person, project = signed_in(request), self.known(pk)
        wanted = _named(read(ProjectChange, request, may=self.leads(project), partial=True))
        with named_as_sent():
            proposing.change_project(person=person, project_id=project.pk, **wanted)
        return self.whole(pk)

    def destroy(self, request: Request, pk: str) -> Response:
        """Those who lead it, while it is a draft or was returned."""
        proposing.discard_draft(person=signed_in(request), project_id=self.known(pk).pk)
        return Response(status=204)

    @extend_schema(summary="Send it to the municipality", request=None, responses=DONE)
    @action(detail=True, methods=["post"], **OF_ONE)
    def submit(self, request: Request, pk: str) -> Response:
        """Those who lead it. What is missing is named, field by field."""
        proposing.submit_project(person=signed_in(request), project_id=self.known(pk).pk)
        return self.whole(pk)

    @extend_schema(summary="Take it back from the municipality", request=None, responses=DONE)
    @action(detail=True, methods=["post"], **OF_ONE)
    def withdraw(self, request: Request, pk: str) -> Response:
        """Those who lead it, until it is decided on; it is a draft again."""
        proposing.withdraw_submission(person=signed_in(request), project_id=self.known(pk).pk)
        return self.whole(pk)

    @extend_schema(methods=["GET"], summary="What the municipality decided", responses=CheckOut(many=True))
    @extend_schema(methods=["POST"], summary="Decide", request=CheckIn, responses={201: CheckOut, 409: STATE})
    @action(detail=True, methods=["get", "post"], **OF_ONE)
    def checks(self, request: Request, pk: str) -> Response:
        """The newest first; what was returned is read by its team and officials alone. Officials decide, answering every
        criterion of `project-criteria/`; not on a project that they proposed or lead.
        """
        if request.method != "POST":
            return Response([check_data(row) for row in page_of(self.known(pk), request.user).checks])
        person, project = signed_in(request), self.known(pk)
        wanted = read(CheckIn, request, may=lambda: may_check(person, project))
        check = checking.check_project(official=person, project_id=project.pk, **wanted)
        return Response(check_data(check), status=201)

    @extend_schema(summary="Begin", request=None, responses=DONE)
    @action(detail=True, methods=["post"], **OF_ONE)
    def begin(self, request: Request, pk: str) -> Response:
        """Those who lead it: it is under way from now on."""
        running.begin_project(person=signed_in(request), project_id=self.known(pk).pk)
        return self.whole(pk)

    @extend_schema(summary="End it before its goals", request=EndProjectIn, responses=DONE)
    @action(detail=True, methods=["post"], **OF_ONE)
    def end(self, request: Request, pk: str) -> Response:
        """Those who lead it and the municipality's officials, with a reason that everybody reads."""
        person, project = signed_in(request), self.known(pk)
        reason = read(EndProjectIn, request, may=lambda: may_end(person, project))["reason"]
        running.end_project(person=person, project_id=project.pk, reason=reason)
        return self.whole(pk)

    @extend_schema(methods=["GET"], summary="Who leads it", responses=CoordinatorOut(many=True))
    @extend_schema(
        methods=["POST"],
        summary="Name a coordinator",
        request=CoordinatorIn,
        responses={200: CoordinatorOut(many=True), 201: CoordinatorOut(many=True), 409: STATE},
    )
    @action(detail=True, methods=["get", "post"], **OF_ONE)
    def coordinators(self, request: Request, pk: str) -> Response:
        """In the order of naming. Those who lead it name accepted helpers and who speaks for its organisation."""
        if request.method != "POST":
            return Response(_coordinators(self.known(pk)))
        person, project = signed_in(request), self.known(pk)
        wanted = read(CoordinatorIn, request, may=lambda: may_name(person, project))
        named = running.name_coordinator(person=person, project_id=project.pk, user_id=wanted["user"])
        return Response(_coordinators(project), status=made(named))

    @extend_schema(summary="Lead it no longer", request=None, responses={204: None})
    @action(detail=True, methods=["delete"], url_path=f"coordinators/{USER}", **OF_ONE)
    def coordinator(self, request: Request, pk: str, user_id: str) -> Response:
        """Those who lead it, also of themselves; never the last one. 404 for who does not lead it."""
        person, project = signed_in(request), self.known(pk)
        found(running.remove_coordinator(person=person, project_id=project.pk, user_id=int(user_id)) or None)
        return Response(status=204)


def _named(wanted: dict[str, Any]) -> dict[str, Any]:
    """As the actions name it."""
    return {f"{name}_id" if name in ("consultation", "clause") else name: value for name, value in wanted.items()}


def _coordinators(project: Project) -> Rows:
    return [coordinator_data(one) for one in list_coordinators(project)]
