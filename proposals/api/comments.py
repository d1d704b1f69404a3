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

from forums.actions import add_post, delete_post, edit_post
from forums.models import Post
from participation.rest.fields import IdField, Problem
from participation.rest.views import Collection, Rows, found, read, signed_in

from ..actions.answering import mark_proposal, unmark_proposal
from ..selectors.comments import CommentView, comment_views, thread_to_answer, visible_comments
from .data import comment_data
from .fields import CommentOut
from .filters import CommentFilters


class CommentIn(serializers.Serializer[Any]):
    """A comment on exactly one thing: a clause, a suggestion, or another comment."""

    clause = IdField(required=False, allow_null=True)
    suggestion = IdField(required=False, allow_null=True)
    parent = IdField(  # type: ignore[assignment]  # a field's name
        required=False, allow_null=True, help_text="the comment it answers"
    )
    body = serializers.CharField(max_length=20_000, help_text="Markdown, at most 5,000 characters")
    argument = serializers.ChoiceField(choices=["", *Post.Argument.values], default="")
    quote = serializers.CharField(max_length=500, default="", allow_blank=True, help_text="words of the clause")
    organisation = IdField(required=False, allow_null=True, help_text="speak for this organisation")
    client_key = serializers.CharField(
        max_length=40, default="", allow_blank=True, help_text="sent again, gives the comment made before: safe retries"
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One target; an answer may name what its first comment is about as well."""
        if attrs.get("parent") is None and (attrs.get("clause") is None) == (attrs.get("suggestion") is None):
            raise serializers.ValidationError(_("Name a clause, a suggestion, or the comment it answers."))
        return attrs


class CommentChange(serializers.Serializer[Any]):
    """New words."""

    body = serializers.CharField(max_length=20_000)


WINDOW = OpenApiResponse(Problem, "`closed` or `not_yet_open`, by the database's clock")


@extend_schema_view(
    list=extend_schema(summary="Comments"),
    retrieve=extend_schema(summary="One comment"),
    create=extend_schema(summary="Comment", request=CommentIn, responses={201: CommentOut, 409: WINDOW}),
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
        post = add_post(
            author=signed_in(request),
            thread_id=thread_id,
            body=wanted["body"],
            argument=wanted["argument"],
            parent_id=wanted.get("parent"),
            organisation_id=wanted.get("organisation"),
            quote=wanted["quote"],
            client_key=wanted["client_key"],
        )
        return Response(comment_data(CommentView(post, 0, supported=False)), status=201)

    def partial_update(self, request: Request, pk: str) -> Response:
        wanted, post = read(CommentChange, request), self._known(pk)
        return Response(self.one(edit_post(editor=signed_in(request), post_id=post.pk, body=wanted["body"])))

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

    def _known(self, pk: str) -> Post:
        return found(self.get_queryset().filter(pk=int(pk)).first())
