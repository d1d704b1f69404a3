"""Voting in a poll: one act, whole, once per voice; it replaces the earlier one and may be taken back while it is open."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from participation.limits import limit
from participation.refusals import BadInput, SignInFirst
from participation.voting.actions import cast_sheet, withdraw_sheet

from ..models import Poll
from ..selectors.results import VOTED, is_sheet, keys_of
from .common import share


@transaction.atomic
def vote_in_poll(*, voter: object, poll_id: int, marks: Mapping[str, int], organisation_id: int | None = None) -> bool:
    """The voice's vote is this, ``{option's key: points}`` (1 where there are no points); True if it is its first.

    What the poll allows is checked under the lock of its window, with which it can neither close nor change. Raises
    SignInFirst, NotAllowed, Closed, NotYetOpen, TooMany, BadInput (field ``marks``).
    """
    if not getattr(voter, "is_authenticated", False):
        raise SignInFirst
    limit(f"poll_vote:{voter.pk}", times=60, seconds=60)  # type: ignore[attr-defined]  # signed in, checked above
    poll, locked = share(poll_id)
    _check(poll, marks)
    return cast_sheet(
        locked=locked,
        voter=voter,
        choices=_choices(poll, marks),
        by_organisation=poll.by == Poll.By.ORGANISATION,
        organisation_id=organisation_id,
    )


@transaction.atomic
def withdraw_vote(*, voter: object, poll_id: int, organisation_id: int | None = None) -> bool:
    """The voice's vote is gone and counted no more; False if there was none. Raises as ``vote_in_poll``."""
    if not getattr(voter, "is_authenticated", False):
        raise SignInFirst
    poll, locked = share(poll_id)
    is_theirs = poll.by == Poll.By.ORGANISATION
    return withdraw_sheet(locked=locked, voter=voter, by_organisation=is_theirs, organisation_id=organisation_id)


def _check(poll: Poll, marks: Mapping[str, int]) -> None:
    """Raises BadInput for what the poll does not allow."""
    if not marks:
        raise BadInput(_("Choose something first."), field="marks")
    if set(marks) - set(keys_of(poll.kind, len(poll.options.all()))):
        raise BadInput(_("This poll has no such option. Look at its newest state."), field="marks")
    if poll.kind == Poll.Kind.POINTS:
        _check_points(poll, marks)
        return
    if any(points != 1 for points in marks.values()):
        raise BadInput(_("This poll gives no points."), field="marks")
    if len(marks) > poll.limit:
        words = ngettext("Choose %(most)d option only.", "Choose at most %(most)d options.", poll.limit)
        raise BadInput(words % {"most": poll.limit}, field="marks")


def _check_points(poll: Poll, marks: Mapping[str, int]) -> None:
    if any(points < 1 for points in marks.values()):
        raise BadInput(_("Points are whole numbers from 1; leave out what gets none."), field="marks")
    given = sum(marks.values())
    if given > poll.limit:
        words = _("You gave %(given)d points and have %(most)d.")
        raise BadInput(words % {"given": given, "most": poll.limit}, field="marks")


def _choices(poll: Poll, marks: Mapping[str, int]) -> dict[int, str]:
    """The ballots that say this: ``{question: choice}``."""
    if not is_sheet(poll):
        return {poll.anchor_id: next(iter(marks))}
    questions = {str(option.position): option.question_id for option in poll.options.all()}
    named = {questions[key]: str(points) for key, points in marks.items()}
    return {poll.anchor_id: VOTED, **{pk: choice for pk, choice in named.items() if pk is not None}}
