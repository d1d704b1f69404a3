"""Suggested wordings, texts put to the public and their answers as moderators see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe

from forums.actions import lock_thread, unlock_thread
from participation.moderation.flagging import watch
from participation.moderation.subjects import Around, Described, Subject, register, register_place
from participation.voting import owners
from participation.voting.owners import Owner

from .actions.visibility import hide_suggestion, mask_suggestion, restore_suggestion, unmask_suggestion
from .models import Consultation, Passage, Proposal, Suggestion

REPORTED = (Consultation.Stage.ANSWERED, Consultation.Stage.ADOPTED)


def describe(numbers: Iterable[int]) -> dict[int, Described]:
    """Suggestions with their wording and reason, hidden or not."""
    found = Suggestion.objects.select_related("clause__consultation", "author", "organisation", "passage", "thread")
    return {one.pk: _described(one) for one in found.filter(pk__in=list(numbers))}


def _described(found: Suggestion) -> Described:
    consultation = found.clause.consultation
    return Described(
        ref=found.ref,
        scope=consultation.scope,
        municipality_id=consultation.municipality_id,
        author_id=found.author_id,
        author=str(found.organisation or found.author or ""),
        # The reason was cleaned when it was written (documents.markup); the wording is escaped here.
        html=format_html("<p>{}</p>{}", found.text, mark_safe(found.reason_html)),
        about=f"{found.passage.label} {consultation.title}".strip(),
        url=f"{consultation.get_absolute_url()}suggestions/{found.pk}/",
        is_hidden=found.hidden_at is not None,
        said_at=found.created_at,
        is_masked=found.masked_at is not None,
        is_locked=found.thread.locked_at is not None,
        stands_on=found.clause.ref,
        said_around=found.thread.post_count,
    )


def describe_clauses(numbers: Iterable[int]) -> dict[int, Described]:
    """Public clauses in their newest wording: what is voted on may be flagged, though it is nobody's to hide."""
    passages = Passage.objects.select_related("clause__consultation").order_by("version__number")
    public = passages.exclude(clause__consultation__stage=Consultation.Stage.PREPARING)  # or was taken back
    return {one.clause_id: _clause_described(one) for one in public.filter(clause__in=list(numbers))}


def _clause_described(found: Passage) -> Described:
    consultation = found.clause.consultation
    return Described(
        ref=found.clause.ref,
        scope=consultation.scope,
        municipality_id=consultation.municipality_id,
        author_id=None,
        author="",
        html=format_html("<p>{}</p>", found.body),
        about=f"{found.label} {consultation.title}".strip(),
        url=f"{consultation.get_absolute_url()}clauses/{found.clause_id}/",
        is_hidden=False,
    )


def describe_consultations(numbers: Iterable[int]) -> dict[int, Described]:
    """Published texts. Officials withdraw them themselves; a moderator warns whoever put them up, or leaves them."""
    known = Consultation.objects.exclude(stage=Consultation.Stage.PREPARING)
    return {one.pk: _consultation(one) for one in known.filter(pk__in=list(numbers)).select_related("created_by")}


def _consultation(one: Consultation) -> Described:
    return Described(
        ref=one.scope,
        scope=one.scope,
        municipality_id=one.municipality_id,
        author_id=one.created_by_id,
        author=one.institution or str(one.created_by or ""),
        html=format_html("<p><b>{}</b></p>{}", one.title, linebreaks(one.summary, autoescape=True)),
        about=one.title,
        url=one.get_absolute_url(),
        is_hidden=False,
        said_at=one.published_at,
    )


def describe_answers(numbers: Iterable[int]) -> dict[int, Described]:
    """Published answers of municipalities to proposals; they are final, so the same holds as for the texts."""
    found = Proposal.objects.filter(pk__in=list(numbers), consultation__stage__in=REPORTED, number__isnull=False)
    return {one.pk: _answer(one) for one in found.select_related("consultation", "answered_by")}


def _answer(one: Proposal) -> Described:
    consultation = one.consultation
    return Described(
        ref=f"answer.{one.pk}",
        scope=consultation.scope,
        municipality_id=consultation.municipality_id,
        author_id=one.answered_by_id,
        author=consultation.institution or str(one.answered_by or ""),
        html=format_html("<p><b>{}</b></p>{}", one.get_outcome_display(), linebreaks(one.reason, autoescape=True)),
        about=consultation.title,
        url=f"{consultation.get_absolute_url()}report/#p{one.number}",
        is_hidden=False,
        said_at=one.answered_at,
        stands_on=f"clause.{one.clause_id}",
    )


def clause_words(number: int) -> Around | None:
    """The clause's newest words, for a moderator who decides about something said about it."""
    found = Passage.objects.filter(clause=number).order_by("-version__number").first()
    return (found.label, mark_safe(found.body_html)) if found else None  # made safe when it was imported


def suggestion_words(number: int) -> Around | None:
    """The suggested wording, where what was said is about that; nothing of a hidden one."""
    found = Suggestion.objects.filter(pk=number, hidden_at=None).select_related("passage").first()
    return (found.passage.label, format_html("<p>{}</p>", found.text)) if found else None


def clause_names(numbers: Iterable[int]) -> dict[int, str]:
    """Their newest labels, each with the title of its consultation."""
    found = Passage.objects.filter(clause__in=list(numbers)).order_by("version__number")
    rows = found.values_list("clause", "label", "clause__consultation__title")
    return {pk: _named(label, title) for pk, label, title in rows}


def suggestion_names(numbers: Iterable[int]) -> dict[int, str]:
    """The labels of what they would reword, each with the title of its consultation."""
    found = Suggestion.objects.filter(pk__in=list(numbers))
    rows = found.values_list("pk", "passage__label", "clause__consultation__title")
    return {pk: _named(label, title) for pk, label, title in rows}


def _named(label: str, title: str) -> str:
    return " · ".join(filter(None, (label.rstrip("."), title)))


def owner(number: int) -> Owner | None:
    """Whose suggestion it is."""
    row = Suggestion.objects.filter(pk=number).values_list("author_id", "organisation_id").first()
    return Owner(*row) if row else None


def _hide(number: int) -> None:
    hide_suggestion(suggestion_id=number)


def _restore(number: int) -> None:
    restore_suggestion(suggestion_id=number)


def _mask(number: int, words: Sequence[str]) -> str:
    return mask_suggestion(suggestion_id=number, words=words)


def _unmask(number: int, original: str) -> None:
    unmask_suggestion(suggestion_id=number, original=original)


def _lock(number: int) -> None:
    lock_thread(thread_id=Suggestion.objects.values_list("thread_id", flat=True).get(pk=number))


def _unlock(number: int) -> None:
    unlock_thread(thread_id=Suggestion.objects.values_list("thread_id", flat=True).get(pk=number))


def join() -> None:
    """Make suggestions, texts and answers reportable; say whose suggestions are; show what things stand on."""
    owners.register("suggestion", owner)
    watch("suggestion.created")
    register("suggestion", Subject(describe, _hide, _restore, _mask, _unmask, _lock, _unlock))
    register("clause", Subject(describe_clauses, may_suspend=False))
    register("consultation", Subject(describe_consultations, may_suspend=False))
    register("answer", Subject(describe_answers, may_suspend=False))
    register_place("clause", clause_words, clause_names)
    register_place("suggestion", suggestion_words, suggestion_names)
