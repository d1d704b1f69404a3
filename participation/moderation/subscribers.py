"""What follows from decisions: guests who left an address are mailed; what was hidden in part is not kept for ever. What
automatic checks look at, and how often they look for what no single act shows.
"""

from __future__ import annotations

from django.utils import timezone

from participation.record.models import Act
from participation.record.subscribers import every, on

from .detectors import bursts
from .flagging import flag_thing, watch
from .models import APPEAL_TERM, Appeal, Decision, Report
from .selectors.decisions import stale_originals
from .telling import mail_guests

DECIDED = (
    "moderation.kept",
    "moderation.warned",
    "moderation.masked",
    "moderation.hidden",
    "moderation.locked",
    "moderation.suspended",
)
watch("organisation.registered")  # whose room stands below this one and knows of no checks


@on(*DECIDED)
def tell_guests(act: Act) -> None:
    """Whoever reported without an account and left an address has the outcome by mail, once."""
    mail_guests(Report.objects.filter(decision=act.data.get("decision", 0)))


@on("appeal.upheld", "appeal.reversed")
def tell_guests_of_appeal(act: Act) -> None:
    """The same for what another human decided: to the guest who appealed, and to those whose report it was."""
    appeal = Appeal.objects.filter(pk=act.data.get("appeal", 0)).first()
    if appeal is not None:
        concerned = Report.objects.filter(decision=appeal.decision_id) | Report.objects.filter(pk=appeal.report_id or 0)
        mail_guests(concerned, appeal)


@every(hours=24)
def forget_originals() -> None:
    """Once nobody can appeal any more, the words that were hidden in part are kept no longer."""
    ended = stale_originals(timezone.now() - APPEAL_TERM).values_list("pk", flat=True)
    Decision.objects.filter(pk__in=list(ended)).update(original="", words="")


@every(seconds=60)
def look_at_votes() -> None:
    """Questions on which many new accounts voted within minutes are flagged."""
    for ref, count in bursts.sudden_votes():
        flag_thing(ref=ref, detector="burst", reason="other", note=bursts.told_of_votes(count))
