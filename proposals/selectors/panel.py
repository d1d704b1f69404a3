"""One clause with everything that was said about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from forums.models import Post
from forums.selectors import PostView, list_posts
from participation.voting.selectors import Tally, ballots_of, tallies_of

from ..models import Clause, Consultation, Passage, Suggestion
from .reading import ClauseView, latest_version, list_clauses


@dataclass
class SuggestionView:
    """A suggestion as a page shows it, with the text it would change and its answer where that is public."""

    suggestion: Suggestion
    original: str
    comments: int
    support: int = 0
    supported: bool = False


def get_clause(consultation: Consultation, clause_id: int, *, viewer: object = None) -> ClauseView | None:
    """The clause as it stands in the newest version, with its tally and the reader's own stance; None if not there.

    The whole outline is read with it, because a clause is named after what stands above it.
    """
    version = latest_version(consultation)
    if version is None:
        return None
    return next((view for view in list_clauses(version, viewer=viewer) if view.pk == clause_id), None)


def clause_posts(clause: Clause, *, viewer: object = None) -> list[PostView]:
    """The clause's comments as a tree; three queries."""
    return list_posts(clause.thread_id, viewer=viewer) if clause.thread_id else []


def clause_suggestions(clause: Clause, *, viewer: object = None) -> list[SuggestionView]:
    """Its suggestions, the most supported first; those taken back or hidden are left out. Three queries."""
    found = list(readable_suggestions().filter(clause=clause).order_by("created_at", "id"))
    questions = [suggestion.question_id for suggestion in found]
    tallies, own = tallies_of(questions), ballots_of(viewer, questions)
    views = [_view(suggestion, tallies[suggestion.question_id], suggestion.question_id in own) for suggestion in found]
    return sorted(views, key=lambda view: -view.support)


def get_suggestion_view(suggestion_id: int, *, viewer: object = None) -> SuggestionView | None:
    """One readable suggestion, or None."""
    found = readable_suggestions().filter(pk=suggestion_id).first()
    if found is None:
        return None
    own = ballots_of(viewer, [found.question_id])
    return _view(found, tallies_of([found.question_id])[found.question_id], bool(own))


def readable_suggestions():  # type: ignore[no-untyped-def]  # a QuerySet of Suggestion
    """Suggestions that are neither hidden nor taken back, with all that is shown of them."""
    return Suggestion.objects.filter(hidden_at=None).exclude(state=Suggestion.State.WITHDRAWN).select_related(
        "author", "organisation", "passage", "thread", "clause", "proposal"
    )


def _view(suggestion: Suggestion, tally: Tally, supported: bool) -> SuggestionView:
    return SuggestionView(suggestion, suggestion.passage.body, suggestion.thread.post_count, tally.total, supported)
