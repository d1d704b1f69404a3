"""Hiding a suggested wording by a moderator's decision, in whole or in part, and restoring it. The decision and its
statement are the moderation room's, and it alone calls these (through ``proposals.subjects``).
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.db import transaction

from forums.actions.quotes import quotes_in, set_quotes, tell_quotes
from forums.actions.writing import LONGEST_QUOTE
from participation.database import db_now
from participation.documents.markup import render_typed
from participation.live.actions import SUPERSEDED, publish, scrub
from participation.moderation.masking import mask, mask_where_there
from participation.voting.actions import close_question

from ..models import Suggestion
from .taking_part import count_suggestion, locked_suggestion, scope_of, told_of


@transaction.atomic
def hide_suggestion(*, suggestion_id: int) -> Suggestion:
    """By a moderator's decision nobody reads it any more, on any screen, in any stream's past, in no comment's quote."""
    suggestion = locked_suggestion(suggestion_id)
    if suggestion.hidden_at is None:
        suggestion.hidden_at = db_now()
        suggestion.save(update_fields=["hidden_at"])
        close_question(suggestion.question_id)
        if suggestion.state == Suggestion.State.PENDING:
            count_suggestion(suggestion.clause, -1)
        scrub(stream=scope_of(suggestion), ref=suggestion.ref, data={"id": suggestion.pk})
        tell_quotes(thread_id=suggestion.thread_id, is_gone=True)
        gone = {"id": suggestion.pk, "clause": suggestion.clause_id, "count": suggestion.clause.suggestion_count}
        gone["thread"] = suggestion.thread_id
        publish(stream=scope_of(suggestion), kind="suggestion.hidden", data=gone, ref=suggestion.ref)
    return suggestion


@transaction.atomic
def restore_suggestion(*, suggestion_id: int) -> Suggestion:
    """It is read again."""
    suggestion = locked_suggestion(suggestion_id)
    if suggestion.hidden_at is not None:
        suggestion.hidden_at = None
        suggestion.save(update_fields=["hidden_at"])
        if suggestion.state == Suggestion.State.PENDING:
            close_question(suggestion.question_id, is_open=True)
            count_suggestion(suggestion.clause, 1)
        tell_quotes(thread_id=suggestion.thread_id, is_gone=False)
        publish(stream=scope_of(suggestion), kind="suggestion.restored", data=told_of(suggestion), ref=suggestion.ref)
    return suggestion


@transaction.atomic
def mask_suggestion(*, suggestion_id: int, words: Sequence[str]) -> str:
    """The passages are behind a mark everywhere, in the wording, its reason and where comments quote them; gives back
    what ``unmask_suggestion`` needs. Raises BadInput for a passage that stands in neither.
    """
    suggestion = locked_suggestion(suggestion_id)
    kept = {"text": suggestion.text, "reason": suggestion.reason}
    text, reason = mask([suggestion.text, suggestion.reason], words)
    quotes = quotes_in(thread_id=suggestion.thread_id)
    masked = {pk: mask_where_there(quote, words)[:LONGEST_QUOTE] for pk, quote in quotes.items()}
    _requote(suggestion, masked)
    _reword(suggestion, text, reason, is_masked=True)
    return json.dumps({**kept, "quotes": quotes}, ensure_ascii=False)


@transaction.atomic
def unmask_suggestion(*, suggestion_id: int, original: str) -> Suggestion:
    """Every word is back."""
    suggestion, kept = locked_suggestion(suggestion_id), json.loads(original)
    quotes = {int(pk): quote for pk, quote in kept.get("quotes", {}).items()}
    _requote(suggestion, quotes)
    return _reword(suggestion, kept["text"], kept["reason"], is_masked=False)


def _requote(suggestion: Suggestion, quotes: dict[int, str]) -> None:
    set_quotes(thread_id=suggestion.thread_id, quotes=quotes, is_gone=suggestion.hidden_at is not None)


def _reword(suggestion: Suggestion, text: str, reason: str, *, is_masked: bool) -> Suggestion:
    suggestion.text, suggestion.reason, suggestion.reason_html = text, reason, render_typed(reason)
    suggestion.masked_at = db_now() if is_masked else None
    suggestion.save(update_fields=["text", "reason", "reason_html", "masked_at"])
    if suggestion.hidden_at is None:
        scrub(stream=scope_of(suggestion), ref=suggestion.ref, data={"id": suggestion.pk}, kind=SUPERSEDED)
        publish(stream=scope_of(suggestion), kind="suggestion.reworded", data=told_of(suggestion), ref=suggestion.ref)
    return suggestion
