"""Deciding about what was reported, agreeing with or discarding a colleague's decision, taking one back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.record.actions import record
from participation.refusals import BadInput, NotAllowed, Stale, Words, refuse_all

from .. import policies
from ..effects import restrict, state_reasons, undo
from ..masking import passages
from ..models import Decision, Report
from ..selectors.appeals import has_waiting_appeal
from ..selectors.decisions import is_waiting_on, standing_on, was_warned
from ..selectors.rules import RuleView, find_rule
from ..subjects import Described, describe, find, outcomes_for
from ..telling import tell_reporters
from .common import LONGEST, lock_place, tell_discarded, tell_restored

Outcome = Decision.Outcome
LONGEST_DAYS = 90
MISSING = {  # what every restriction needs
    "rule": _("Choose the rule it breaks."),
    "facts": _("Say what in it breaks the rule. The person reads this."),
    "reason": _("Say why these facts break that rule. The person reads this."),
}
KINDS = {  # as the record tells them
    Outcome.KEEP: "moderation.kept",
    Outcome.WARN: "moderation.warned",
    Outcome.HIDE_PART: "moderation.masked",
    Outcome.HIDE: "moderation.hidden",
    Outcome.LOCK: "moderation.locked",
    Outcome.SUSPEND: "moderation.suspended",
}


@dataclass(frozen=True)
class Reasons:
    """What a moderator writes."""

    facts: str
    reason: str
    words: str
    days: int
    rule: RuleView | None


@transaction.atomic
def decide(
    *, moderator: User, ref: str, outcome: str, rule: str = "", facts: str = "", reason: str = "", words: str = "",
    days: int | None = None, own: bool = False,
) -> Decision:  # fmt: skip
    """All waiting reports about the thing are decided; a restriction has its statement and is in effect.

    ``rule``: the code of one that holds there. ``words``: hidden in part, one passage a line. ``days``: suspended for.
    ``own``: the moderator saw it, nobody need have reported it. Where the moderator works for the municipality whose
    draft was spoken about, a restriction waits for a second one and nothing happens before. Raises NotAllowed (not a
    moderator there, one's own text, overruled about it before), BadInput, Stale (a colleague has just decided).
    """
    subject = _described(ref)
    if not policies.may_decide(moderator, subject):
        raise NotAllowed(_("Somebody else has to decide this."))
    lock_place(subject.municipality_id)
    subject = _described(ref)  # a colleague who decided first was waited for
    reports = list(Report.objects.select_for_update().filter(ref=ref, decision=None).order_by("pk"))
    if (not reports and (not own or outcome == Outcome.KEEP)) or is_waiting_on(ref):
        raise Stale
    given = _given(subject, outcome, rule, facts, reason, words, days)
    now = db_now()
    _check(subject, outcome, given, now)
    waits = outcome != Outcome.KEEP and policies.needs_second(moderator, subject)
    decision = _write(moderator, subject, outcome, given, reports, now, waits=waits)
    Report.objects.filter(pk__in=[report.pk for report in reports]).update(decision=decision)
    if waits:
        _record(decision, moderator, "moderation.proposed", is_public=False)
    else:
        _take_effect(decision, subject, moderator, now)
    return decision


@transaction.atomic
def agree(*, moderator: User, decision_id: int) -> Decision:
    """A second moderator agrees: the decision has its statement and is in effect. Raises NotAllowed, Stale, BadInput."""
    decision = _waiting(moderator, decision_id)
    subject = _described(decision.ref)
    if decision.outcome not in outcomes_for(subject):
        raise Stale
    decision.seconded_by = moderator
    decision.save(update_fields=["seconded_by"])
    _take_effect(decision, subject, moderator, db_now())
    return decision


@transaction.atomic
def discard(*, moderator: User, decision_id: int, reason: str) -> Decision:
    """A second moderator does not agree: nothing happens, the reports wait for a decision again, and whoever decided
    is told why. Raises as ``agree``.
    """
    decision = _waiting(moderator, decision_id)
    reason = reason.strip()
    if not reason or len(reason) > LONGEST:
        raise BadInput(_("Say why, in at most %(most)d characters.") % {"most": LONGEST}, field="reason")
    decision.seconded_by, decision.reversed_at, decision.not_agreed = moderator, db_now(), reason
    decision.save(update_fields=["seconded_by", "reversed_at", "not_agreed"])
    decision.reports.update(decision=None)
    tell_discarded(decision)
    _record(decision, moderator, "moderation.discarded", is_public=False)
    return decision


@transaction.atomic
def reverse_decision(*, moderator: User, decision_id: int) -> Decision:
    """Everything is as before, and the person is told. Raises NotAllowed, BadInput if it does not stand or an appeal
    waits: that is another human's to decide.
    """
    decision = locked_decision(decision_id)
    if decision is None or not policies.may_moderate(moderator, decision.municipality_id):
        raise NotAllowed
    if decision.affected_id is not None and decision.affected_id == moderator.pk:
        raise NotAllowed(_("Somebody else has to decide this."))
    if not decision.is_restricting or not decision.stands:
        raise BadInput(_("This decision does not stand any more."))
    if has_waiting_appeal(decision):
        raise BadInput(_("An appeal waits: decide that, so that its author learns why."))
    take_back(decision, moderator)
    return decision


def take_back(decision: Decision, moderator: User, *, tell: bool = True) -> None:
    """What every reversal does, inside its transaction: undone, recorded, told (unless it was told with an appeal)."""
    decision.reversed_at = db_now()
    decision.save(update_fields=["reversed_at"])
    _record(decision, moderator, "moderation.restored")
    if tell:
        tell_restored(decision)
    undo(decision)


def _described(ref: str) -> Described:
    subject = describe(ref)
    if subject is None:
        raise BadInput(_("This is not there any more."), field="ref")
    return subject


def locked_decision(decision_id: int) -> Decision | None:
    """The decision, after those that are just being made in its municipality."""
    place = Decision.objects.filter(pk=decision_id).values_list("municipality_id", flat=True).first()
    lock_place(place)
    return Decision.objects.select_for_update().filter(pk=decision_id).first()


def _given(
    subject: Described, outcome: str, rule: str, facts: str, reason: str, words: str, days: int | None
) -> Reasons:
    facts, reason, named = facts.strip(), reason.strip(), rule.strip()
    for field, typed in (("facts", facts), ("reason", reason)):
        if len(typed) > LONGEST:
            raise BadInput(_("This is too long: at most %(most)d characters.") % {"most": LONGEST}, field=field)
    with translation.override(settings.LANGUAGE_CODE):  # the record is the same whatever the moderator reads in
        found = find_rule(subject.municipality_id, named) if named else None
    if named and found is None:
        raise BadInput(_("Choose one of the rules that hold here."), field="rule")
    in_part = words.strip() if outcome == Outcome.HIDE_PART else ""
    return Reasons(facts, reason, in_part, (days or 0) if outcome == Outcome.SUSPEND else 0, found)


def _check(subject: Described, outcome: str, given: Reasons, now: datetime) -> None:
    if outcome not in outcomes_for(subject):
        if outcome in Outcome.values and any(row.outcome == outcome for row in standing_on(subject.ref)):
            raise Stale
        raise BadInput(_("Choose one of the decisions that are possible here."), field="outcome")
    if outcome == Outcome.KEEP:
        return
    _check_reasons(subject, outcome, given)
    if outcome == Outcome.WARN and standing_on(subject.ref).filter(outcome=outcome).exists():
        raise Stale
    if outcome == Outcome.SUSPEND:
        if standing_on(subject.ref).filter(outcome=outcome).exists():
            raise Stale
        if not was_warned(subject.author_id or 0, subject.municipality_id, ref=subject.ref, at=now):
            raise BadInput(
                _("Nobody is suspended without a warning: nothing else of this person was restricted here in a year."),
                field="outcome",
            )


def _check_reasons(subject: Described, outcome: str, given: Reasons) -> None:
    """Everything that is missing is told at once, each at its field."""
    wrong: dict[str, Words] = {}
    if outcome == Outcome.HIDE_PART:
        wrong |= _wrong_words(subject, given.words)
    if outcome == Outcome.SUSPEND and not 1 <= given.days <= LONGEST_DAYS:
        wrong["days"] = _("A whole number of days, from 1 to %(most)d.") % {"most": LONGEST_DAYS}
    wrong |= {field: words for field, words in MISSING.items() if not getattr(given, field)}
    refuse_all(wrong)


def _wrong_words(subject: Described, words: str) -> dict[str, Words]:
    """What is wrong with the passages: they are put behind the mark for a moment, and everything is as before."""
    found = find(subject.ref)
    try:
        wanted = passages(words)
        with transaction.atomic():
            if found is not None and found[0].mask is not None:
                found[0].mask(found[1], wanted)
            transaction.set_rollback(True)
    except BadInput as refusal:
        return {"words": str(refusal)}
    return {}


def _write(
    moderator: User, subject: Described, outcome: str, given: Reasons, reports: list[Report], now: datetime, *,
    waits: bool,
) -> Decision:  # fmt: skip
    rule = given.rule if outcome != Outcome.KEEP else None
    return Decision.objects.create(
        ref=subject.ref,
        scope=subject.scope,
        municipality_id=subject.municipality_id,
        outcome=outcome,
        detection=_detected(reports, moderator),
        rule_code=rule.code if rule else "",
        rule=rule.title if rule else "",
        rule_text=rule.text if rule else "",
        facts=given.facts,
        reason=given.reason,
        words="\n".join(passages(given.words)) if given.words else "",
        days=given.days,
        decided_by=moderator,
        affected_id=subject.author_id,
        decided_at=now,
        needs_second=waits,
        first_report_at=min((report.created_at for report in reports), default=None),
    )


def _detected(reports: list[Report], moderator: User) -> str:
    if all(report.reporter_id == moderator.pk for report in reports):
        return Decision.Detection.OWN
    sources = {report.source for report in reports}
    if len(sources) > 1:
        return Decision.Detection.BOTH
    return Decision.Detection.REPORT if Report.Source.PERSON in sources else Decision.Detection.AUTOMATIC


def _take_effect(decision: Decision, subject: Described, moderator: User, now: datetime) -> None:
    _record(decision, moderator, KINDS[Outcome(decision.outcome)])
    tell_reporters(decision)
    if decision.is_restricting:
        restrict(state_reasons(decision, subject, at=now))
    else:
        decision.effective_at = now
        decision.save(update_fields=["effective_at"])


def _waiting(moderator: User, decision_id: int) -> Decision:
    decision = locked_decision(decision_id)
    if decision is None or not policies.may_second(moderator, decision):
        raise NotAllowed(_("Somebody else has to decide this."))
    if not decision.is_waiting:
        raise Stale
    return decision


def _record(decision: Decision, moderator: User, kind: str, *, is_public: bool = True) -> None:
    record(
        kind=kind,
        scope=decision.scope,
        actor=moderator,
        role="moderator",
        municipality_id=decision.municipality_id,
        ref=decision.ref,
        data={"decision": decision.pk, **({"rule": decision.rule} if decision.rule else {})},
        is_public=is_public,
    )
