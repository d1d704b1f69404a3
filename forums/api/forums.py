"""Forums and their parts."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.rest.views import Collection, Rows, found, made, read, signed_in

from ..actions import (
    add_category,
    change_category,
    change_forum,
    mark_forum_read,
    open_organisation_forum,
    remove_category,
)
from ..models import Category, Forum
from ..selectors.forums import forum_views, visible_categories, visible_forums
from .data import category_data, forum_data
from .fields import CategoryChange, CategoryIn, CategoryOut, ForumChange, ForumIn, ForumOut, PersonOut
from .filters import CategoryFilters, ForumFilters
from .people import people_of


@extend_schema_view(
    list=extend_schema(summary="Forums"),
    retrieve=extend_schema(summary="One forum"),
    create=extend_schema(
        summary="Open the forum of an organisation you speak for",
        request=ForumIn,
        responses={200: ForumOut, 201: ForumOut},
    ),
    partial_update=extend_schema(summary="Who starts topics there", request=ForumChange, responses=ForumOut),
)
class Forums(Collection):
    """Every municipality that takes part has a forum; consultations and organisations have one where it was opened."""

    serializer_class = ForumOut
    filterset_class = ForumFilters
    queryset = Forum.objects.none()

    def get_queryset(self) -> QuerySet[Forum]:
        return visible_forums()

    def present(self, rows: Sequence[Forum]) -> Rows:
        return [forum_data(view) for view in forum_views(rows)]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(self.one(self._known(pk)))

    def create(self, request: Request) -> Response:
        wanted = read(ForumIn, request)
        forum = open_organisation_forum(opener=signed_in(request), organisation_id=wanted["organisation"])
        return Response(self.one(forum), status=made(forum))

    def partial_update(self, request: Request, pk: str) -> Response:
        forum = self._known(pk)
        starting = read(ForumChange, request, partial=True).get("starting", forum.starting)
        return Response(self.one(change_forum(host=signed_in(request), forum_id=forum.pk, starting=starting)))

    @extend_schema(summary="You have read everything in it", request=None, responses={204: None})
    @action(detail=True, methods=["post"], filterset_class=None, url_path="read")
    def read_all(self, request: Request, pk: str) -> Response:
        """Of the topics that you ever opened none has unread posts."""
        mark_forum_read(user=signed_in(request), forum_id=self._known(pk).pk)
        return Response(status=204)

    @extend_schema(
        summary="Whom a new topic may name",
        parameters=[OpenApiParameter("q", str, description="letters of the name")],
        responses=PersonOut(many=True),
    )
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=None)
    def people(self, request: Request, pk: str) -> Response:
        """Who spoke in the forum, and officials and moderators of its place; at most eight."""
        return people_of(request, self._known(pk))

    def _known(self, pk: str) -> Forum:
        return found(self.get_queryset().filter(pk=int(pk)).first())


@extend_schema_view(
    list=extend_schema(summary="Parts of forums"),
    retrieve=extend_schema(summary="One part"),
    create=extend_schema(summary="Add a part to a forum", request=CategoryIn, responses={201: CategoryOut}),
    partial_update=extend_schema(
        summary="Call a part otherwise, or put it elsewhere among them", request=CategoryChange, responses=CategoryOut
    ),
    destroy=extend_schema(summary="Remove a part in which no topic stands", responses={204: None}),
)
class Categories(Collection):
    """The parts of a forum, in their order. Added and changed by who keeps order there."""

    serializer_class = CategoryOut
    filterset_class = CategoryFilters
    queryset = Category.objects.none()

    def get_queryset(self) -> QuerySet[Category]:
        return visible_categories()

    def present(self, rows: Sequence[Category]) -> Rows:
        return [category_data(row) for row in rows]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(self.one(self.get_queryset().filter(pk=int(pk)).first()))

    def create(self, request: Request) -> Response:
        wanted = read(CategoryIn, request)
        part = add_category(
            host=signed_in(request),
            forum_id=wanted["forum"],
            title=wanted["title"],
            description=wanted["description"],
        )
        return Response(category_data(part), status=201)

    def partial_update(self, request: Request, pk: str) -> Response:
        known = found(self.get_queryset().filter(pk=int(pk)).first())
        wanted = read(CategoryChange, request, partial=True)
        changed = change_category(
            host=signed_in(request),
            category_id=known.pk,
            title=wanted.get("title", known.title),
            description=wanted.get("description", known.description),
            position=wanted.get("position"),
        )
        return Response(category_data(changed))

    def destroy(self, request: Request, pk: str) -> Response:
        known = found(self.get_queryset().filter(pk=int(pk)).first())
        remove_category(host=signed_in(request), category_id=known.pk)
        return Response(status=204)
