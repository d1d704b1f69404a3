"""The base of the API's views: selectors give rows, a function makes dictionaries of them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.http import Http404
from django.urls import NoReverseMatch, resolve
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.viewsets import GenericViewSet

from participation.refusals import NotAllowed, SignInFirst
from participation.retries import was_there

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

    makers: tuple[str, ...] = ("create",)  # operations that make one more of the collection

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """A refusal is JSON, whatever else was asked for; what was made says where it is."""
        if response.status_code >= 400:
            request.accepted_renderer, request.accepted_media_type = JSONRenderer(), JSONRenderer.media_type
        if (
            response.status_code == 201
            and "Location" not in response
            and (where := self.address_of_made(request, response.data))
        ):
            response["Location"] = where
        return super().finalize_response(request, response, *args, **kwargs)

    def address_of_made(self, request: Request, made: Row | Rows) -> str:
        """The address where one that was made can be read; otherwise the one it was sent to; empty if neither answers GET."""
        told = made if isinstance(made, dict) else {}
        name = told.get(self.lookup_url_kwarg or self.lookup_field, told.get("id"))
        if self.action in self.makers and name is not None:
            with contextlib.suppress(NoReverseMatch):
                kept = {self.lookup_url_kwarg or self.lookup_field: name}
                where = reverse(f"{self.basename}-detail", kwargs=kept)
                if _can_be_read(where):
                    return str(request.build_absolute_uri(where))
        return str(request.build_absolute_uri(request.path)) if _can_be_read(request.path) else ""

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


def _can_be_read(path: str) -> bool:
    return "get" in getattr(resolve(path).func, "actions", {})


def made(row: Any) -> int:
    """The status that tells whether an action made this, or found it there."""
    return 200 if was_there(row) else 201


def found(row: T | None) -> T:
    """The row, or 404."""
    if row is None:
        raise Http404
    return row


def read(
    serializer: type[serializers.Serializer[Any]],
    request: Request,
    *,
    may: Callable[[], bool] | None = None,
    **extra: Any,
) -> dict[str, Any]:
    """The body, checked field by field. Raises ValidationError by field, also for one that is not declared: a mistyped
    name would otherwise be taken for nothing at all. Whoever ``may`` not do it is not told what is missing: NotAllowed.
    """
    form = serializer(data=request.data, **extra)
    form.is_valid()
    wrong = {**form.errors, **undeclared(form, request.data)}
    if wrong and may is not None and not may():
        raise NotAllowed
    if wrong:
        raise serializers.ValidationError(wrong)
    return dict(form.validated_data)


def undeclared(form: serializers.BaseSerializer[Any], sent: Any) -> dict[str, list[str]]:
    """What was sent and is no field, by its name, such as ``items.0.minuts``."""
    if isinstance(form, serializers.ListSerializer) and isinstance(sent, list):
        inside: Any = form.child
        return {
            f"{place}.{name}": said for place, one in enumerate(sent) for name, said in undeclared(inside, one).items()
        }
    if not isinstance(form, serializers.Serializer) or not isinstance(sent, Mapping):
        return {}
    said = _("There is no such field. Known: %(names)s.") % {"names": ", ".join(sorted(form.fields))}
    wrong = {str(name): [said] for name in sent if name not in form.fields}
    for field in form.fields.values():
        if isinstance(field, serializers.BaseSerializer) and field.field_name in sent:
            inner = undeclared(field, sent[field.field_name])
            wrong |= {f"{field.field_name}.{name}": words for name, words in inner.items()}
    return wrong


def signed_in(request: Request) -> Any:
    """The person; SignInFirst for nobody."""
    if not request.user.is_authenticated:
        raise SignInFirst
    return request.user
