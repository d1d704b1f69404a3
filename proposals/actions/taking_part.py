"""Suggesting another wording, taking it back, hiding and restoring it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from forums.actions import open_thread
from participation.database import db_now
from participation.documents.markup import render_markdown
from participation.limits import limit
from participation.live.actions import publish, scrub
from participation.organisations.speakers import speaking_as
from participation.places.selectors import can_act
from participation.record.actions import record
from participation.refusals import BadInput, NotAllowed, SignInFirst
from participation.voting.actions import close_question, open_question
from participation.voting.locks import lock_window

from ..models import Clause, Passage, Proposal, Suggestion
from ..selectors.suggestions import suggestion_data

LONGEST = 20_000  # characters of Markdown
LONGEST_REASON = 3000


def suggest_wording(
    *,
    author: object,
    clause_id: int,
    text: str,
    reason: str,
    organisation_id: int | None = None,
    client_key: str = "",
) -> Suggestion:
    """Another wording stands beside the clause, counted, recorded, told, and waiting for an answer.

    The same ``client_key`` again gives the suggestion made before. Raises SignInFirst, NotAllowed, TooMany, Closed,
    NotYetOpen, BadInput (nothing changed, no reason, too long, no such clause).
    """
    if not getattr(author, "is_authenticated", False):
        raise SignInFirst
    text, reason = text.replace("\r\n", "\n").strip(), reason.replace("\r\n", "\n").strip()
    if not reason:
        raise BadInput(_("Say in a sentence why it should be changed."), field="reason")
    if len(text) > LONGEST or len(reason) > LONGEST_REASON:
        raise BadInput(_("This is too long."), field="text" if len(text) > LONGEST else "reason")
    limit(f"suggest:{author.pk}", times=15, seconds=300)  # type: ignore[attr-defined]  # signed in, checked above
    try:
        with transaction.atomic():
            return _suggest(author, clause_id, text, reason, organisation_id, client_key[:40])
    except IntegrityError:
        sent = Suggestion.objects.filter(author=author, client_key=client_key[:40]).first() if client_key else None  # type: ignore[misc]  # signed in
        if sent is None:
            raise
        return sent


def _suggest(
    author: object, clause_id: int, text: str, reason: str, organisation_id: int | None, client_key: str
) -> Suggestion:
    passage = (
        Passage.objects.select_related("clause__consultation")
        .filter(clause_id=clause_id, clause__question__isnull=False)
        .order_by("-version__number")
        .first()
    )
    if passage is None:
        raise BadInput(_("There is no such clause to change."))
    if text == passage.body.strip():
        raise BadInput(_("The wording is the same as before. Change it first."), field="text")
    clause, consultation = passage.clause, passage.clause.consultation
    locked = lock_window(consultation.window_id)
    municipality_id = consultation.municipality_id
    speaker = speaking_as(user=author, organisation_id=organisation_id, municipality_id=municipality_id)
    scope = consultation.scope
    question = open_question(window_id=consultation.window_id, kind="support", stream=scope)
    thread = open_thread(window_id=consultation.window_id, scope=scope, stream=scope, ref="")
    suggestion = Suggestion.objects.create(
        clause=clause,
        passage=passage,
        author=speaker.user,
        organisation=speaker.organisation,
        group=speaker.group,
        text=text,
        reason=reason,
        reason_html=render_markdown(reason),
        question=question,
        thread=thread,
        client_key=client_key,
        created_at=locked.now,
    )
    type(question).objects.filter(pk=question.pk).update(ref=suggestion.ref)
    type(thread).objects.filter(pk=thread.pk).update(ref=suggestion.ref)
    Proposal.objects.create(consultation=consultation, clause=clause, suggestion=suggestion)
    _count(clause, 1)
    _record(suggestion, "suggestion.created")
    publish(stream=scope, kind="suggestion.created", data=_told(suggestion), ref=suggestion.ref)
    return suggestion


@transaction.atomic
def withdraw_suggestion(*, author: object, suggestion_id: int) -> Suggestion:
    """Its author takes it back: it stays readable as withdrawn and is not answered. Only while the window is open."""
    suggestion = _locked(suggestion_id)
    if not can_act(author) or suggestion.author_id != getattr(author, "pk", None):
        raise NotAllowed
    if suggestion.hidden_at is not None:  # already counted no more, and its words are told to nobody
        raise BadInput(_("This suggestion is not there any more."))
    lock_window(suggestion.clause.consultation.window_id)
    if suggestion.state == Suggestion.State.WITHDRAWN:
        return suggestion
    suggestion.state = Suggestion.State.WITHDRAWN
    suggestion.save(update_fields=["state"])
    Proposal.objects.filter(suggestion=suggestion).delete()
    close_question(suggestion.question_id)
    _count(suggestion.clause, -1)
    _record(suggestion, "suggestion.withdrawn")
    publish(stream=_scope(suggestion), kind="suggestion.withdrawn", data=_told(suggestion), ref=suggestion.ref)
    return suggestion


@transaction.atomic
def hide_suggestion(*, suggestion_id: int) -> Suggestion:
    """By a moderator's decision nobody reads it any more, on any screen, in any stream's past."""
    suggestion = _locked(suggestion_id)
    if suggestion.hidden_at is None:
        suggestion.hidden_at = db_now()
        suggestion.save(update_fields=["hidden_at"])
        close_question(suggestion.question_id)
        if suggestion.state == Suggestion.State.PENDING:
            _count(suggestion.clause, -1)
        scrub(stream=_scope(suggestion), ref=suggestion.ref, data={"id": suggestion.pk})
        gone = {"id": suggestion.pk, "clause": suggestion.clause_id, "count": suggestion.clause.suggestion_count}
        publish(stream=_scope(suggestion), kind="suggestion.hidden", data=gone, ref=suggestion.ref)
    return suggestion


@transaction.atomic
def restore_suggestion(*, suggestion_id: int) -> Suggestion:
    """It is read again."""
    suggestion = _locked(suggestion_id)
    if suggestion.hidden_at is not None:
        suggestion.hidden_at = None
        suggestion.save(update_fields=["hidden_at"])
        if suggestion.state == Suggestion.State.PENDING:
            close_question(suggestion.question_id, is_open=True)
            _count(suggestion.clause, 1)
        publish(stream=_scope(suggestion), kind="suggestion.restored", data=_told(suggestion), ref=suggestion.ref)
    return suggestion


def _locked(suggestion_id: int) -> Suggestion:
    suggestion = (
        Suggestion.objects.select_for_update(of=("self",))
        .select_related("clause__consultation", "author", "organisation", "passage")
        .filter(pk=suggestion_id)
        .first()
    )
    if suggestion is None:
        raise BadInput(_("This suggestion is not there any more."))
    return suggestion


def _scope(suggestion: Suggestion) -> str:
    return suggestion.clause.consultation.scope


def _count(clause: Clause, by: int) -> None:
    Clause.objects.filter(pk=clause.pk).update(suggestion_count=F("suggestion_count") + by)
    clause.refresh_from_db(fields=["suggestion_count"])


def _told(suggestion: Suggestion) -> dict[str, object]:
    return suggestion_data(suggestion, count=suggestion.clause.suggestion_count)


def _record(suggestion: Suggestion, kind: str) -> None:
    record(
        kind=kind,
        scope=_scope(suggestion),
        actor=suggestion.author,
        role=suggestion.group,
        organisation=suggestion.organisation,
        municipality_id=suggestion.clause.consultation.municipality_id,
        ref=suggestion.ref,
        data={"about": suggestion.clause.ref},
    )
