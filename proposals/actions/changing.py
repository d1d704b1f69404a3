"""What officials may still change once a consultation is announced: back to a draft, a later closing, one more file."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from forums.actions import set_forum_shown
from forums.models import Thread
from participation.accounts.models import User
from participation.database import db_now
from participation.documents.actions import add_attachment, hide_attachments
from participation.documents.models import Attachment
from participation.documents.refusal import ImportRefused
from participation.refusals import BadInput, Closed
from participation.voting.models import Question, Window

from ..models import Consultation
from ..policies import addable_kinds
from ..selectors.states import state_at
from .publishing import act_on, locked_for

State = Consultation.State
LONGEST = 2000  # characters of a reason


@transaction.atomic
def take_back_announcement(*, official: User, consultation_id: int, reason: str) -> Consultation:
    """Before it opens: it is a draft again, known to officials alone; the record says so, and followers are told.

    The clauses of the announced text are gone with it (nobody could say anything on them yet); the working text, the
    details and the planned dates stay. Raises NotAllowed; BadInput without a reason, or once it has opened.
    """
    consultation = locked_for(official, consultation_id)
    reason = _reason(reason)
    window = _window_alone(consultation)
    if state_at(consultation, db_now()) != State.ANNOUNCED or _has_voices(consultation):
        raise BadInput(_("Only what is announced and not open yet can be taken back."))
    _forget_text(consultation)
    window.opens_at = window.closes_at = None
    window.save(update_fields=["opens_at", "closes_at"])
    consultation.stage, consultation.published_at = Consultation.Stage.PREPARING, None
    consultation.opened_told_at = consultation.reminded_at = None
    consultation.save(update_fields=["stage", "published_at", "opened_told_at", "reminded_at"])
    hide_attachments(actor=official, scope=consultation.scope)
    set_forum_shown(scope=consultation.scope, is_shown=False)
    act_on(consultation, official, "consultation.taken_back", {"reason": reason})
    return consultation


@transaction.atomic
def extend_term(*, official: User, consultation_id: int, closes_at: datetime, reason: str) -> Consultation:
    """It closes later, never earlier; the record says from when to when and why, and followers are told.

    The window moves under its exclusive lock: whoever closes it at the same time either comes first, and nothing is
    extended, or finds the new moment. Raises NotAllowed; Closed once it has; BadInput for an earlier moment.
    """
    consultation = locked_for(official, consultation_id)
    reason = _reason(reason)
    window = _window_alone(consultation)
    state = state_at(consultation, db_now())
    if state == State.CLOSED:
        raise Closed
    if state not in (State.ANNOUNCED, State.OPEN) or window.closes_at is None:
        raise BadInput(_("Only a consultation that is announced or open can be extended."))
    before = window.closes_at
    if closes_at <= before:
        raise BadInput(_("A term is only made longer: choose a moment after the present closing."), field="closes_day")
    window.closes_at = closes_at
    window.save(update_fields=["closes_at"])
    consultation.planned_closes_at, consultation.reminded_at = closes_at, None
    consultation.save(update_fields=["planned_closes_at", "reminded_at"])
    until = closes_at.astimezone(ZoneInfo(consultation.municipality.timezone))
    data = {"was": before, "closes_at": closes_at, "until": f"{until:%d.%m.%Y, %H:%M}", "reason": reason}
    act_on(consultation, official, "consultation.extended", data)
    return consultation


@transaction.atomic
def add_file(*, official: User, consultation_id: int, file: File[bytes], kind: str, title: str = "") -> Attachment:
    """One more file stands beside what is public already, at once, and the record says so.

    Raises NotAllowed; BadInput with the reason, also for a kind that does not belong there at this time.
    """
    consultation = locked_for(official, consultation_id)
    if kind not in addable_kinds(consultation, state_at(consultation, db_now())):
        raise BadInput(_("No file of this kind can be added now."), field="kind")
    try:
        return add_attachment(
            uploader=official, file=file, scope=consultation.scope, kind=kind, title=title, is_public=True
        )
    except ImportRefused as refusal:
        raise BadInput(refusal.message, field="file") from refusal


def _reason(text: str) -> str:
    reason = text.replace("\r\n", "\n").strip()
    if not reason:
        raise BadInput(_("Say why: everybody will read it."), field="reason")
    if len(reason) > LONGEST:
        raise BadInput(_("This is too long."), field="reason")
    return reason


def _window_alone(consultation: Consultation) -> Window:
    """The window, locked against acts under way and against closing, as it is now."""
    consultation.window = Window.objects.select_for_update().get(pk=consultation.window_id)
    return consultation.window


def _has_voices(consultation: Consultation) -> bool:
    """Whether anybody said anything in it: it cannot be, before it opened, and would be lost."""
    clauses = consultation.clauses
    return (
        clauses.filter(suggestions__isnull=False).exists()
        or clauses.filter(thread__posts__isnull=False).exists()
        or clauses.filter(question__ballots__isnull=False).exists()
    )


def _forget_text(consultation: Consultation) -> None:
    """The published text with its threads and questions. Nothing hangs on them: the window was never open."""
    clauses = consultation.clauses.filter(thread__isnull=False)
    threads, questions = (
        list(clauses.values_list("thread", flat=True)),
        list(clauses.values_list("question", flat=True)),
    )
    consultation.versions.all().delete()
    consultation.clauses.all().delete()
    Thread.objects.filter(pk__in=threads).delete()
    Question.objects.filter(pk__in=questions).delete()
