"""Suggested wordings as pages and the API show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from forums.telling import author_data
from participation.voting.selectors import ballots_of, tallies_of

from ..models import Suggestion
from .states import visible_to


@dataclass
class SuggestionView:
    """A suggestion with its support, and whether the reader supports it."""

    suggestion: Suggestion
    support: int = 0
    supported: bool = False


def readable_suggestions() -> QuerySet[Suggestion]:
    """Suggestions that no moderator has hidden, with author, organisation, the text they change and their thread."""
    return Suggestion.objects.filter(hidden_at=None).select_related(
        "author", "organisation", "passage", "clause", "thread", "proposal"
    )


def visible_suggestions(viewer: object) -> QuerySet[Suggestion]:
    """Readable suggestions of the consultations the viewer may know of, oldest first."""
    return readable_suggestions().filter(clause__consultation__in=visible_to(viewer)).order_by("created_at", "id")


def list_suggestions(clause_id: int, *, viewer: object = None) -> list[SuggestionView]:
    """Suggestions for a clause, those still standing first, then by support: three queries."""
    views = views_of(list(readable_suggestions().filter(clause_id=clause_id).order_by("created_at", "id")), viewer)
    return sorted(views, key=lambda view: (view.suggestion.state != Suggestion.State.PENDING, -view.support))


def gone_suggestions(numbers: Iterable[int]) -> dict[int, str]:
    """Those of the suggestions that a moderator has ``hidden`` or their author has ``withdrawn``; one query."""
    rows = Suggestion.objects.filter(Q(hidden_at__isnull=False) | Q(state=Suggestion.State.WITHDRAWN))
    found = rows.filter(pk__in=list(numbers)).values_list("pk", "hidden_at")
    return {pk: "hidden" if hidden else "withdrawn" for pk, hidden in found}


def get_suggestion(suggestion_id: int, *, viewer: object = None) -> SuggestionView | None:
    """One readable suggestion, or None."""
    found = readable_suggestions().filter(pk=suggestion_id).first()
    return views_of([found], viewer)[0] if found else None


def clause_of_suggestion(suggestion_id: int) -> int | None:
    """The clause that a readable suggestion would change, or None."""
    return Suggestion.objects.filter(pk=suggestion_id, hidden_at=None).values_list("clause_id", flat=True).first()


def clauses_of(suggestion_ids: Iterable[int]) -> dict[int, int]:
    """``{suggestion: the clause it would change}`` of those that everybody reads; one query, none for none."""
    wanted = list(suggestion_ids)
    if not wanted:
        return {}
    return dict(Suggestion.objects.filter(pk__in=wanted, hidden_at=None).values_list("pk", "clause_id"))


def views_of(suggestions: list[Suggestion], viewer: object = None) -> list[SuggestionView]:
    """Views with support and the viewer's own support: two queries."""
    questions = [suggestion.question_id for suggestion in suggestions]
    tallies, own = tallies_of(questions), ballots_of(viewer, questions)
    return [SuggestionView(s, tallies[s.question_id].total, s.question_id in own) for s in suggestions]


def suggestion_data(suggestion: Suggestion, *, count: int | None = None) -> dict[str, Any]:
    """The suggestion as live streams and the API tell it: the same for every listener."""
    data: dict[str, Any] = {
        "id": suggestion.pk,
        "clause": suggestion.clause_id,
        "author": author_data(suggestion.author, suggestion.organisation, suggestion.group),
        "original": suggestion.passage.body,
        "text": suggestion.text,
        "reason": suggestion.reason,
        "reason_html": suggestion.reason_html,
        "state": suggestion.state,
        "is_masked": suggestion.masked_at is not None,
        "question": suggestion.question_id,
        "thread": suggestion.thread_id,
        "created_at": suggestion.created_at.isoformat(),
    }
    if count is not None:
        data["count"] = count
    return data
