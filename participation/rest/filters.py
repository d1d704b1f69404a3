"""Filters that are allow-lists: a parameter nobody declared is an error that names it, never a silent no."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from .asking import PAGING, check_parameters

BIGGEST_ID = 2**63 - 1


@extend_schema_field(OpenApiTypes.INT)
class IdFilter(django_filters.NumberFilter):
    """A whole number that a key can be; "1e9", "-1" and numbers no database knows are errors, not queries."""

    field_class = forms.IntegerField

    def __init__(self, **extra: Any) -> None:
        super().__init__(min_value=1, max_value=BIGGEST_ID, **extra)


class Ordering(django_filters.OrderingFilter):
    """Allow-listed orderings; rows that are equal in one keep one order, so that no page repeats or skips a row."""

    descending_fmt = (
        "%s (descending)"  # the library's own is translated while modules load, into whatever language then
    )

    def filter(self, qs: QuerySet[Any], value: list[str] | None) -> QuerySet[Any]:
        """The rows in this order."""
        ordered: QuerySet[Any] = super().filter(qs, value)
        return ordered.order_by(*ordered.query.order_by, "id") if value else ordered


class StrictFilters(DjangoFilterBackend):
    """django-filter over a view's ``filterset_class``; 400 for every parameter that is not declared there."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        filterset = getattr(view, "filterset_class", None)
        wrong: dict[str, Any] = {}
        try:
            check_parameters(request, PAGING | frozenset(filterset.base_filters if filterset else ()))
        except ValidationError as unknown:
            wrong |= _by_name(unknown)
        filtered = queryset
        try:
            filtered = super().filter_queryset(request, queryset, view)
        except ValidationError as unfit:
            wrong |= _by_name(unfit)
        if wrong:
            raise ValidationError(wrong)
        return filtered


def _by_name(error: ValidationError) -> dict[str, Any]:
    return dict(error.detail) if isinstance(error.detail, dict) else {"non_field_errors": error.detail}
