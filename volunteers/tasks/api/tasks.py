"""Tasks: read, added, changed, done; who would suit them, and which suit the person who asks."""

from __future__ import annotations

from collections.abc import Sequence

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.database import contains
from participation.refusals import NotAllowed
from participation.rest.filters import IdFilter, Ordering
from participation.rest.views import Collection, Rows, found, read, signed_in

from ..actions import tasks as acts
from ..models import Task
from ..policies import leads
from ..selectors.matching import suitable_helpers, suitable_people, suitable_tasks
from ..selectors.tasks import get_task, list_tasks, with_free_places
from .base import OF_ONE, STATE
from .data import task_data
from .fields import SuitablePeopleOut, SuitedOut, TaskChange, TaskIn, TaskOut


class TaskFilters(django_filters.FilterSet):
    """Tasks by project, place and what they ask for."""

    project = IdFilter(field_name="project")
    municipality = django_filters.CharFilter(
        field_name="project__municipality__code", lookup_expr="iexact", max_length=8
    )
    is_remote = django_filters.BooleanFilter()
    is_done = django_filters.BooleanFilter(field_name="done_at", lookup_expr="isnull", exclude=True)
    has_places = django_filters.BooleanFilter(method="free", help_text="true: with a shift to come that is not full")
    search = django_filters.CharFilter(method="words", max_length=100)
    ordering = Ordering(fields={"created_at": "created_at", "title": "title"})

    def free(self, rows: QuerySet[Task], _name: str, value: bool) -> QuerySet[Task]:
        """Only those with a place, where asked for."""
        return with_free_places(rows) if value else rows

    def words(self, rows: QuerySet[Task], _name: str, value: str) -> QuerySet[Task]:
        """Those whose title or text holds the words."""
        return rows.filter(contains("title", value) | contains("text", value))


@extend_schema_view(
    list=extend_schema(summary="Tasks of projects"),
    retrieve=extend_schema(summary="One task", responses=TaskOut),
    create=extend_schema(summary="Add a task", request=TaskIn, responses={201: TaskOut, 409: STATE}),
    partial_update=extend_schema(summary="Change a task", request=TaskChange, responses={200: TaskOut, 409: STATE}),
    destroy=extend_schema(summary="Remove a task", responses={204: None, 409: STATE}),
)
class Tasks(Collection):
    """What is to be done in projects. Changes are told on the live stream `project.<id>`."""

    serializer_class = TaskOut
    filterset_class = TaskFilters
    queryset = Task.objects.none()

    def get_queryset(self) -> QuerySet[Task]:
        return list_tasks(self.request.user)

    def present(self, rows: Sequence[Task]) -> Rows:
        return [task_data(row) for row in rows]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        return self._told(pk)

    def create(self, request: Request) -> Response:
        """Coordinators, while the project runs."""
        wanted = read(TaskIn, request)
        task = acts.add_task(person=signed_in(request), project_id=wanted.pop("project"), **wanted)
        return self._told(str(task.pk), 201)

    def partial_update(self, request: Request, pk: str) -> Response:
        """Coordinators, while the project runs. Calendars learn of another title or place."""
        task = self._known(pk)
        wanted = read(TaskChange, request, may=lambda: leads(request.user, task.project))
        acts.change_task(person=signed_in(request), task_id=task.pk, **wanted)
        return self._told(pk)

    def destroy(self, request: Request, pk: str) -> Response:
        """Coordinators, while nobody ever signed up or worked for it."""
        acts.remove_task(person=signed_in(request), task_id=self._known(pk).pk)
        return Response(status=204)

    @extend_schema(methods=["POST"], summary="Say that it is done", request=None, responses={200: TaskOut, 409: STATE})
    @extend_schema(
        methods=["DELETE"], summary="To be done after all", request=None, responses={200: TaskOut, 409: STATE}
    )
    @action(detail=True, methods=["post", "delete"], **OF_ONE)
    def done(self, request: Request, pk: str) -> Response:
        """Coordinators; not while people are on the list of a shift to come."""
        task = self._known(pk)
        acts.finish_task(person=signed_in(request), task_id=task.pk, is_done=request.method == "POST")
        return self._told(pk)

    @extend_schema(summary="Who could do it", responses=SuitablePeopleOut)
    @action(detail=True, **OF_ONE)
    def people(self, request: Request, pk: str) -> Response:
        """Coordinators: helpers of the project by name, and volunteers who could be invited, without; with the reasons."""
        person, task = signed_in(request), self._known(pk)
        if not leads(person, task.project):
            raise NotAllowed
        helpers = [
            {"person": one.user.pk, "name": one.user.display_name, "reasons": [str(word) for word in one.reasons]}
            for one in suitable_helpers(task, person)
        ]
        others = [
            {"id": one.id, "reasons": [str(word) for word in one.reasons], "skills": list(one.skills)}
            for one in suitable_people(task, person)
        ]
        return Response({"helpers": helpers, "volunteers": others})

    @extend_schema(summary="Tasks that would suit you", responses=SuitedOut(many=True))
    @action(detail=False, **OF_ONE)
    def suitable(self, request: Request) -> Response:
        """By what you told the register, the most suitable first, at most 30; none while you are not in it. Only where a
        place is free on a shift to come, and you have none yet.
        """
        rows = suitable_tasks(signed_in(request))
        return Response([{"task": task_data(one.task), "reasons": [str(word) for word in one.reasons]} for one in rows])

    def _known(self, pk: str) -> Task:
        return found(get_task(int(pk), self.request.user))

    def _told(self, pk: str, status: int = 200) -> Response:
        return Response(task_data(self._known(pk)), status=status)
