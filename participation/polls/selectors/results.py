"""What a poll shows: its options with their votes, as far as everybody may know them at that moment.

``_counts`` is the only place where a poll's tallies are read, so what is secret until the closing is secret behind
every door: pages, API, live events, exports.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from participation.accounts.models import User
from participation.organisations.models import Organisation, Representative
from participation.voting.models import Ballot
from participation.voting.selectors import Tally, tallies_of

from ..models import Poll, PollOption

WORDS = {"yes": pgettext_lazy("vote", "Yes"), "no": pgettext_lazy("vote", "No"), "abstain": _("I abstain")}
YESNO = tuple(WORDS)
TOO_FEW = _("Fewer than three voted in secret: what they chose is not shown, because it would tell who chose it.")
VOTED = "voted"  # the anchor's one choice where a vote may name several options
ONE = "1"  # an option's one choice where it gets no points
Marks = dict[str, int]  # {option's key: points}; 1 where there are no points
OwnBallots = dict[int | None, dict[int, str]]  # {organisation, or None for oneself: {question: choice}}


@dataclass
class Option:
    """One thing to choose. ``votes`` and ``points`` are None as long as nobody may know them."""

    key: str
    text: str  # empty of yes, no and abstain: they are words of the reader's language
    votes: int | None = None
    points: int | None = None  # of a poll with points

    @property
    def weight(self) -> int:
        """What counts: points where they are given, votes otherwise."""
        return (self.votes or 0) if self.points is None else self.points


@dataclass
class PollView:
    """A poll as a page shows it."""

    poll: Poll
    options: list[Option]
    turnout: int
    is_shown: bool  # whether the results may be known now
    is_withheld: bool = False  # they never may: too few voted in secret
    groups: dict[str, Marks] = field(default_factory=dict)  # {kind of participant: {key: weight}}, once sealed
    own: dict[int | None, Marks] = field(default_factory=dict)  # the viewer's votes: as a person, for organisations

    @property
    def quorum_reached(self) -> bool | None:
        """Whether enough have voted so far; None where nothing was asked."""
        return None if self.poll.quorum is None else self.turnout >= self.poll.quorum

    @property
    def whole(self) -> int:
        """What an option's share is taken of: the points given, or the votes cast."""
        return sum(option.weight for option in self.options) if self.poll.kind == Poll.Kind.POINTS else self.turnout

    @property
    def leading(self) -> list[Option]:
        """The options with the most, where there is any; abstaining leads nowhere."""
        if not self.is_shown:
            return []
        most = max((option.weight for option in self.options if option.key != "abstain"), default=0)
        return [option for option in self.options if most and option.weight == most and option.key != "abstain"]


def keys_of(kind: str, options: int) -> list[str]:
    """The options' keys: words of yes and no, numbers of all others."""
    return list(YESNO) if kind == Poll.Kind.YESNO else [str(n + 1) for n in range(options)]


def is_sheet(poll: Poll) -> bool:
    """Whether a vote may name several options, so that each is a question of its own."""
    return poll.kind in (Poll.Kind.SEVERAL, Poll.Kind.POINTS)


def view_of(poll: Poll, *, viewer: object = None) -> PollView:
    """The poll as this person may see it, with their own votes."""
    return views_of([poll], viewer=viewer)[0]


def views_of(polls: Iterable[Poll], *, viewer: object = None) -> list[PollView]:
    """The same for several polls of ``with_state``: two queries however many there are."""
    found = list(polls)
    ids = [poll.anchor_id for poll in found]
    ids += [option.question_id for poll in found for option in poll.options.all() if option.question_id]
    tallies = tallies_of(ids)
    own = _own_ballots(ids, viewer)
    return [_view(poll, tallies, own) for poll in found]


def _view(poll: Poll, tallies: dict[int, Tally], own: OwnBallots) -> PollView:
    anchor = tallies[poll.anchor_id]
    is_shown = not anchor.is_withheld and (not poll.is_secret or anchor.sealed is not None)
    options = list(poll.options.all())
    rows = [Option(key, text) for key, text in _texts(poll, options)]
    view = PollView(poll, rows, anchor.total, is_shown, anchor.is_withheld)
    view.own = {voice: marks for voice, ballots in own.items() if (marks := _marks(poll, options, ballots))}
    if is_shown:
        for row in rows:
            counts = _counts(poll, options, tallies, row.key)
            row.votes = sum(counts.values())
            row.points = _points(counts) if poll.kind == Poll.Kind.POINTS else None
        view.groups = _groups(poll, options, tallies, rows)
    return view


def _texts(poll: Poll, options: list[PollOption]) -> list[tuple[str, str]]:
    if poll.kind == Poll.Kind.YESNO:
        return [(key, "") for key in YESNO]
    return [(str(option.position), option.text) for option in options]


def _counts(
    poll: Poll, options: list[PollOption], tallies: dict[int, Tally], key: str, group: str | None = None
) -> dict[str, int]:
    """``{points: how many gave them}`` for one option, of everybody or of one kind; 1 point where there are none."""
    if is_sheet(poll):
        question = next(option.question_id for option in options if str(option.position) == key)
        tally = tallies[question or 0]
        return tally.counts if group is None else tally.folded().get(group, {})
    row = tallies[poll.anchor_id].counts if group is None else tallies[poll.anchor_id].folded().get(group, {})
    return {ONE: row.get(key, 0)}


def _points(counts: dict[str, int]) -> int:
    return sum(int(points) * n for points, n in counts.items())


def _groups(poll: Poll, options: list[PollOption], tallies: dict[int, Tally], rows: list[Option]) -> dict[str, Marks]:
    kinds = tallies[poll.anchor_id].folded()
    return {
        group: {row.key: _points(_counts(poll, options, tallies, row.key, group)) for row in rows} for group in kinds
    }


def _own_ballots(question_ids: list[int], viewer: object) -> OwnBallots:
    """The viewer's own ballots and those of the organisations they speak for now; nobody else's."""
    if not isinstance(viewer, User):
        return {}
    theirs = Representative.objects.filter(user=viewer, organisation__state=Organisation.State.VOUCHED)
    whose = Q(voter=viewer) | Q(voter=None, organisation__in=theirs.values("organisation"))
    own: OwnBallots = {}
    for ballot in Ballot.objects.filter(whose, question_id__in=question_ids):
        own.setdefault(ballot.organisation_id, {})[ballot.question_id] = ballot.choice
    return own


def _marks(poll: Poll, options: list[PollOption], choices: dict[int, str]) -> Marks | None:
    if poll.anchor_id not in choices:
        return None
    if not is_sheet(poll):
        return {choices[poll.anchor_id]: 1}
    named = [(option.position, choices.get(option.question_id or 0)) for option in options]
    return {str(position): int(choice) for position, choice in named if choice}
