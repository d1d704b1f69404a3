"""A ballot paper of several questions, as a poll has: cast, replaced and taken back whole, whatever is clicked or raced.

One question of the window is its anchor: whoever voted has a ballot on it, so its unique constraint makes one vote of
each voice, its row is what two votes of one voice wait for each other at, and its tally is the turnout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import rows
from participation.organisations.speakers import Speaker, speaking_as
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst, TooMany

from ..locks import Locked
from ..models import Ballot, Question
from .ballots import INSERT_BALLOT, MOST_TRIES, move_tallies, tell

Changes = dict[tuple[int, str, str], int]


@dataclass(frozen=True)
class Voice:
    """Whose vote it is: a person's, or an organisation's whoever casts it. Its ballots name the one or the other."""

    user_id: int | None
    organisation_id: int | None
    group: str

    def ballots(self, locked: Locked) -> Any:
        """Its ballots in the window."""
        ballots = Ballot.objects.filter(question__window_id=locked.window.pk)
        if self.organisation_id is not None:
            return ballots.filter(voter=None, organisation_id=self.organisation_id)
        return ballots.filter(voter_id=self.user_id, organisation=None)


def cast_sheet(
    *,
    locked: Locked,
    voter: object,
    choices: Mapping[int, str],
    by_organisation: bool = False,
    organisation_id: int | None = None,
) -> bool:
    """The voice's ballots in the window are these, ``{question: choice}``, and no others; True if it had none before.

    ``locked`` is the window, shared until commit, with its anchor, which is among the choices. Afterwards the tally
    rows agree with the ballots. Raises SignInFirst, NotAllowed (suspended; an organisation where people are counted, or
    the other way round; not this organisation's representative), Closed where the anchor is shut.
    """
    anchor = _anchor(locked)
    voice = voice_of(voter, locked, by_organisation=by_organisation, organisation_id=organisation_id)
    changes: Changes = {}
    for _attempt in range(MOST_TRIES):
        own = _own_anchor(voice, locked, anchor)
        is_first = own is None and _insert(voice, locked, anchor.pk, choices[anchor.pk], changes)
        if own is not None or is_first:
            break
    else:
        raise TooMany
    if own is not None:
        _change(own, choices[anchor.pk], voice, locked, changes)
    _replace_options(voice, locked, anchor, choices, changes)
    if any(changes.values()):
        move_tallies(changes)
        if own is not None:  # the net under the live tallies looks at the anchor alone
            Ballot.objects.filter(pk=own.pk).update(changed_at=locked.now)
        tell(locked, "ballot.cast")
    return bool(is_first)


def withdraw_sheet(
    *, locked: Locked, voter: object, by_organisation: bool = False, organisation_id: int | None = None
) -> bool:
    """The voice has no ballot in the window any more; False if it had none. Raises as ``cast_sheet`` does."""
    anchor = _anchor(locked)
    voice = voice_of(voter, locked, by_organisation=by_organisation, organisation_id=organisation_id)
    if _own_anchor(voice, locked, anchor) is None:
        return False
    changes: Changes = {}
    for ballot in list(voice.ballots(locked)):
        _count(changes, ballot, -1)
        ballot.delete()
    move_tallies(changes)
    tell(locked, "ballot.withdrawn")
    return True


def voice_of(voter: object, locked: Locked, *, by_organisation: bool, organisation_id: int | None) -> Voice:
    """Who votes. Raises SignInFirst, NotAllowed: people where people are counted, organisations where they are."""
    if not isinstance(voter, User):
        raise SignInFirst
    if by_organisation and organisation_id is None:
        raise NotAllowed(_("Here organisations vote: choose the one you speak for."), field="organisation")
    if not by_organisation and organisation_id is not None:
        raise NotAllowed(_("Here people vote, each for themselves."), field="organisation")
    speaker = speaking_as(user=voter, organisation_id=organisation_id, municipality_id=locked.window.municipality_id)
    return _voice(speaker)


def _voice(speaker: Speaker) -> Voice:
    if speaker.organisation is not None:
        return Voice(None, speaker.organisation.pk, speaker.group)
    return Voice(speaker.user.pk, None, speaker.group)


def _anchor(locked: Locked) -> Question:
    if locked.question is None:
        raise BadInput
    if not locked.question.is_open:
        raise Closed
    return locked.question


def _own_anchor(voice: Voice, locked: Locked, anchor: Question) -> Ballot | None:
    """The voice's ballot on the anchor, its row locked: other votes of the same voice wait here."""
    if voice.user_id is not None:
        # Before the ballot, as erasing an account takes them: neither waits for the other in a circle.
        User.objects.select_for_update(no_key=True).filter(pk=voice.user_id).values_list("pk").first()
    own: Ballot | None = voice.ballots(locked).filter(question=anchor).select_for_update(of=("self",)).first()
    return own


def _insert(voice: Voice, locked: Locked, question_id: int, choice: str, changes: Changes) -> bool:
    """A new ballot; False if the same voice's appeared meanwhile."""
    moment = connection.ops.adapt_datetimefield_value(locked.now)
    values = [question_id, voice.user_id, voice.organisation_id, choice, voice.group, moment, moment]
    if not rows(INSERT_BALLOT, values):
        return False
    key = (question_id, voice.group, choice)
    changes[key] = changes.get(key, 0) + 1
    return True


def _change(own: Ballot, choice: str, voice: Voice, locked: Locked, changes: Changes) -> None:
    """The ballot says this from now on."""
    if (own.choice, own.group) == (choice, voice.group):
        return
    _count(changes, own, -1)
    own.choice, own.group, own.changed_at = choice, voice.group, locked.now
    own.save(update_fields=["choice", "group", "changed_at"])
    _count(changes, own, 1)


def _replace_options(
    voice: Voice, locked: Locked, anchor: Question, choices: Mapping[int, str], changes: Changes
) -> None:
    """The voice's ballots on everything but the anchor are the wanted ones. The anchor's row is locked by now."""
    wanted = {pk: choice for pk, choice in sorted(choices.items()) if pk != anchor.pk}
    there = {ballot.question_id: ballot for ballot in voice.ballots(locked).exclude(question=anchor)}
    for question_id, ballot in there.items():
        if question_id in wanted:
            _change(ballot, wanted[question_id], voice, locked, changes)
        else:
            _count(changes, ballot, -1)
            ballot.delete()
    for question_id, choice in wanted.items():
        if question_id not in there:
            _insert(voice, locked, question_id, choice, changes)


def _count(changes: Changes, ballot: Ballot, by: int) -> None:
    key = (ballot.question_id, ballot.group, ballot.choice)
    changes[key] = changes.get(key, 0) + by
