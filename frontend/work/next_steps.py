"""The one thing to do next on a consultation, in words and as an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from frontend import dates
from frontend.consultations import timeline
from proposals.selectors.drafts import Work


@dataclass(frozen=True)
class Next:
    """What there is to do: a sentence, what the button says, where it leads, whether it is urgent."""

    sentence: str
    label: str
    url: str
    is_main: bool = False


@dataclass(frozen=True)
class Deadline:
    """What has to be done until when, and how long that is."""

    words: str
    left: str = ""
    is_soon: bool = False
    is_late: bool = False


def deadline_of(consultation: Any) -> Deadline | None:
    """The day that matters now: when it opens, when it closes, by when the answers are due. None where none does."""
    window, place = consultation.window, consultation.municipality
    if consultation.state == "announced" and window.opens_at:
        return Deadline(
            _("Opens on %s") % dates.moment(window.opens_at, place.timezone), timeline.time_left(consultation)
        )
    if consultation.state == "open" and window.closes_at:
        words = _("Closes on %s") % dates.moment(window.closes_at, place.timezone)
        return Deadline(words, timeline.time_left(consultation), is_soon=timeline.closes_soon(consultation))
    if consultation.state == "closed" and consultation.answers_due_on:
        days = (consultation.answers_due_on - dates.local(timezone.now(), place.timezone).date()).days
        words = _("Answers are due by %s") % dates.day(consultation.answers_due_on)
        if days < 0:
            return Deadline(words, ngettext("%d day late", "%d days late", -days) % -days, is_late=True)
        left = (ngettext("%d day left", "%d days left", days) % days) if days else _("today is the last day")
        return Deadline(words, left, is_soon=days <= 7)
    return None


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
