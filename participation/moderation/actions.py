"""Reporting, deciding, reversing. Nothing is restricted without a statement of reasons in the same transaction."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.limits import limit
from participation.notifications.actions import notify
from participation.notifications.kinds import Kind, register
from participation.record.actions import record
from participation.refusals import BadInput, NotAllowed, Stale

from .models import Decision, Report
from .policies import may_decide, may_moderate
from .subjects import Described, describe, find

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no letters that are mistaken for digits
LONGEST = 2000

register(
    "moderation.hidden",
    Kind(
        _("What you wrote about “%(about)s” was hidden."),
        _(
            "Rule: %(rule)s\nFacts: %(facts)s\nA moderator decided it after a report. If you think it is wrong, answer "
            "to your municipality within six months: another person will look at it."
        ),
        always_mail=True,
    ),
)
register("moderation.restored", Kind(_("What you wrote about “%(about)s” can be read again."), always_mail=True))
register("report.decided", Kind(_("Your report %(receipt)s was decided: %(outcome)s"), by_mail=False))


def report_thing(*, reporter: object, ref: str, reason: str, note: str = "", address: str = "") -> Report:
    """The thing waits for a moderator; the report carries a receipt. The same person's second report is the first one.

    ``address`` is the sender's network address, counted for limits and kept nowhere. Raises BadInput, TooMany.
    """
    subject = describe(ref)
    if subject is None or subject.is_hidden:
        raise BadInput(_("This is not there any more."))
    if reason not in Report.Reason.values:
        raise BadInput(_("Choose what is wrong."), field="reason")
    if len(note) > LONGEST:
        raise BadInput(_("This is too long: at most %(most)d characters.") % {"most": LONGEST}, field="note")
    person = reporter if isinstance(reporter, User) else None
    limit(f"report:{person.pk if person else address}", times=10, seconds=3600)
    with transaction.atomic():
        if person is not None:
            before = Report.objects.filter(ref=ref, reporter=person, decision=None).first()
            if before is not None:
                return before
        return Report.objects.create(
            ref=ref,
            scope=subject.scope,
            municipality_id=subject.municipality_id,
            reporter=person,
            reason=reason,
            note=note.strip(),
            receipt="".join(secrets.choice(ALPHABET) for _n in range(10)),
        )


@transaction.atomic
def decide(*, moderator: User, ref: str, outcome: str, rule: str = "", facts: str = "") -> Decision:
    """All waiting reports about the thing are decided. Hidden: nobody reads it any more, and its author is told why.

    Raises NotAllowed (not a moderator there, or one's own text), BadInput (no rule or facts for hiding, nothing there),
    Stale (a colleague has just hidden it).
    """
    reports = list(Report.objects.select_for_update().filter(ref=ref, decision=None).order_by("pk"))
    subject, found = describe(ref), find(ref)  # looked at only now: a colleague who decided first is waited for
    if subject is None or found is None:
        raise BadInput(_("This is not there any more."))
    if not may_decide(moderator, subject):
        raise NotAllowed(_("Somebody else has to decide this."))
    rule, facts = rule.strip(), facts.strip()
    _check(outcome, rule, facts)
    if subject.is_hidden and not reports:
        raise Stale
    decision = Decision.objects.create(
        ref=ref,
        scope=subject.scope,
        municipality_id=subject.municipality_id,
        outcome=outcome,
        rule=rule[:200],
        facts=facts,
        decided_by=moderator,
        affected_id=subject.author_id,
        decided_at=db_now(),
    )
    Report.objects.filter(pk__in=[report.pk for report in reports]).update(decision=decision)
    _record(decision, moderator, "moderation.hidden" if outcome == Decision.Outcome.HIDE else "moderation.kept")
    if outcome == Decision.Outcome.HIDE:
        if subject.author_id:
            _tell_author(decision, subject, "moderation.hidden")
        found[0].hide(found[1])
    for report in reports:
        if report.reporter_id:
            notify(
                user_id=report.reporter_id,
                kind="report.decided",
                data={"receipt": report.receipt, "outcome": decision.get_outcome_display()},
                url="/notifications/",
                key=f"report.{report.pk}",
            )
    return decision


@transaction.atomic
def reverse_decision(*, moderator: User, decision_id: int) -> Decision:
    """What was hidden is read again, and its author is told. Raises NotAllowed, BadInput if it does not stand."""
    decision = Decision.objects.select_for_update().filter(pk=decision_id).first()
    if decision is None or not may_moderate(moderator, decision.municipality_id):
        raise NotAllowed
    if decision.affected_id is not None and decision.affected_id == moderator.pk:
        raise NotAllowed(_("Somebody else has to decide this."))
    found, subject = find(decision.ref), describe(decision.ref)
    if decision.outcome != Decision.Outcome.HIDE or decision.reversed_at or found is None or subject is None:
        raise BadInput(_("This decision does not stand any more."))
    decision.reversed_at = db_now()
    decision.save(update_fields=["reversed_at"])
    _record(decision, moderator, "moderation.restored")
    if subject.author_id:
        _tell_author(decision, subject, "moderation.restored")
    found[0].restore(found[1])
    return decision


def _check(outcome: str, rule: str, facts: str) -> None:
    if outcome not in Decision.Outcome.values:
        raise BadInput(_("Choose whether it stays or is hidden."), field="outcome")
    if outcome == Decision.Outcome.HIDE and not rule:
        raise BadInput(_("Name the rule it breaks."), field="rule")
    if outcome == Decision.Outcome.HIDE and not facts:
        raise BadInput(_("Say what in it breaks the rule. The author reads this."), field="facts")
    if len(facts) > LONGEST:
        raise BadInput(_("This is too long: at most %(most)d characters.") % {"most": LONGEST}, field="facts")


def _tell_author(decision: Decision, subject: Described, kind: str) -> None:
    notify(
        user_id=subject.author_id or 0,
        kind=kind,
        data={"about": subject.about, "rule": decision.rule, "facts": decision.facts},
        url=subject.url if kind == "moderation.restored" else "/notifications/",
        key=f"decision.{decision.pk}.{kind}",
    )


def _record(decision: Decision, moderator: User, kind: str) -> None:
    record(
        kind=kind,
        scope=decision.scope,
        actor=moderator,
        role="moderator",
        municipality_id=decision.municipality_id,
        ref=decision.ref,
        data={"rule": decision.rule} if decision.rule else {},
    )
