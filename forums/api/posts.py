"""Posts of topics: read by number, written, changed, taken back."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from participation.documents.markup import render_typed
from participation.live.selectors import Head, get_head
from participation.pictures.actions import Wanted
from participation.rest.asking import asked_number, check_parameters
from participation.rest.fields import Problem, moment
from participation.rest.filters import BIGGEST_ID
from participation.rest.views import Collection, Row, Rows, found, made, read, signed_in
from participation.voting.selectors import tally_of

from ..actions import add_topic_post, delete_post, edit_post, remove_card
from ..actions.writing import checked
from ..kept import kept
from ..models import Post, Topic
from ..selectors.topics import PostRow, Reaction, get_topic, get_topic_post, list_edits, list_topic_posts, post_rows
from .data import post_row_data
from .fields import EditOut, PostChange, PostIn, PostOut, PreviewOut, WordsIn
from .filters import ByNumber

LOCKED = OpenApiResponse(Problem, "`locked`: nothing is added to the topic")
SAID = OpenApiExample(
    "An answer",
    {"topic": 7, "parent": 640, "quote": "до моста", "body": "И от другата страна е тъмно. @Деница Георгиева"},
    request_only=True,
)


@extend_schema_view(
    list=extend_schema(
        summary="Posts of a topic",
        description="In the order of their numbers. What was taken back or hidden is there without its words.",
        parameters=[OpenApiParameter("topic", int, required=True)],
    ),
    retrieve=extend_schema(
        summary="One post",
        description="Taken back or hidden it is there without its words, as in the list: `gone` says so.",
    ),
    create=extend_schema(
        summary="Say something in a topic",
        request=PostIn,
        responses={200: PostOut, 201: PostOut, 409: LOCKED},
        examples=[SAID],
    ),
    partial_update=extend_schema(summary="Change your post", request=PostChange, responses={200: PostOut, 409: LOCKED}),
    destroy=extend_schema(summary="Take your post back", responses={204: None}),
)
class Posts(Collection):
    """What is said in topics."""

    serializer_class = PostOut
    pagination_class = ByNumber
    queryset = Post.objects.none()
    rates = {"create": "comments", "partial_update": "comments"}

    def list(self, request: Request) -> Response:
        check_parameters(request, ("topic", "from", "page_size"))
        pages = ByNumber()
        number, (first, size) = asked_number(request, "topic", most=BIGGEST_ID, example=7), pages.asked(request)
        topic = found(get_topic(number))
        return pages.answer(request, topic, first, size, self._page(topic, get_head(topic.scope), first, size))

    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(self._shown(found(get_topic_post(int(pk), also_gone=True))))

    def create(self, request: Request) -> Response:
        wanted = read(PostIn, request)
        post = add_topic_post(
            author=signed_in(request),
            topic_id=wanted["topic"],
            body=wanted["body"],
            parent_id=wanted.get("parent"),
            quote=wanted["quote"],
            organisation_id=wanted.get("organisation"),
            pictures=[Wanted(number) for number in wanted["pictures"]],
            client_key=wanted["client_key"],
        )
        counts = tally_of(post.question_id).counts if wanted["client_key"] else {}  # sent again, it may have some
        reactions = Reaction(counts)  # one's own never
        return Response(post_row_data(PostRow(post, reactions), post.thread.topic.pk), status=made(post))

    def partial_update(self, request: Request, pk: str) -> Response:
        wanted, post = read(PostChange, request, partial=True), _known(pk)
        named = wanted.get("pictures")
        pictures = None if named is None else [Wanted(number) for number in named]
        edit_post(editor=signed_in(request), post_id=post.pk, body=wanted.get("body", post.body), pictures=pictures)
        return Response(self._shown(_known(pk)))

    def destroy(self, request: Request, pk: str) -> Response:
        delete_post(editor=signed_in(request), post_id=_known(pk).pk)
        return Response(status=204)

    @extend_schema(summary="Take the card of its link away", request=None, responses={200: PostOut, 409: LOCKED})
    @action(detail=True, methods=["delete"], pagination_class=None)
    def card(self, request: Request, pk: str) -> Response:
        """The link stays in the words. The author only."""
        remove_card(editor=signed_in(request), post_id=_known(pk).pk)
        return Response(self._shown(_known(pk)))

    @extend_schema(summary="Its earlier wordings", responses=EditOut(many=True))
    @action(detail=True, methods=["get"], pagination_class=None)
    def edits(self, request: Request, pk: str) -> Response:
        """Newest first."""
        check_parameters(request, ())
        edits = list_edits(_known(pk))
        return Response([{"body": edit.body, "replaced_at": moment(edit.replaced_at)} for edit in edits])

    @extend_schema(summary="What words would look like", request=WordsIn, responses=PreviewOut)
    @action(detail=False, methods=["post"], pagination_class=None, permission_classes=[AllowAny])
    def preview(self, request: Request) -> Response:
        """Nothing is kept."""
        signed_in(request)
        return Response({"body_html": render_typed(checked(read(WordsIn, request)["body"]))})

    def _page(self, topic: Topic, head: Head, first: int, size: int) -> Rows:
        def rows() -> Rows:
            return [post_row_data(row, topic.pk) for row in list_topic_posts(topic, first, many=size, viewer=viewer)]

        viewer = self.request.user
        return rows() if viewer.is_authenticated else kept(head, ("data", first, size), rows)

    def _shown(self, post: Post) -> Row:
        topic: Topic = post.thread.topic
        return post_row_data(post_rows([post], self.request.user)[0], topic.pk)


def _known(pk: str) -> Post:
    return found(get_topic_post(int(pk)))
