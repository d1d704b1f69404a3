"""What a decision does to the thing and its author, and how it is undone. No restriction without its statement.

``restrict`` is the one way to a restriction, and it takes a ``Statement``; the one way to a statement is
``state_reasons``, which refuses an incomplete one and tells the person, in the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from participation.notifications.actions import notify
from participation.places.actions import lift_suspension, suspend
from participation.refusals import BadInput

from .masking import passages
from .models import Decision
from .subjects import Described, Subject, find
from .telling import kind_of, statement_url

Outcome = Decision.Outcome
_WRITTEN = object()  # only ``state_reasons`` passes it


@dataclass(frozen=True)
class Statement:
    """The reasons of a restriction, written and told."""

    decision: Decision
    proof: object

    def __post_init__(self) -> None:
        if self.proof is not _WRITTEN:
            raise TypeError("a statement is made by state_reasons alone")


def state_reasons(decision: Decision, thing: Described, *, at: datetime) -> Statement:
    """The person has the reasons: what, facts, rule with its words, reason, until when. Raises BadInput without them."""
    missing = [name for name in ("rule_code", "rule", "rule_text", "facts", "reason") if not getattr(decision, name)]
    if missing:
        raise BadInput(_("A restriction needs a rule, the facts and the reason."), field=missing[0].partition("_")[0])
    if decision.outcome == Outcome.SUSPEND:
        decision.until = at + timedelta(days=decision.days)
    decision.effective_at = at
    decision.save(update_fields=["until", "effective_at"])
    if thing.author_id:
        until = decision.until.date().isoformat() if decision.until else ""
        told = {"rule": decision.rule, "facts": decision.facts, "reason": decision.reason, "until": until}
        notify(
            user_id=thing.author_id,
            kind=kind_of(decision.outcome),
            data={"about": thing.about, **told},
            url=statement_url(decision),
            key=f"decision.{decision.pk}",
        )
    return Statement(decision, _WRITTEN)


def restrict(statement: Statement) -> None:
    """What was decided is so, on every screen. Raises BadInput where the kind of thing does not allow it."""
    decision = statement.decision
    subject, number = _subject_of(decision)
    if decision.outcome == Outcome.HIDE and subject.hide:
        subject.hide(number)
    elif decision.outcome == Outcome.HIDE_PART and subject.mask:
        decision.original = subject.mask(number, passages(decision.words))
        decision.save(update_fields=["original"])
    elif decision.outcome == Outcome.LOCK and subject.lock:
        subject.lock(number)
    elif decision.outcome == Outcome.SUSPEND and decision.affected_id and decision.municipality_id and decision.until:
        decision.suspension = suspend(
            user_id=decision.affected_id, municipality_id=decision.municipality_id, until=decision.until
        )
        decision.save(update_fields=["suspension"])
    elif decision.outcome != Outcome.WARN:
        raise BadInput(_("This cannot be decided about it."), field="outcome")


def undo(decision: Decision) -> None:
    """Everything is as before the decision; harmless where the thing is gone meanwhile."""
    if decision.suspension_id:
        lift_suspension(suspension_id=decision.suspension_id)
    if find(decision.ref) is None:
        return
    subject, number = _subject_of(decision)
    if decision.outcome == Outcome.HIDE and subject.restore:
        subject.restore(number)
    elif decision.outcome == Outcome.HIDE_PART and subject.unmask and decision.original:
        subject.unmask(number, decision.original)
        decision.original = ""
        decision.save(update_fields=["original"])
    elif decision.outcome == Outcome.LOCK and subject.unlock:
        subject.unlock(number)


def _subject_of(decision: Decision) -> tuple[Subject, int]:
    found = find(decision.ref)
    if found is None:
        raise BadInput(_("This is not there any more."))
    return found
