"""A poll in words: how one votes in it, who does, where it stands."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from frontend import dates
from frontend.consultations.timeline import span
from participation.polls.selectors.results import WORDS

STATES = {
    "prepared": pgettext_lazy("poll", "Being prepared"),
    "open": pgettext_lazy("poll", "Open"),
    "closed": pgettext_lazy("poll", "Closed"),
}
TONES = {"prepared": "accent", "open": "support", "closed": ""}
OPTION_TONES = {"yes": "support", "no": "oppose", "abstain": "unsure"}


def option_name(key: str, text: str) -> str:
    """What an option is called in the reader's language."""
    return text or str(WORDS[key])


def how(kind: str, limit: int) -> str:
    """How one votes."""
    if kind == "several":
        return ngettext("Choose %d option.", "Choose up to %d options.", limit) % limit
    if kind == "points":
        return ngettext("Share out %d point.", "Share out up to %d points.", limit) % limit
    return _("Yes, no or abstain.") if kind == "yesno" else _("Choose one option.")


def who(by: str) -> str:
    """Whose votes count."""
    return _("Organisations vote, each once.") if by == "organisation" else _("People vote, each once.")


def when_known(*, is_secret: bool) -> str:
    """When the results can be read."""
    return _("Results are secret until it closes.") if is_secret else _("Results are shown as people vote.")


def time_left(poll: Any) -> str:
    """How long one can still vote; empty where it is not open."""
    if poll.state != "open" or poll.window.closes_at is None:
        return ""
    return _("%s left") % span(poll.window.closes_at - timezone.now())


def when_opens(poll: Any) -> str:
    """How a poll that is being prepared will open; empty of every other one."""
    if poll.state != "prepared":
        return ""
    if poll.window.opens_at is None:
        return _("It opens when its host opens it.")
    return _("It opens by itself on %s.") % dates.moment(poll.window.opens_at, poll.municipality.timezone)


def turnout(n: int, by: str) -> str:
    """How many have voted."""
    if by == "organisation":
        return ngettext("%d organisation has voted", "%d organisations have voted", n) % n
    return ngettext("%d person has voted", "%d people have voted", n) % n
