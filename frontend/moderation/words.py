"""What pages call the things, decisions and checks of moderation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from participation.moderation.words import APPEALS, Words, kind_of

__all__ = ["APPEALS", "DETECTORS", "OUTCOMES", "WHAT_IT_DOES", "Words", "kind_of", "options", "outcome_tone", "waited"]

OUTCOMES: Mapping[str, tuple[Words, str]] = {  # label and tone, the mildest first
    "keep": (_("It stays"), "support"),
    "warn": (_("Warn"), "unsure"),
    "hide_part": (_("Hide in part"), "unsure"),
    "hide": (_("Hide it"), "oppose"),
    "lock": (_("Lock"), "oppose"),
    "suspend": (_("Suspend the author"), "oppose"),
}
WHAT_IT_DOES: Mapping[str, Words] = {
    "keep": _("Nothing changes. Those who reported it learn that, and can appeal."),
    "warn": _("It stays; its author gets a warning with your reasons."),
    "hide_part": _("Only the words you choose are hidden; everything else stays."),
    "hide": _("Nobody reads it any more, on any screen."),
    "lock": _("What was said stays; the conversation takes no new posts."),
    "suspend": _("Its author adds nothing in this municipality for 1 to 90 days; only after an earlier warning."),
}
DETECTORS: Mapping[str, Words] = {
    "egn": _("it looks like a personal number"),
    "words": _("it holds words of the list"),
    "burst": _("many posts in a short time"),
    "links": _("links by a new account"),
}


def options(outcomes: Iterable[str]) -> list[tuple[str, Words, str]]:
    """The decisions that are possible, as a row of choices."""
    return [(str(one), *OUTCOMES[str(one)]) for one in outcomes]


def waited(since: datetime) -> str:
    """For how long something has waited, in its largest unit."""
    if timezone.now() - since < timedelta(minutes=1):
        return gettext("came just now")
    return gettext("waiting for %(since)s") % {"since": timesince(since, depth=1)}


def outcome_tone(outcome: str) -> str:
    """The tone of a decision's tag."""
    return OUTCOMES.get(outcome, ("", ""))[1]
