"""What officials may do with a consultation, by role and by where it stands."""

from __future__ import annotations

from participation.documents.models import Attachment
from participation.places.selectors import is_official

from .models import Consultation

Stage, State, Kind = Consultation.Stage, Consultation.State, Consultation.Kind
Attached = Attachment.Kind


def may_work_on(user: object, consultation: Consultation) -> bool:
    """Whether the person is an official of its municipality: they alone know of it while it is being prepared."""
    return is_official(user, consultation.municipality_id)


def can_be_changed(consultation: Consultation) -> bool:
    """Whether text, details and dates may still change: until it is published."""
    return consultation.stage == Stage.PREPARING


def attachable_kinds(consultation: Consultation) -> tuple[str, ...]:
    """What can be attached to a draft of this kind, what the law wants first. Scans are kept, never attached."""
    own: dict[str, tuple[str, ...]] = {Kind.NORMATIVE: (Attached.MOTIVES,), Kind.IDEA: ()}
    first = own.get(consultation.kind, (Attached.CONSULTATION_DOCUMENT,))
    return tuple(map(str, (*first, Attached.IMPACT_ASSESSMENT, Attached.CONSOLIDATED, Attached.ANNEX)))


def addable_kinds(consultation: Consultation, state: str) -> tuple[str, ...]:
    """What can be added to what is public already: before and while it is open what could be attached to the draft,
    once it is adopted the decision with what belongs to it.
    """
    if state in (State.ANNOUNCED, State.OPEN):
        return attachable_kinds(consultation)
    if state == State.ADOPTED:
        return tuple(map(str, (Attached.DECISION, Attached.CONSOLIDATED, Attached.ANNEX)))
    return ()


def can_be_marked_in(consultation: Consultation) -> bool:
    """Whether comments may be marked as proposals: from publishing until the report is published."""
    return consultation.stage == Stage.PUBLISHED


def can_be_answered(consultation: Consultation, state: str) -> bool:
    """Whether answers may be drafted: once it is closed, until the report is published."""
    return consultation.stage == Stage.PUBLISHED and state == State.CLOSED
