"""Asking another human to look again, and answering."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.limits import limit
from participation.record.actions import record
from participation.refusals import BadInput, NotAllowed, SignInFirst, Stale

from .. import policies
from ..models import Appeal, Decision, Report
from ..selectors.reports import get_report
from ..telling import tell_appeal
from .common import LONGEST, about_of
from .deciding import locked_decision, take_back

TWICE = _("You have appealed against this already.")


def appeal_decision(*, person: object, decision_id: int, text: str) -> Appeal:
    """The person concerned asks another human to look again, within six months. Raises SignInFirst, NotAllowed (a
    statement to somebody else), BadInput (no words, too late, it does not stand, appealed before), TooMany.
    """
    if not isinstance(person, User):
        raise SignInFirst
    text = _checked(text)
    limit(f"appeal:{person.pk}", times=10, seconds=3600)
    with transaction.atomic():
        decision = Decision.objects.select_for_update().filter(pk=decision_id).first()
        if decision is None or decision.affected_id != person.pk or not decision.is_restricting:
            raise NotAllowed
        _open(decision)
        return _make(decision, person, None, text)


def appeal_with_receipt(*, receipt: str, text: str, address: str = "") -> Appeal:
    """Whoever reported it asks another human to look again at what was left as it is. Raises as ``appeal_decision``.

    It needs no account: the receipt is the key. ``address`` is counted for limits and kept nowhere.
    """
    text = _checked(text)
    limit(f"appeal:{address}", times=10, seconds=3600)
    report = get_report(receipt)
    if report is None or report.decision_id is None:
        raise BadInput(_("Nothing has been decided on this report."))
    with transaction.atomic():
        decision = Decision.objects.select_for_update().get(pk=report.decision_id)
        if decision.is_restricting:
            raise BadInput(_("It was not left as it is: there is nothing to appeal against with this receipt."))
        _open(decision)
        return _make(decision, report.reporter, report, text)


@transaction.atomic
def decide_appeal(*, moderator: User, appeal_id: int, outcome: str, reason: str) -> Appeal:
    """Another human has looked again: the decision stands, or everything is as before it. Both sides are told why.

    What was left as it is and should not have been waits in the queue again. Raises NotAllowed for whoever decided or
    agreed to it or is concerned, BadInput, Stale.
    """
    appeal = Appeal.objects.filter(pk=appeal_id).first()
    if appeal is None:
        raise NotAllowed
    decision = locked_decision(appeal.decision_id)
    assert decision is not None
    appeal.refresh_from_db()  # as it is once the municipality's decisions before this one are made
    appeal.decision = decision
    if not policies.may_decide_appeal(moderator, appeal):
        raise NotAllowed(_("Somebody else has to decide this."))
    if outcome not in Appeal.Outcome.values:
        raise BadInput(_("Choose whether the decision stands."), field="outcome")
    reason = reason.strip()
    if not reason or len(reason) > LONGEST:
        raise BadInput(_("Say why, in at most %(most)d characters.") % {"most": LONGEST}, field="reason")
    if appeal.outcome or not decision.stands:
        raise Stale
    appeal.outcome, appeal.reason = outcome, reason
    appeal.decided_by, appeal.decided_at = moderator, db_now()
    appeal.save(update_fields=["outcome", "reason", "decided_by", "decided_at"])
    Report.objects.filter(decision=decision).update(told_at=None)  # guests are mailed this outcome as well
    record(
        kind=f"appeal.{outcome}",
        scope=decision.scope,
        actor=moderator,
        role="moderator",
        municipality_id=decision.municipality_id,
        ref=decision.ref,
        data={"decision": decision.pk, "appeal": appeal.pk},
    )
    tell_appeal(appeal, about_of(decision))
    if outcome == Appeal.Outcome.REVERSED:
        _reverse(decision, moderator)
    return appeal


def _reverse(decision: Decision, moderator: User) -> None:
    if decision.is_restricting:
        take_back(decision, moderator, tell=False)  # the answer to the appeal says it, to the same person
        return
    decision.reversed_at = db_now()
    decision.save(update_fields=["reversed_at"])
    decision.reports.update(decision=None)  # they wait again, for anybody but whom was overruled


def _checked(text: str) -> str:
    text = text.strip()
    if not text:
        raise BadInput(_("Say why you think it is wrong."), field="text")
    if len(text) > LONGEST:
        raise BadInput(_("This is too long: at most %(most)d characters.") % {"most": LONGEST}, field="text")
    return text


def _open(decision: Decision) -> None:
    if not decision.stands or decision.appeal_until is None:
        raise BadInput(_("This decision does not stand any more."))
    if db_now() > decision.appeal_until:
        raise BadInput(_("The six months for an appeal are over."))


def _make(decision: Decision, person: User | None, report: Report | None, text: str) -> Appeal:
    """Raises BadInput for a second one by the same person, or with the same receipt."""
    try:
        with transaction.atomic():
            appeal = Appeal.objects.create(
                decision=decision, appellant=person, report=report, text=text, created_at=db_now()
            )
    except IntegrityError as error:
        raise BadInput(TWICE, field="text") from error
    record(
        kind="appeal.made",
        scope=decision.scope,
        municipality_id=decision.municipality_id,
        ref=decision.ref,
        data={"decision": decision.pk, "appeal": appeal.pk},
        is_public=False,
    )
    return appeal
