"""Dictionaries as they go out. Serializers would say the same a hundred times slower; a test holds the two together."""

from __future__ import annotations

from typing import Any

from forums.telling import post_data
from participation.rest.fields import moment, place_short
from participation.rest.views import Row

from ..models import Consultation
from ..selectors.comments import CommentView
from ..selectors.numbers import Numbers
from ..selectors.reading import ClauseView
from ..selectors.suggestions import SuggestionView, suggestion_data

DETAILS = (
    "institution", "reg_num", "act_type", "law", "short_term_reason", "contact_name", "contact_email", "contact_phone",
    "way_email", "way_counter", "way_post", "motives_reasons", "motives_aims", "motives_resources", "motives_results",
    "motives_eu_check", "document_introduction", "document_aims", "document_process", "document_related",
    "document_questions",
)  # fmt: skip


def consultation_data(row: Consultation, numbers: Numbers) -> Row:
    """See ConsultationOut. The row has its ``state``, municipality and window at hand."""
    window = row.window
    return {
        "id": row.pk,
        "title": row.title,
        "summary": row.summary,
        "kind": row.kind,
        "state": row.state,
        "language": row.language,
        "municipality": place_short(row.municipality),
        "policy_area": row.policy_area,
        "opens_at": moment(window.opens_at),
        "closes_at": moment(window.closes_at),
        "published_at": moment(row.published_at),
        "answers_due_on": row.answers_due_on.isoformat() if row.answers_due_on else None,
        "answered_at": moment(row.answered_at),
        "adopted_on": row.adopted_on.isoformat() if row.adopted_on else None,
        "decision_number": row.decision_number,
        "withdrawn_at": moment(row.withdrawn_at),
        "clauses": numbers.clauses,
        "ballots": numbers.ballots,
        "comments": numbers.comments,
        "suggestions": numbers.suggestions,
        "stream": row.scope,
        "url": row.get_absolute_url(),
    }


def consultation_detail(row: Consultation, numbers: Numbers) -> Row:
    """See ConsultationDetail."""
    details: dict[str, Any] = {name: getattr(row, name) for name in DETAILS}
    sealed = {"sealed_at": moment(row.window.sealed_at), "digest": row.window.digest}
    preparing = row.stage == Consultation.Stage.PREPARING
    planned = {
        "planned_opens_at": moment(row.planned_opens_at) if preparing else None,
        "planned_closes_at": moment(row.planned_closes_at) if preparing else None,
    }
    ended = {"withdrawn_reason": row.withdrawn_reason, "report_note": row.report_note}
    return {**consultation_data(row, numbers), **details, **planned, **sealed, **ended}


def clause_data(view: ClauseView, *, viewer: object = None) -> Row:
    """See ClauseOut."""
    passage, clause = view.passage, view.clause
    consultation_id = passage.version.consultation_id
    known = bool(getattr(viewer, "is_authenticated", False))
    return {
        "id": clause.pk,
        "consultation": consultation_id,
        "version": passage.version.number,
        "position": passage.position,
        "depth": passage.depth,
        "kind": passage.kind,
        "label": passage.label,
        "heading": passage.heading,
        "text": passage.body,
        "html": passage.body_html,
        "question": clause.question_id,
        "tally": view.tally.as_data() if view.tally else None,
        "own": view.own.choice if known and view.own else None,
        "comment_count": view.comment_count,
        "suggestion_count": clause.suggestion_count,
        "url": f"/consultations/{consultation_id}/clauses/{clause.pk}/",
    }


def comment_data(view: CommentView) -> Row:
    """See CommentOut: what the live stream says, with support and what it is about as numbers."""
    post = view.post
    kind, _dot, number = post.thread.ref.partition(".")
    return {
        **post_data(post, thread_ref=post.thread.ref),
        "consultation": int(post.thread.scope.rpartition(".")[2]),
        "clause": int(number) if kind == "clause" else None,
        "suggestion": int(number) if kind == "suggestion" else None,
        "support": view.support,
        "supported": view.supported,
    }


def suggestion_row(view: SuggestionView, *, viewer: object = None) -> Row:
    """See SuggestionOut. The suggestion has clause, thread and passage at hand."""
    suggestion = view.suggestion
    consultation_id = suggestion.clause.consultation_id
    return {
        **suggestion_data(suggestion),
        "consultation": consultation_id,
        "support": view.support,
        "supported": view.supported if getattr(viewer, "is_authenticated", False) else None,
        "comment_count": suggestion.thread.post_count,
        "url": f"/consultations/{consultation_id}/clauses/{suggestion.clause_id}/",
    }
