"""Reports as those who made them follow them."""

from __future__ import annotations

from django.db.models import QuerySet

from participation.accounts.models import User

from ..models import Appeal, Decision, Report


def waiting_report(user: object, ref: str, *, locked: bool = False) -> Report | None:
    """The person's own report about the thing that no moderator has decided yet, or None; ``locked``: to be changed."""
    if not isinstance(user, User):
        return None
    found = Report.objects.filter(ref=ref, reporter=user, decision=None)
    return (found.select_for_update(of=("self",)) if locked else found).first()


def list_reports_of(user: User) -> QuerySet[Report]:
    """What the person reported, newest first, with what was decided."""
    found = Report.objects.filter(reporter=user).select_related("decision", "municipality")
    return found.order_by("-created_at", "-id")


def get_report(receipt: str) -> Report | None:
    """The report with this receipt, with what was decided: whoever has the receipt may follow it."""
    found = Report.objects.select_related("decision__municipality", "municipality")
    return found.filter(receipt=receipt.strip().upper(), source=Report.Source.PERSON).first()


def appeal_by_report(report: Report) -> Appeal | None:
    """The newest appeal that was made with this report's receipt, or None."""
    return Appeal.objects.filter(report=report).select_related("decision").order_by("-id").first()


def list_reports_about(decision: Decision) -> list[Report]:
    """The reports that were decided by it, in the order in which they came."""
    return list(Report.objects.filter(decision=decision).order_by("created_at", "id"))
