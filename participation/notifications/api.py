"""One's own bell and what one follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from participation.live.policies import may_listen
from participation.rest.fields import moment
from participation.rest.views import Collection, Row, Rows, found, read, signed_in

from .actions import follow, mark_read, unfollow
from .kinds import body_of, title_of
from .models import Follow, Notification
from .selectors import list_follows, list_notifications


class NotificationOut(serializers.Serializer[Any]):
    """Something you were told."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    title = serializers.CharField(help_text="the sentence of the bell")
    text = serializers.CharField(allow_blank=True, help_text="what the mail says besides")
    data = serializers.DictField()  # type: ignore[assignment]  # a field's name
    url = serializers.CharField(allow_blank=True, help_text="path of the page it is about")
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)


class NotificationFilters(django_filters.FilterSet):
    """Read or not."""

    unread = django_filters.BooleanFilter(field_name="read_at", lookup_expr="isnull")


@extend_schema_view(list=extend_schema(summary="Your notifications"))
class Notifications(Collection):
    """The bell. As it rings, it is also told on the live stream `user.<your id>`."""

    serializer_class = NotificationOut
    filterset_class = NotificationFilters
    permission_classes = [IsAuthenticated]
    queryset = Notification.objects.none()

    def get_queryset(self) -> QuerySet[Notification]:
        return list_notifications(signed_in(self.request))

    def present(self, rows: Sequence[Notification]) -> Rows:
        return [
            {
                "id": row.pk,
                "kind": row.kind,
                "title": title_of(row.kind, row.data),
                "text": body_of(row.kind, row.data),
                "data": row.data,
                "url": row.url,
                "created_at": moment(row.created_at),
                "read_at": moment(row.read_at),
            }
            for row in rows
        ]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    @extend_schema(summary="One is read", operation_id="notifications_read", request=None, responses=NotificationOut)
    @action(detail=True, methods=["post"], filterset_class=None, url_path="read")
    def read_one(self, request: Request, pk: str) -> Response:
        """It counts as unread no longer."""
        known = found(self.get_queryset().filter(pk=int(pk)).first())
        mark_read(user=signed_in(request), notification_id=known.pk)
        return Response(self.one(self.get_queryset().filter(pk=known.pk).first()))

    @extend_schema(summary="All are read", operation_id="notifications_read_all", request=None, responses={204: None})
    @action(detail=False, methods=["post"], filterset_class=None, pagination_class=None, url_path="read")
    def read_all(self, request: Request) -> Response:
        """None is unread any more."""
        mark_read(user=signed_in(request))
        return Response(status=204)


class FollowOut(serializers.Serializer[Any]):
    """Something you follow."""

    scope = serializers.CharField(help_text="such as `consultation.12` or `topic.7`")
    since = serializers.DateTimeField()


class FollowIn(serializers.Serializer[Any]):
    """What to follow."""

    scope = serializers.RegexField(r"^(consultation|poll|project|session|topic)\.[0-9]{1,18}$", max_length=60)


@extend_schema_view(
    list=extend_schema(summary="What you follow"),
    create=extend_schema(summary="Follow", request=FollowIn, responses={200: FollowOut, 201: FollowOut}),
    destroy=extend_schema(summary="Follow no longer", responses={204: None}),
)
class Follows(Collection):
    """What you are told about: a consultation, a poll, a project, a session or a topic, as `consultation.12`."""

    serializer_class = FollowOut
    permission_classes = [IsAuthenticated]
    queryset = Follow.objects.none()
    lookup_field = "scope"
    lookup_value_regex = r"[a-z]{1,30}\.[0-9]{1,18}"

    def get_queryset(self) -> QuerySet[Follow]:
        return list_follows(signed_in(self.request))

    def present(self, rows: Sequence[Follow]) -> Rows:
        return [follow_data(row) for row in rows]

    def list(self, request: Request) -> Response:
        return self.answer(self.get_queryset())

    def create(self, request: Request) -> Response:
        person, scope = signed_in(request), read(FollowIn, request)["scope"]
        if not may_listen(person.pk, scope):
            raise serializers.ValidationError({"scope": [_("There is nothing of this name to follow.")]})
        there = self.get_queryset().filter(scope=scope).exists()
        follow(user=person, scope=scope)
        return Response(self.one(self.get_queryset().get(scope=scope)), status=200 if there else 201)

    def destroy(self, request: Request, scope: str) -> Response:
        found(self.get_queryset().filter(scope=scope).first())
        unfollow(user=signed_in(request), scope=scope)
        return Response(status=204)


def follow_data(row: Follow) -> Row:
    """See FollowOut."""
    return {"scope": row.scope, "since": moment(row.since)}
