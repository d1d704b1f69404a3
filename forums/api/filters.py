"""What can be asked for; nothing else can. Posts are paged by their numbers, not by counting rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from participation.rest.asking import BIG, asked_number
from participation.rest.filters import IdFilter, Ordering

from ..models import Topic
from ..selectors.mine import SHOWS, narrowed
from ..selectors.topics import matching

MOST, USUAL = 200, 30


class ForumFilters(django_filters.FilterSet):
    """Forums by place and by what they belong to."""

    municipality = django_filters.CharFilter(
        field_name="municipality__code", lookup_expr="iexact", max_length=8, help_text="code, such as VAR16"
    )
    scope = django_filters.CharFilter(max_length=60, help_text="such as `consultation.12`")


class CategoryFilters(django_filters.FilterSet):
    """Categories by forum."""

    forum = IdFilter(field_name="forum")


class TopicFilters(django_filters.FilterSet):
    """Topics by where they stand, by words, and by what they are to whoever asks."""

    forum = IdFilter(field_name="forum")
    category = IdFilter(field_name="category")
    municipality = django_filters.CharFilter(
        field_name="forum__municipality__code", lookup_expr="iexact", max_length=8, help_text="code, such as VAR16"
    )
    search = django_filters.CharFilter(method="by_words", max_length=100, help_text="words of title and posts")
    show = django_filters.ChoiceFilter(
        method="for_reader",
        choices=[(name, name) for name in SHOWS],
        help_text=(
            "`unread`: with posts that you have not read, of what you opened or follow; `followed`; `mine`: where you spoke; "
            "`ignored`. All of them for nobody"
        ),
    )
    ordering = Ordering(fields={"last_post_at": "last_post_at", "created_at": "created_at"})

    def by_words(self, rows: QuerySet[Topic], _name: str, value: str) -> QuerySet[Topic]:
        """Every word stands in the title or in a post that can be read."""
        return matching(rows, value)

    def for_reader(self, rows: QuerySet[Topic], _name: str, value: str) -> QuerySet[Topic]:
        """As the site narrows its lists."""
        return narrowed(rows, getattr(self.request, "user", None), value)


class ByNumber(BasePagination):
    """``?topic=5&from=640``: posts from this number on; ``next`` and ``previous`` lead to their neighbours."""

    def asked(self, request: Request) -> tuple[int, int]:
        """The first number and how many. Raises ValidationError by parameter."""
        first = asked_number(request, "from", most=BIG, example=31, usual=1)
        size = asked_number(request, "page_size", most=MOST, example=USUAL, usual=USUAL)
        return first, size

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """As OpenAPI has them."""
        said = {"from": "number of the first post, 1 without it", "page_size": f"at most {MOST}"}
        return [
            {"name": name, "required": False, "in": "query", "description": words, "schema": {"type": "integer"}}
            for name, words in said.items()
        ]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The shape of every list."""
        link = {"type": ["string", "null"], "format": "uri", "description": "null at the end"}
        properties = {"count": {"type": "integer"}, "next": link, "previous": link, "results": schema}
        return {"type": "object", "required": list(properties), "properties": properties}

    def answer(self, request: Request, topic: Topic, first: int, size: int, results: Sequence[Any]) -> Response:
        """The posts, how many readable ones there are in all, and the ways to those before and after."""

        def way(number: int) -> str:
            return request.build_absolute_uri(f"?topic={topic.pk}&from={number}&page_size={size}")

        last = topic.thread.last_number
        return Response(
            {
                "count": topic.thread.post_count,
                "next": way(first + size) if first + size <= last else None,
                "previous": way(max(1, min(first, last + 1) - size)) if first > 1 and last else None,
                "results": results,
            }
        )
