"""What people are told about reports, decisions and appeals: in the bell, by mail, and guests by mail alone."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.notifications.actions import notify
from participation.notifications.kinds import Kind, register

from .models import Appeal, Decision, Report
from .rules import in_reader_language

Outcome = Decision.Outcome
REASONS = gettext_lazy(
    "Rule: %(rule)s\nWhat in it breaks the rule: %(facts)s\nWhy that breaks it: %(reason)s\nAt the link below: the "
    "whole statement, and the way to appeal within six months, to another person."
)
STATEMENTS = {  # a sentence for each restriction
    Outcome.WARN: gettext_lazy("A warning about what you wrote: “%(about)s”."),
    Outcome.HIDE_PART: gettext_lazy("Part of what you wrote about “%(about)s” was hidden."),
    Outcome.HIDE: gettext_lazy("What you wrote about “%(about)s” was hidden."),
    Outcome.LOCK: gettext_lazy("The conversation around “%(about)s” was locked: it takes no new posts."),
    Outcome.SUSPEND: gettext_lazy("You may not speak in this municipality until %(until)s, because of “%(about)s”."),
}
ANSWER = gettext_lazy("Reason: %(reason)s")


def join() -> None:
    """Register the sentences."""
    for outcome, title in STATEMENTS.items():
        register(kind_of(outcome), Kind(title, REASONS, always_mail=True, say={"rule": in_reader_language}))
    register(
        "moderation.restored",
        Kind(gettext_lazy("The decision about “%(about)s” was reversed: everything is as before."), always_mail=True),
    )
    register(
        "moderation.discarded",
        Kind(gettext_lazy("A second moderator did not agree with your decision about “%(about)s”."), ANSWER),
    )
    decided = gettext_lazy("Your report %(receipt)s was decided.")
    register(
        "report.decided", Kind(decided, gettext_lazy("What was decided, and why, stands on the page of the report."))
    )
    register("appeal.upheld", Kind(gettext_lazy("Your appeal: the decision stands."), ANSWER, always_mail=True))
    register(
        "appeal.reversed",
        Kind(gettext_lazy("Your appeal: the decision is reversed, everything is as before."), ANSWER, always_mail=True),
    )
    register(
        "appeal.against_upheld",
        Kind(gettext_lazy("Somebody appealed about “%(about)s”: the decision stands."), ANSWER, by_mail=False),
    )
    register(
        "appeal.against_reversed",
        Kind(gettext_lazy("Somebody appealed about “%(about)s”: the decision was reversed."), ANSWER),
    )


def kind_of(outcome: str) -> str:
    """The kind of notification that tells of a restriction."""
    return {Outcome.HIDE: "moderation.hidden"}.get(Outcome(outcome), f"moderation.{outcome}")


def tell_reporters(decision: Decision) -> None:
    """Whoever reported it with an account finds the outcome in the bell."""
    for report in decision.reports.filter(reporter__isnull=False).exclude(reporter=decision.affected_id):
        notify(
            user_id=report.reporter_id or 0,
            kind="report.decided",
            data={"receipt": report.receipt},
            url=page_of(report),
            key=f"report.{report.pk}.{decision.pk}",
        )


def tell_appeal(appeal: Appeal, about: str) -> None:
    """The one who appealed learns the outcome and why, and so does the other side."""
    decision, told = appeal.decision, {"about": about, "reason": appeal.reason}
    key = f"appeal.{appeal.pk}"
    if appeal.appellant_id:
        url = page_of(appeal.report) if appeal.report else statement_url(decision)
        notify(user_id=appeal.appellant_id, kind=f"appeal.{appeal.outcome}", data=told, url=url, key=key)
    against = f"appeal.against_{appeal.outcome}"
    reporters = list(appeal.decision.reports.exclude(reporter=None))
    if appeal.report is None:
        for report in reporters:
            notify(user_id=report.reporter_id or 0, kind=against, data=told, url=page_of(report), key=key)
    elif decision.affected_id and decision.affected_id != appeal.appellant_id:
        notify(user_id=decision.affected_id, kind=against, data=told, url="/notifications/", key=key)


def page_of(report: Report | None) -> str:
    """Where a report is followed."""
    return f"/reports/{report.receipt}/" if report else "/notifications/"


def statement_url(decision: Decision) -> str:
    """Where the statement of reasons stands for good."""
    return f"/statements/{decision.pk}/"


def mail_guests(reports: QuerySet[Report], appeal: Appeal | None = None) -> int:
    """Each guest who left an address has a mail with the outcome, once; how many were sent.

    A report is marked before its mail leaves and unmarked where it could not, so that the next try sends no other twice.
    """
    sent = 0
    for report in reports.exclude(contact="").filter(reporter=None).select_related("decision"):
        waiting = Report.objects.filter(pk=report.pk, told_at=None)
        if report.told_at is not None or not waiting.update(told_at=timezone.now()):
            continue
        try:
            _letter(report, appeal).send()
        except Exception:
            Report.objects.filter(pk=report.pk).update(told_at=None)
            raise
        sent += 1
    return sent


def _letter(report: Report, appeal: Appeal | None) -> EmailMessage:
    with translation.override(report.language):
        lines = [_("Hello,"), _("your report %(receipt)s was decided.") % {"receipt": report.receipt}]
        if appeal is not None:
            lines += [f"{appeal.get_outcome_display()}.", _("Reason: %(reason)s") % {"reason": appeal.reason}]
        elif report.decision is not None:
            lines.append(_("Decision: %(outcome)s") % {"outcome": report.decision.get_outcome_display()})
        lines += [_("More on its page, where you can also appeal:"), f"{settings.ENV.origin}{page_of(report)}"]
        subject = _("Your report %(receipt)s was decided.") % {"receipt": report.receipt}
        return EmailMessage(subject=subject, body="\n\n".join(lines), to=[report.contact])
