"""The base of the API's views: selectors give rows, a function makes dictionaries of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from participation.refusals import SignInFirst

from .filters import StrictFilters

Row = dict[str, Any]
Rows = list[Row]  # a view has a method called list, so it cannot name the type
T = TypeVar("T")


class Collection(GenericViewSet[Any]):
    """A collection: ``present`` turns one page of rows into dictionaries, all at once, so that it can ask for more
    about them in one query. ``serializer_class`` describes these dictionaries for the schema; a test holds it to that.
    """

    filter_backends = [StrictFilters]
    lookup_value_regex = r"[0-9]{1,18}"

    def present(self, rows: Sequence[Any]) -> Rows:
        """The rows as they go out."""
        raise AssertionError(f"{type(self).__name__} does not say how its rows go out")

    def answer(self, rows: Any) -> Response:
        """One page of the rows, filtered by the query."""
        page = self.paginate_queryset(self.filter_queryset(rows))
        return self.get_paginated_response(self.present(page or []))

    def one(self, row: Any | None) -> Row:
        """One row as it goes out; 404 for None."""
        return self.present([found(row)])[0]


def found(row: T | None) -> T:
    """The row, or 404."""
    if row is None:
        raise Http404
    return row


def read(serializer: type[serializers.Serializer[Any]], request: Request, **extra: Any) -> dict[str, Any]:
    """The body, checked field by field; only declared fields come out. Raises ValidationError by field."""
    form = serializer(data=request.data, **extra)
    form.is_valid(raise_exception=True)
    return dict(form.validated_data)


def signed_in(request: Request) -> Any:
    """The person; SignInFirst for nobody."""
    if not request.user.is_authenticated:
        raise SignInFirst
    return request.user
