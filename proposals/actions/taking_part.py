"""Suggesting another wording, and taking it back."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from forums.actions import open_thread
from participation.documents.markup import render_typed
from participation.live.actions import publish
from participation.moderation.newcomers import limit_words
from participation.organisations.speakers import speaking_as
from participation.places.selectors import can_act
from participation.record.actions import record
from participation.refusals import BadInput, NotAllowed, SignInFirst
from participation.retries import made_once
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
    NotYetOpen, BadInput (nothing changed, no reason, too long, no such clause, a key used elsewhere).
    """
    if not getattr(author, "is_authenticated", False):
        raise SignInFirst
    text, reason = text.replace("\r\n", "\n").strip(), reason.replace("\r\n", "\n").strip()
    if not reason:
        raise BadInput(_("Say in a sentence why it should be changed."), field="reason")
    if len(text) > LONGEST or len(reason) > LONGEST_REASON:
        raise BadInput(_("This is too long."), field="text" if len(text) > LONGEST else "reason")
    limit_words("suggest", author, times=15, seconds=300)  # type: ignore[arg-type]  # signed in, checked above
    client_key = client_key[:40]
    return made_once(
        lambda: _suggest(author, clause_id, text, reason, organisation_id, client_key),
        of=Suggestion, constraint="suggestion_sent_once", author=author, client_key=client_key, clause=clause_id,
    )  # fmt: skip


def _suggest(
    author: object, clause_id: int, text: str, reason: str, organisation_id: int | None, client_key: str
) -> Suggestion:
    passage = _newest_wording(clause_id)
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
        reason_html=render_typed(reason),
        question=question,
        thread=thread,
        client_key=client_key,
        created_at=locked.now,
    )
    type(question).objects.filter(pk=question.pk).update(ref=suggestion.ref)
    type(thread).objects.filter(pk=thread.pk).update(ref=suggestion.ref)
    Proposal.objects.create(consultation=consultation, clause=clause, suggestion=suggestion)
    count_suggestion(clause, 1)
    _record(suggestion, "suggestion.created")
    publish(stream=scope, kind="suggestion.created", data=told_of(suggestion), ref=suggestion.ref)
    return suggestion


def _newest_wording(clause_id: int) -> Passage:
    passages = Passage.objects.select_related("clause__consultation").order_by("-version__number")
    passage = passages.filter(clause_id=clause_id, clause__question__isnull=False).first()
    if passage is None:
        raise BadInput(_("There is no such clause to change."))
    return passage


@transaction.atomic
def withdraw_suggestion(*, author: object, suggestion_id: int) -> Suggestion:
    """Its author takes it back: it stays readable as withdrawn and is not answered. Only while the window is open."""
    suggestion = locked_suggestion(suggestion_id)
    if not can_act(author) or suggestion.author_id != getattr(author, "pk", None):
        raise NotAllowed
    if suggestion.organisation_id is not None:  # who speaks for it no longer takes nothing of its back
        speaking_as(user=author, organisation_id=suggestion.organisation_id)
    if suggestion.hidden_at is not None:  # already counted no more, and its words are told to nobody
        raise BadInput(_("This suggestion is not there any more."))
    lock_window(suggestion.clause.consultation.window_id)
    if suggestion.state == Suggestion.State.WITHDRAWN:
        return suggestion
    suggestion.state = Suggestion.State.WITHDRAWN
    suggestion.save(update_fields=["state"])
    Proposal.objects.filter(suggestion=suggestion).delete()
    close_question(suggestion.question_id)
    count_suggestion(suggestion.clause, -1)
    _record(suggestion, "suggestion.withdrawn")
    publish(stream=scope_of(suggestion), kind="suggestion.withdrawn", data=told_of(suggestion), ref=suggestion.ref)
    return suggestion


def locked_suggestion(suggestion_id: int) -> Suggestion:
    suggestion = (
        Suggestion.objects.select_for_update(of=("self",))
        .select_related("clause__consultation", "author", "organisation", "passage")
        .filter(pk=suggestion_id)
        .first()
    )
    if suggestion is None:
        raise BadInput(_("This suggestion is not there any more."))
    return suggestion


def scope_of(suggestion: Suggestion) -> str:
    return suggestion.clause.consultation.scope


def count_suggestion(clause: Clause, by: int) -> None:
    Clause.objects.filter(pk=clause.pk).update(suggestion_count=F("suggestion_count") + by)
    clause.refresh_from_db(fields=["suggestion_count"])


def told_of(suggestion: Suggestion) -> dict[str, object]:
    return suggestion_data(suggestion, count=suggestion.clause.suggestion_count)


def _record(suggestion: Suggestion, kind: str) -> None:
    record(
        kind=kind,
        scope=scope_of(suggestion),
        actor=suggestion.author,
        role=suggestion.group,
        organisation=suggestion.organisation,
        municipality_id=suggestion.clause.consultation.municipality_id,
        ref=suggestion.ref,
        data={"about": suggestion.clause.ref},
    )
