"""The one thing to do next on a consultation, in words and as an address."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from proposals.selectors.drafts import Work


@dataclass(frozen=True)
class Next:
    """What there is to do: a sentence, what the button says, where it leads, whether it is urgent."""

    sentence: str
    label: str
    url: str
    is_main: bool = False


def next_of(work: Work) -> Next:
    """What to do next on this consultation."""
    one = work.consultation
    makers = {"preparing": _preparing, "announced": _announced, "open": _open, "closed": _closed, "answered": _answered}
    if one.state in makers:
        return makers[one.state](work)
    sentence = _("Withdrawn.") if one.state == "withdrawn" else _("Adopted by decision %s.") % one.decision_number
    return Next(sentence, _("Look at it"), one.get_absolute_url())


def _preparing(work: Work) -> Next:
    url = reverse("work_consultation", args=[work.consultation.pk])
    if not work.missing:
        return Next(_("Everything is in order: it can be published."), _("Check and publish"), url, True)
    words = ngettext(
        "%d thing is missing before it can be published.",
        "%d things are missing before it can be published.",
        work.missing,
    )
    return Next(words % work.missing, _("Go on"), url, True)


def _announced(work: Work) -> Next:
    return Next(_("It opens by itself."), _("See it as citizens do"), work.consultation.get_absolute_url())


def _open(work: Work) -> Next:
    closes = work.consultation.window.closes_at
    days = max((closes - timezone.now()).days, 0) if closes else 0
    words = ngettext("It closes in %d day.", "It closes in %d days.", days) % days if days else _("It closes today.")
    return Next(words, _("See what came in"), reverse("work_comments", args=[work.consultation.pk]))


def _closed(work: Work) -> Next:
    if not work.unanswered:
        said = _("Every proposal is answered.") if work.proposals else _("No proposals came in; the report says so.")
        return Next(said, _("Publish the report"), reverse("work_report", args=[work.consultation.pk]), True)
    words = ngettext("%d proposal waits for an answer.", "%d proposals wait for an answer.", work.unanswered)
    return Next(
        words % work.unanswered, pgettext("verb", "Answer"), reverse("work_answers", args=[work.consultation.pk]), True
    )


def _answered(work: Work) -> Next:
    url = reverse("work_adopt", args=[work.consultation.pk])
    return Next(_("The report is published. Record the decision once it is taken."), _("Record the decision"), url)
