"""Comments: read, written, changed, taken back; marked by officials as proposals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from forums.actions import delete_post, edit_post, remove_card
from forums.actions.writing import LONGEST
from forums.models import Post
from participation.pictures.actions import MOST, Wanted
from participation.rest.fields import IdField, Problem
from participation.rest.views import Collection, Rows, found, made, read, signed_in

from ..actions.answering import mark_proposal, unmark_proposal
from ..actions.commenting import add_comment
from ..selectors.comments import CommentView, comment_views, thread_to_answer, visible_comments
from .data import comment_data
from .fields import CommentOut
from .filters import CommentFilters

PICTURES = "sent before to `pictures/`, in the order in which they are shown"


class CommentIn(serializers.Serializer[Any]):
    """A comment on exactly one thing: a clause, a suggestion, or another comment."""

    clause = IdField(required=False, allow_null=True)
    suggestion = IdField(required=False, allow_null=True)
    parent = IdField(  # type: ignore[assignment]  # a field's name
        required=False, allow_null=True, help_text="the comment it answers"
    )
    body = serializers.CharField(max_length=LONGEST, help_text="Markdown")
    argument = serializers.ChoiceField(choices=["", *Post.Argument.values], default="")
    quote = serializers.CharField(
        max_length=500, default="", allow_blank=True, help_text="words of the clause, which must stand in its text"
    )
    organisation = IdField(required=False, allow_null=True, help_text="speak for this organisation")
    pictures = serializers.ListField(child=IdField(), max_length=MOST, default=list, help_text=PICTURES)
    client_key = serializers.CharField(
        max_length=40, default="", allow_blank=True, help_text="sent again, gives the comment made before: safe retries"
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One target; an answer may name what its first comment is about as well."""
        if attrs.get("parent") is None and (attrs.get("clause") is None) == (attrs.get("suggestion") is None):
            raise serializers.ValidationError(_("Name a clause, a suggestion, or the comment it answers."))
        return attrs


class CommentChange(serializers.Serializer[Any]):
    """New words, and which pictures stand beside them from now on."""

    body = serializers.CharField(max_length=LONGEST)
    pictures = serializers.ListField(
        child=IdField(), max_length=MOST, required=False, help_text=f"{PICTURES}; left out, they stay as they are"
    )


WINDOW = OpenApiResponse(Problem, "`closed` or `not_yet_open`, by the database's clock")


@extend_schema_view(
    list=extend_schema(summary="Comments"),
    retrieve=extend_schema(summary="One comment"),
    create=extend_schema(
        summary="Comment", request=CommentIn, responses={200: CommentOut, 201: CommentOut, 409: WINDOW}
    ),
    partial_update=extend_schema(
        summary="Change your comment", request=CommentChange, responses={200: CommentOut, 409: WINDOW}
    ),
    destroy=extend_schema(summary="Take your comment back", responses={204: None, 409: WINDOW}),
)
class Comments(Collection):
    """What is said about clauses and suggestions."""

    serializer_class = CommentOut
    filterset_class = CommentFilters
    queryset = Post.objects.none()
    rates = {"create": "comments", "partial_update": "comments"}

    def get_queryset(self) -> QuerySet[Post]:
        return visible_comments(self.request.user)

    def present(self, rows: Sequence[Post]) -> Rows:
        return [comment_data(view) for view in comment_views(list(rows), self.request.user)]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(self.one(self._known(pk)))

    def create(self, request: Request) -> Response:
        wanted = read(CommentIn, request)
        thread_id = thread_to_answer(
            viewer=request.user,
            clause_id=wanted.get("clause"),
            suggestion_id=wanted.get("suggestion"),
            parent_id=wanted.get("parent"),
        )
        post = add_comment(
            author=signed_in(request),
            thread_id=thread_id,
            body=wanted["body"],
            argument=wanted["argument"],
            parent_id=wanted.get("parent"),
            organisation_id=wanted.get("organisation"),
            quote=wanted["quote"],
            pictures=[Wanted(number) for number in wanted["pictures"]],
            client_key=wanted["client_key"],
        )
        return Response(comment_data(CommentView(post, 0, supported=False)), status=made(post))

    def partial_update(self, request: Request, pk: str) -> Response:
        wanted, post = read(CommentChange, request, partial=True), self._known(pk)
        named = wanted.get("pictures")
        pictures = None if named is None else [Wanted(number) for number in named]
        changed = edit_post(
            editor=signed_in(request), post_id=post.pk, body=wanted.get("body", post.body), pictures=pictures
        )
        return Response(self.one(changed))

    def destroy(self, request: Request, pk: str) -> Response:
        delete_post(editor=signed_in(request), post_id=self._known(pk).pk)
        return Response(status=204)

    @extend_schema(methods=["POST"], summary="Mark as a proposal to be answered", request=None, responses=CommentOut)
    @extend_schema(methods=["DELETE"], summary="No longer a proposal", request=None, responses={200: CommentOut})
    @action(detail=True, methods=["post", "delete"], filterset_class=None)
    def mark_proposal(self, request: Request, pk: str) -> Response:
        """Officials of the consultation's municipality only."""
        act = mark_proposal if request.method == "POST" else unmark_proposal
        act(official=signed_in(request), post_id=self._known(pk).pk)
        return Response(self.one(self._known(pk)))

    @extend_schema(summary="Take the card of its link away", request=None, responses={200: CommentOut, 409: WINDOW})
    @action(detail=True, methods=["delete"], filterset_class=None)
    def card(self, request: Request, pk: str) -> Response:
        """The link stays in the words. The author only."""
        remove_card(editor=signed_in(request), post_id=self._known(pk).pk)
        return Response(self.one(self._known(pk)))

    def _known(self, pk: str) -> Post:
        return found(self.get_queryset().filter(pk=int(pk)).first())
