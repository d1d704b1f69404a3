"""The polls of a session as its minutes tell them: question, outcome, numbers, quorum; never what is secret yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participation.polls.models import Poll
from participation.polls.selectors import PollView
from participation.polls.selectors.results import TOO_FEW, WORDS, Option

from .words import plain


def write_polls(views: Iterable[PollView]) -> Iterator[str]:
    """Each poll in the order in which it was asked, as Markdown in the active language."""
    for number, view in enumerate(views, 1):
        yield f"### {number}. {plain(view.poll.title)}"
        yield ""
        yield from (f"- {plain(line)}" for line in counts_of(view))
        yield ""
        yield " ".join(plain(line) for line in _ended(view))
        yield ""


def counts_of(view: PollView) -> list[str]:
    """What the options got; nothing as long as nobody may know."""
    if not view.is_shown:
        return []
    return [_("%(option)s: %(n)s") % {"option": _name(one), "n": _weight(view, one)} for one in view.options]


def _ended(view: PollView) -> Iterator[str]:
    """How many voted, whether they were enough, and what came of it."""
    poll = view.poll
    yield _turnout(view)
    if poll.quorum is not None and poll.state == "closed":
        reached = _("The quorum of %(n)d was reached.") if view.quorum_reached else _("The quorum of %(n)d was missed.")
        yield reached % {"n": poll.quorum}
    if poll.state != "closed":
        yield _("It was still open when this was written.")
        if not view.is_shown:
            yield _("Its results are secret until it closes.")
    elif view.is_withheld:
        yield str(TOO_FEW)
    elif not view.is_shown:
        yield _("Its votes are being counted.")
    else:
        yield _outcome(view)
    if poll.reason:
        yield _("Closed before its time: %(reason)s") % {"reason": poll.reason}


def _outcome(view: PollView) -> str:
    leading = view.leading
    if not leading:
        return _("Nobody chose anything.") if not view.turnout else _("Everybody abstained.")
    names = ", ".join(_name(one) for one in leading)
    return (_("Most: %(names)s.") if len(leading) == 1 else _("The same number: %(names)s.")) % {"names": names}


def _turnout(view: PollView) -> str:
    if view.poll.by == Poll.By.ORGANISATION:
        words = ngettext("%(n)d organisation voted.", "%(n)d organisations voted.", view.turnout)
    else:
        words = ngettext("%(n)d person voted.", "%(n)d people voted.", view.turnout)
    return words % {"n": view.turnout}


def _weight(view: PollView, option: Option) -> str:
    if view.poll.kind == Poll.Kind.POINTS:
        return ngettext("%(n)d point", "%(n)d points", option.weight) % {"n": option.weight}
    return ngettext("%(n)d vote", "%(n)d votes", option.weight) % {"n": option.weight}


def _name(option: Option) -> str:
    return option.text or str(WORDS[option.key])
