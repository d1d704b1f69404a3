"""Filters that are allow-lists: a parameter nobody declared is an error that names it, never a silent no."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

BIGGEST_ID = 2**63 - 1
PAGING = frozenset({"page", "page_size"})
MOST_VALUES = 50  # of one parameter


@extend_schema_field(OpenApiTypes.INT)
class IdFilter(django_filters.NumberFilter):
    """A whole number that a key can be; "1e9", "-1" and numbers no database knows are errors, not queries."""

    field_class = forms.IntegerField

    def __init__(self, **extra: Any) -> None:
        super().__init__(min_value=1, max_value=BIGGEST_ID, **extra)


class Ordering(django_filters.OrderingFilter):
    """Allow-listed orderings; rows that are equal in one keep one order, so that no page repeats or skips a row."""

    def filter(self, qs: QuerySet[Any], value: list[str] | None) -> QuerySet[Any]:
        """The rows in this order."""
        ordered: QuerySet[Any] = super().filter(qs, value)
        return ordered.order_by(*ordered.query.order_by, "id") if value else ordered


class StrictFilters(DjangoFilterBackend):
    """django-filter over a view's ``filterset_class``; 400 for every parameter that is not declared there."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        filterset = getattr(view, "filterset_class", None)
        check_parameters(request, frozenset(filterset.base_filters) if filterset else frozenset())
        filtered: QuerySet[Any] = super().filter_queryset(request, queryset, view)
        return filtered


def check_parameters(request: Request, known: frozenset[str]) -> None:
    """Raises ValidationError naming each query parameter that is neither known nor about paging."""
    unknown = sorted(set(request.query_params) - known - PAGING)
    if unknown:
        names = ", ".join(sorted(known | PAGING))
        raise ValidationError(
            {name: [_("There is no such filter. Known: %(names)s.") % {"names": names}] for name in unknown}
        )
    for name, values in request.query_params.lists():
        if len(values) > MOST_VALUES:
            raise ValidationError({name: [_("Too many values.")]})
