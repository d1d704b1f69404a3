"""What follows from polls, and what the worker does for them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from participation.keys import as_ref
from participation.notifications.actions import notify_all
from participation.notifications.kinds import Kind, register
from participation.notifications.selectors import followers_of
from participation.record.models import Act
from participation.record.subscribers import every, on

from .actions import close_due, open_due, tell_untold
from .grounds import standing
from .models import Poll

OPENED, CLOSED, CLOSED_EARLY = "poll.opened", "poll.closed", "poll.closed_early"
MISSED, WITHHELD = "poll.quorum_missed", "poll.withheld"
register(OPENED, Kind(_("A new poll: “%(title)s”. Vote until it closes."), by_mail=False))
register(CLOSED, Kind(_("The poll has closed, its results are there: “%(title)s”."), _("Votes: %(turnout)d")))
register(
    MISSED,
    Kind(
        _("The poll has closed without enough votes: “%(title)s”."),
        _("Votes: %(turnout)d. At least %(quorum)d were asked for."),
    ),
)
register(
    WITHHELD,
    Kind(
        _("The poll has closed: “%(title)s”."),
        _("Votes: %(turnout)d. So few voted in secret that what they chose is not shown."),
    ),
)
register(CLOSED_EARLY, Kind(_("The poll was closed early: “%(title)s”."), _("Why: %(reason)s")))


@on("poll.opened", "poll.closed")
def tell_followers(act: Act) -> None:
    """Whoever follows the poll, or what it belongs to, is told once that it opened and how it ended."""
    kind, number = as_ref(act.ref) or ("", 0)
    poll = standing(Poll.objects.filter(pk=number, hidden_at=None)).first() if kind == "poll" else None
    if poll is None:
        return
    data = {"title": poll.title, **{name: act.data.get(name) or 0 for name in ("turnout", "quorum")}}
    notify_all(
        user_ids=[pk for pk in followers_of(act.scope) if pk != act.actor_id],
        kind=_kind_of(act),
        data={**data, "reason": act.data.get("reason", "")},
        url=poll.get_absolute_url(),
        key=f"act.{act.pk}",
    )


def _kind_of(act: Act) -> str:
    if act.kind == OPENED:
        return OPENED
    if act.data.get("reason"):
        return CLOSED_EARLY
    if act.data.get("is_withheld") and act.data.get("quorum_reached") is not False:
        return WITHHELD
    return MISSED if act.data.get("quorum_reached") is False else CLOSED


@every(seconds=1)
def open_and_close_polls() -> None:
    """Polls whose moment has come, the one or the other."""
    open_due()
    close_due()


@every(seconds=5)
def tell_lost_polls() -> None:
    """The net under the live results."""
    tell_untold()
