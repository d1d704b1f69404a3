"""What can be asked for; nothing else can."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet

from forums.models import Post
from participation.database import contains
from participation.rest.filters import IdFilter, Ordering

from ..models import Consultation, Passage, Suggestion
from ..selectors.consultations import matching, with_comment_count


class ChoicesFilter(django_filters.BaseInFilter, django_filters.ChoiceFilter):
    """One or several of the choices, separated by commas."""


class ConsultationFilters(django_filters.FilterSet):
    """Consultations by place, state, kind, language and words."""

    state = ChoicesFilter(choices=Consultation.State.choices, help_text="one or several: `open,announced`")
    municipality = django_filters.CharFilter(
        field_name="municipality__code", lookup_expr="iexact", max_length=8, help_text="code, such as VAR16"
    )
    kind = ChoicesFilter(choices=Consultation.Kind.choices)
    language = django_filters.CharFilter(max_length=5)
    search = django_filters.CharFilter(method="by_words", max_length=100, help_text="words of title and summary")
    ordering = Ordering(
        fields={
            "published_at": "published_at",
            "window__opens_at": "opens_at",
            "window__closes_at": "closes_at",
            "title": "title",
            "comment_count": "comments",
        },
    )

    def by_words(self, rows: QuerySet[Consultation], _name: str, value: str) -> QuerySet[Consultation]:
        """Every word stands in the title or the summary."""
        return matching(rows, value)

    def filter_queryset(self, queryset: QuerySet[Consultation]) -> QuerySet[Consultation]:
        """Drafts are listed only where they are asked for; the number of comments is counted only to order by it."""
        values: dict[str, Any] = self.form.cleaned_data
        if "preparing" not in (values.get("state") or []):
            queryset = queryset.exclude(stage=Consultation.Stage.PREPARING)
        if any(name.lstrip("-") == "comments" for name in values.get("ordering") or []):
            queryset = with_comment_count(queryset)
        found: QuerySet[Consultation] = super().filter_queryset(queryset)
        return found


class ClauseFilters(django_filters.FilterSet):
    """Clauses by consultation."""

    consultation = IdFilter(field_name="version__consultation")
    kind = ChoicesFilter(choices=Passage.Kind.choices)


class CommentFilters(django_filters.FilterSet):
    """Comments by what they are about."""

    consultation = IdFilter(field_name="thread__window__consultation")
    clause = IdFilter(field_name="thread__clause")
    suggestion = IdFilter(field_name="thread__suggestion")
    parent = IdFilter(field_name="parent", help_text="answers to this comment")
    first = django_filters.BooleanFilter(field_name="parent", lookup_expr="isnull", help_text="true: no answers")
    argument = ChoicesFilter(choices=Post.Argument.choices)
    proposals = django_filters.BooleanFilter(field_name="is_proposal", help_text="true: those marked to be answered")
    search = django_filters.CharFilter(method="by_words", max_length=100, help_text="words of it")
    ordering = Ordering(fields={"created_at": "created_at"})

    def by_words(self, rows: QuerySet[Post], _name: str, value: str) -> QuerySet[Post]:
        """Every word stands in what can still be read: words that were hidden or deleted are not to be guessed."""
        rows = rows.filter(hidden_at=None, deleted_at=None)
        for word in value.split()[:6]:
            rows = rows.filter(contains("body", word))
        return rows


class SuggestionFilters(django_filters.FilterSet):
    """Suggestions by what they would change."""

    consultation = IdFilter(field_name="clause__consultation")
    clause = IdFilter(field_name="clause")
    state = ChoicesFilter(choices=Suggestion.State.choices)
    ordering = Ordering(fields={"created_at": "created_at"})
