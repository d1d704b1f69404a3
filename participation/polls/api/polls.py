"""Polls: asking, voting, closing, results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.places.selectors import get_municipality
from participation.rest.asking import asked_choice
from participation.rest.fields import Problem
from participation.rest.filters import IdFilter
from participation.rest.views import Collection, Rows, found, made, read, signed_in

from .. import actions
from ..actions.plans import Plan
from ..models import Poll
from ..policies import is_own, led_among, may_run, staffed_by
from ..selectors import get_poll, list_polls, results_csv, results_data, view_of, views_of
from ..selectors.reading import STATES
from .fields import PollCloseIn, PollIn, PollOut, PollPlanIn, PollResultsOut, PollVoiceIn, PollVoteIn, plan_of, poll_row

SEPARATOR = OpenApiParameter(
    "separator", str, enum=["comma", "semicolon"], description="of the CSV; semicolon: for Excel"
)
LATE = OpenApiResponse(Problem, "`closed` or `not_yet_open`, by the database's clock")
VOTED = OpenApiResponse(Problem, "`stale`: somebody has voted; `closed`")
OPENED = OpenApiResponse(Problem, "`stale`: it has opened")
PLAN = ("title", "description", "kind", "options", "limit", "by", "is_secret", "quorum", "opens_at", "closes_at")


class PollFilters(django_filters.FilterSet):
    """What polls can be asked for."""

    state = django_filters.ChoiceFilter(choices=[(state, state) for state in STATES])
    municipality = django_filters.CharFilter(field_name="municipality__code", lookup_expr="iexact")
    about = django_filters.CharFilter()
    id = IdFilter()


@extend_schema_view(
    list=extend_schema(summary="Polls"),
    retrieve=extend_schema(summary="A poll with its votes"),
    create=extend_schema(summary="Ask something", request=PollIn, responses={200: PollOut, 201: PollOut}),
    destroy=extend_schema(summary="Discard what was prepared", responses={204: None, 409: OPENED}),
    partial_update=extend_schema(
        summary="Change a poll", request=PollPlanIn, responses={200: PollOut, 409: VOTED}
    ),
)  # fmt: skip
class Polls(Collection):
    """Polls. A vote is one act: whole, once per person (or organisation), replaced by the next one, taken back while open."""

    serializer_class = PollOut
    filterset_class = PollFilters
    queryset = Poll.objects.none()
    rates = {"vote": "ballots", "withdraw": "ballots"}

    def get_queryset(self) -> QuerySet[Poll]:
        return list_polls(viewer=self.request.user)

    def present(self, rows: Sequence[Poll]) -> Rows:
        user = self.request.user
        staffed, led = staffed_by(user, [row.municipality_id for row in rows]), led_among(user, rows)
        return [
            poll_row(
                view,
                may_run=view.poll.municipality_id in staffed or is_own(user, view.poll) or view.poll.pk in led,
            )
            for view in views_of(rows, viewer=user)
        ]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(self._row(pk))

    def create(self, request: Request) -> Response:
        wanted = read(PollIn, request)
        place = found(get_municipality(wanted["municipality"])) if wanted.get("municipality") else None
        poll = actions.create_poll(
            host=signed_in(request),
            plan=_plan(wanted),
            municipality_id=place.pk if place else None,
            about=wanted.get("about", ""),
            is_open=wanted.get("is_open", True),
            client_key=wanted.get("client_key", ""),
        )
        return Response(self._row(poll.pk), status=made(poll))

    def partial_update(self, request: Request, pk: str) -> Response:
        """What is left out stays; only until somebody has voted."""
        known, wanted = self._known(pk), read(PollPlanIn, request, partial=True)
        actions.edit_poll(host=signed_in(request), poll_id=known.pk, plan=_plan({**plan_of(known, wanted), **wanted}))
        return Response(self._row(pk))

    def destroy(self, request: Request, pk: str) -> Response:
        """Before it opens; nobody else had seen it."""
        actions.discard_poll(host=signed_in(request), poll_id=self._known(pk).pk)
        return Response(status=204)

    @extend_schema(summary="Open what was prepared", request=None, responses={200: PollOut})
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def open(self, request: Request, pk: str) -> Response:
        """It takes votes from now on."""
        actions.open_poll(host=signed_in(request), poll_id=self._known(pk).pk)
        return Response(self._row(pk))

    @extend_schema(summary="Vote", request=PollVoteIn, responses={200: PollOut, 201: PollOut, 409: LATE})
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def vote(self, request: Request, pk: str) -> Response:
        """The whole vote; 201 for the first, 200 where it replaces an earlier one."""
        wanted = read(PollVoteIn, request)
        is_first = actions.vote_in_poll(
            voter=signed_in(request),
            poll_id=self._known(pk).pk,
            marks={key: points for key, points in wanted["marks"].items() if points},
            organisation_id=wanted.get("organisation"),
        )
        return Response(self._row(pk), status=201 if is_first else 200)

    @extend_schema(summary="Take a vote back", request=PollVoiceIn, responses={200: PollOut, 409: LATE})
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def withdraw(self, request: Request, pk: str) -> Response:
        """It is counted no more; 404 where there was none."""
        wanted = read(PollVoiceIn, request)
        gone = actions.withdraw_vote(
            voter=signed_in(request), poll_id=self._known(pk).pk, organisation_id=wanted.get("organisation")
        )
        found(gone or None)
        return Response(self._row(pk))

    @extend_schema(summary="Close a poll early", request=PollCloseIn, responses={200: PollOut, 409: LATE})
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def close(self, request: Request, pk: str) -> Response:
        """No more votes; counted and sealed at once. The reason is published."""
        known = self._known(pk)
        reason = read(PollCloseIn, request, may=lambda: may_run(request.user, known))["reason"]
        actions.close_poll(host=signed_in(request), poll_id=known.pk, reason=reason)
        return Response(self._row(pk))

    @extend_schema(summary="Results", responses=PollResultsOut)
    @action(detail=True, filterset_class=None, pagination_class=None)
    def results(self, request: Request, pk: str) -> Response:
        """What everybody may know of them now; final once `sealed_at` is set."""
        return Response(results_data(self._known(pk)))

    @extend_schema(
        summary="Results as CSV",
        operation_id="polls_results_csv",
        parameters=[SEPARATOR],
        responses={(200, "text/csv"): OpenApiTypes.STR, 404: Problem},
    )
    def results_csv(self, request: Request, pk: str) -> HttpResponse:
        """The same for a spreadsheet, in the language asked for."""
        poll = self._known(pk)
        return HttpResponse(
            results_csv(poll, asked_choice(request, "separator", ("comma", "semicolon"))),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="poll-{poll.pk}.csv"'},
        )

    def _known(self, pk: str | int) -> Poll:
        return found(get_poll(int(pk), viewer=self.request.user))

    def _row(self, pk: str | int) -> dict[str, Any]:
        poll = self._known(pk)
        return poll_row(view_of(poll, viewer=self.request.user), may_run=may_run(self.request.user, poll))


def _plan(wanted: dict[str, Any]) -> Plan:
    return Plan(**{name: wanted[name] for name in PLAN if name in wanted})
