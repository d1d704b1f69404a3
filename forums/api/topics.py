"""Topics: read, started, kept in order."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from participation.pictures.actions import Wanted
from participation.rest.asking import check_parameters
from participation.rest.views import Collection, Row, Rows, found, made, read, signed_in

from ..actions import (
    lock_topic,
    mark_read,
    merge_topics,
    move_topic,
    pin_topic,
    rename_topic,
    set_level,
    split_topic,
    start_topic,
    take_back_topic,
)
from ..models import Topic
from ..policies import may_order
from ..selectors.history import list_topic_acts
from ..selectors.topics import list_topics, standing_of, standings_of
from .data import standing_data, topic_act_data, topics_data
from .fields import (
    LevelIn,
    MergeIn,
    MoveIn,
    PersonOut,
    ReadIn,
    SplitIn,
    StandingOut,
    TopicActOut,
    TopicChange,
    TopicIn,
    TopicOut,
)
from .filters import TopicFilters
from .people import people_of

STARTED = OpenApiExample(
    "A new topic",
    {"category": 3, "title": "Осветлението в парка", "body": "От вторник не свети алеята до моста."},
    request_only=True,
)


@extend_schema_view(
    list=extend_schema(summary="Topics", description="Pinned ones first, then by their newest post."),
    retrieve=extend_schema(summary="One topic"),
    create=extend_schema(
        summary="Start a topic", request=TopicIn, responses={200: TopicOut, 201: TopicOut}, examples=[STARTED]
    ),
    partial_update=extend_schema(summary="Call a topic otherwise", request=TopicChange, responses=TopicOut),
    destroy=extend_schema(
        summary="Take your topic back",
        description="While nobody else has said anything in it, and no poll stands there. Its title and posts are gone.",
        responses={204: None},
    ),
)
class Topics(Collection):
    """Topics of forums. What was merged into another or hidden is not among them."""

    serializer_class = TopicOut
    filterset_class = TopicFilters
    queryset = Topic.objects.none()
    rates = {"create": "comments", "partial_update": "comments"}
    makers = ("create", "split")

    def get_queryset(self) -> QuerySet[Topic]:
        return list_topics()

    def present(self, rows: Sequence[Topic]) -> Rows:
        return topics_data(rows, standings_of(self.request.user, rows))

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(self._shown(self._known(pk)))

    def create(self, request: Request) -> Response:
        wanted = read(TopicIn, request)
        topic = start_topic(
            author=signed_in(request),
            category_id=wanted["category"],
            title=wanted["title"],
            body=wanted["body"],
            organisation_id=wanted.get("organisation"),
            pictures=[Wanted(number) for number in wanted["pictures"]],
            client_key=wanted["client_key"],
        )
        return Response(self._shown(topic), status=made(topic))

    def partial_update(self, request: Request, pk: str) -> Response:
        topic = self._known(pk)
        wanted = read(TopicChange, request, partial=True)
        title = wanted.get("title", topic.title)
        return Response(self._shown(rename_topic(editor=signed_in(request), topic_id=topic.pk, title=title)))

    def destroy(self, request: Request, pk: str) -> Response:
        take_back_topic(by=signed_in(request), topic_id=self._known(pk).pk)
        return Response(status=204)

    @extend_schema(methods=["POST"], summary="It stands first", request=None, responses=TopicOut)
    @extend_schema(methods=["DELETE"], summary="It stands first no longer", request=None, responses={200: TopicOut})
    @action(detail=True, methods=["post", "delete"], filterset_class=None)
    def pin(self, request: Request, pk: str) -> Response:
        """Hosts of the forum and moderators of its municipality only."""
        pinned = request.method == "POST"
        return Response(self._shown(pin_topic(by=signed_in(request), topic_id=self._known(pk).pk, is_pinned=pinned)))

    @extend_schema(methods=["POST"], summary="Nobody adds to it", request=None, responses=TopicOut)
    @extend_schema(methods=["DELETE"], summary="Everybody adds to it again", request=None, responses={200: TopicOut})
    @action(detail=True, methods=["post", "delete"], filterset_class=None)
    def lock(self, request: Request, pk: str) -> Response:
        """Hosts of the forum and moderators of its municipality only."""
        locked = request.method == "POST"
        return Response(self._shown(lock_topic(by=signed_in(request), topic_id=self._known(pk).pk, is_locked=locked)))

    @extend_schema(summary="Move it to another part or forum", request=MoveIn, responses=TopicOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def move(self, request: Request, pk: str) -> Response:
        """Within the municipality, by who keeps order in both forums. Its address stays."""
        topic = self._known(pk)
        wanted = read(MoveIn, request, may=lambda: may_order(request.user, topic.forum))
        moved = move_topic(by=signed_in(request), topic_id=topic.pk, category_id=wanted["category"])
        return Response(self._shown(moved))

    @extend_schema(summary="Make some of its posts a topic of their own", request=SplitIn, responses={201: TopicOut})
    @action(detail=True, methods=["post"], filterset_class=None)
    def split(self, request: Request, pk: str) -> Response:
        """The new topic. Addresses of posts lead there."""
        topic = self._known(pk)
        wanted = read(SplitIn, request, may=lambda: may_order(request.user, topic.forum))
        fresh = split_topic(
            by=signed_in(request),
            topic_id=topic.pk,
            post_ids=wanted["posts"],
            title=wanted["title"],
            category_id=wanted.get("category"),
        )
        return Response(self._shown(fresh), status=201)

    @extend_schema(summary="Merge it into another", request=MergeIn, responses=TopicOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def merge(self, request: Request, pk: str) -> Response:
        """The other topic, behind whose posts these stand now. The address of this one leads there."""
        topic = self._known(pk)
        wanted = read(MergeIn, request, may=lambda: may_order(request.user, topic.forum))
        into = merge_topics(by=signed_in(request), topic_id=topic.pk, into_id=wanted["into"])
        return Response(self._shown(into))

    @extend_schema(summary="How far you have read", request=ReadIn, responses=StandingOut)
    @action(detail=True, methods=["post"], filterset_class=None, url_path="read")
    def read_to(self, request: Request, pk: str) -> Response:
        """The mark only ever goes forward."""
        wanted, topic = read(ReadIn, request), self._known(pk)
        mark_read(user=signed_in(request), topic_id=topic.pk, number=wanted["number"])
        return Response(standing_data(standing_of(request.user, topic)))

    @extend_schema(summary="Follow, or ignore", request=LevelIn, responses=StandingOut)
    @action(detail=True, methods=["post"], filterset_class=None)
    def level(self, request: Request, pk: str) -> Response:
        """`follow`: told of new posts; `normal`: of answers and mentions; `ignore`: of nothing."""
        wanted, topic = read(LevelIn, request), self._known(pk)
        set_level(user=signed_in(request), topic_id=topic.pk, level=wanted["level"])
        return Response(standing_data(standing_of(request.user, topic)))

    @extend_schema(summary="What was done to it as a whole", responses=TopicActOut(many=True))
    @action(detail=True, methods=["get"], filterset_class=None)
    def history(self, request: Request, pk: str) -> Response:
        """Begun, called otherwise, pinned, locked, moved, split, merged; decisions of moderators in it. Newest first."""
        check_parameters(request, ("page", "page_size"))
        page = self.paginate_queryset(list_topic_acts(self._known(pk)))
        return self.get_paginated_response([topic_act_data(act) for act in page or []])

    @extend_schema(
        summary="Whom a post may name",
        parameters=[OpenApiParameter("q", str, description="letters of the name")],
        responses=PersonOut(many=True),
    )
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=None)
    def people(self, request: Request, pk: str) -> Response:
        """Who spoke in the topic's forum, and officials and moderators of its place; at most eight."""
        return people_of(request, self._known(pk).forum)

    def _known(self, pk: str) -> Topic:
        return found(self.get_queryset().filter(pk=int(pk)).first())

    def _shown(self, topic: Topic) -> Row:
        return self.one(self.get_queryset().filter(pk=topic.pk).first())
