"""Casting and taking back a ballot: one person, one ballot per question, whatever is clicked, retried or raced."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from participation.database import execute, for_update, rows
from participation.organisations.speakers import Speaker, may_speak_for, speaking_as
from participation.record.actions import record
from participation.refusals import BadInput, NotAllowed, SignInFirst, TooMany

from ..locks import Locked, lock_question
from ..models import Ballot, Question, TallyRow
from ..owners import owner_of
from .telling import tally_changed

# In SQL because every ballot runs them: docs/decisions/hot-paths.md.
_TABLE = Ballot._meta.db_table
OWN_BALLOTS = f"SELECT * FROM {_TABLE} WHERE question_id = %s AND (voter_id = %s OR organisation_id = %s) ORDER BY id"  # noqa: S608  # names only
INSERT_BALLOT = (
    f'INSERT INTO {_TABLE} (question_id, voter_id, organisation_id, choice, "group", cast_at, changed_at) '  # noqa: S608  # names only
    "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING id"
)
CHANGE_BALLOT = f'UPDATE {_TABLE} SET choice = %s, "group" = %s, organisation_id = %s, changed_at = %s WHERE id = %s'  # noqa: S608  # names only

Changes = dict[tuple[str, str], int]  # {(group, choice): how many more or fewer}
MOST_TRIES = 5  # each lost race means another transaction of the same person committed in between


@transaction.atomic
def cast_ballot(*, voter: object, question_id: int, choice: str, organisation_id: int | None = None) -> Ballot:
    """One ballot per person (and per organisation) on a question; a second one replaces the first.

    Afterwards the tally rows agree with the ballots. Raises Closed or NotYetOpen by the database's clock, SignInFirst,
    NotAllowed (suspended, not this organisation's representative, or support for what is one's own), BadInput for a
    choice the question does not have.
    """
    if not getattr(voter, "is_authenticated", False):
        raise SignInFirst
    locked = lock_question(question_id)
    assert locked.question is not None
    _refuse_sheets(locked)
    if choice not in locked.question.choices:
        raise BadInput(_("This question has no such choice."), field="choice")
    municipality_id = locked.window.municipality_id
    speaker = speaking_as(user=voter, organisation_id=organisation_id, municipality_id=municipality_id, is_vote=True)
    _refuse_own(speaker, locked)
    for _attempt in range(MOST_TRIES):
        ballot, changes = _place(speaker, locked, choice)
        if ballot is not None:
            break
    else:
        raise TooMany
    if changes:
        apply_changes(question_id, changes)
        tell(locked, "ballot.cast")
    return ballot


@transaction.atomic
def withdraw_ballot(*, voter: object, question_id: int) -> bool:
    """The person's ballot is gone and counted no more; False if there was none. Raises as cast_ballot does.

    NotAllowed also where it is an organisation's ballot and the person speaks for it no longer.
    """
    if not getattr(voter, "is_authenticated", False):
        raise SignInFirst
    locked = lock_question(question_id)
    _refuse_sheets(locked)
    ballot = Ballot.objects.select_for_update().filter(question_id=question_id, voter=voter).first()  # type: ignore[misc]  # checked above
    # What was cast for an organisation is taken back only by whom may speak for it now.
    speaking_as(
        user=voter,
        organisation_id=ballot.organisation_id if ballot else None,
        municipality_id=locked.window.municipality_id,
        is_vote=True,
    )
    if ballot is None:
        return False
    ballot.delete()
    apply_changes(question_id, {(ballot.group, ballot.choice): -1})
    tell(locked, "ballot.withdrawn")
    return True


def _refuse_sheets(locked: Locked) -> None:
    """What a poll allows is known to the poll alone: a ballot on one of its questions goes through `sheets.py`."""
    assert locked.question is not None
    if locked.question.kind in (Question.Kind.POLL, Question.Kind.OPTION):
        raise BadInput(_("This question belongs to a poll: vote there."), field="question")


def _refuse_own(speaker: Speaker, locked: Locked) -> None:
    """Support counts others: nobody supports what they said themselves, or what was said for the organisation they speak for."""
    assert locked.question is not None
    owner = None if locked.question.kind == Question.Kind.STANCE else owner_of(locked.question.ref)
    if owner is None:
        return
    of_organisation = speaker.organisation is not None and speaker.organisation.pk == owner.organisation_id
    if of_organisation or speaker.user.pk == owner.person_id:
        raise NotAllowed(_("This is your own. Support counts how many others agree with it."))


def _place(speaker: Speaker, locked: Locked, choice: str) -> tuple[Ballot | None, Changes]:
    """Write the ballot; (None, …) if another transaction was faster and it has to be tried again."""
    assert locked.question is not None
    organisation_id = speaker.organisation.pk if speaker.organisation else None
    values = [locked.question.pk, speaker.user.pk, organisation_id]
    found = list(Ballot.objects.raw(OWN_BALLOTS + for_update(), values))
    own = next((ballot for ballot in found if ballot.voter_id == speaker.user.pk), None)
    if own is not None and not _is_theirs(own, speaker):
        Ballot.objects.filter(pk=own.pk).update(voter=None)  # it stays the organisation's
        found.remove(own)
        own = None
    if own is not None:
        own.question = locked.question
    changes: Changes = {}
    for ballot in found:
        if ballot is not own:  # a colleague's ballot for the same organisation: its voice passes to the newer one
            _count(changes, ballot, -1)
            ballot.delete()
    if own is None:
        own = _insert(speaker, locked, choice)
        if own is not None:
            _count(changes, own, 1)
        return own, changes
    if (own.choice, own.organisation_id, own.group) == (choice, organisation_id, speaker.group):
        return own, changes
    _count(changes, own, -1)
    own.choice, own.group, own.organisation, own.changed_at = choice, speaker.group, speaker.organisation, locked.now
    moment = connection.ops.adapt_datetimefield_value(locked.now)
    execute(CHANGE_BALLOT, [choice, speaker.group, organisation_id, moment, own.pk])
    _count(changes, own, 1)
    return own, changes


def _is_theirs(own: Ballot, speaker: Speaker) -> bool:
    """Whether the speaker may change this ballot of theirs: not one for an organisation they speak for no longer."""
    if own.organisation_id is None or (speaker.organisation and speaker.organisation.pk == own.organisation_id):
        return True
    return may_speak_for(speaker.user, own.organisation_id)


def _insert(speaker: Speaker, locked: Locked, choice: str) -> Ballot | None:
    """A new ballot, or None if the same person's (or organisation's) appeared meanwhile."""
    assert locked.question is not None
    ballot = Ballot(
        question=locked.question,
        voter=speaker.user,
        organisation=speaker.organisation,
        choice=choice,
        group=speaker.group,
        cast_at=locked.now,
        changed_at=locked.now,
    )
    moment = connection.ops.adapt_datetimefield_value(locked.now)
    values = [ballot.question_id, ballot.voter_id, ballot.organisation_id, choice, speaker.group, moment, moment]
    keys = rows(INSERT_BALLOT, values)
    if not keys:
        return None
    ballot.pk, ballot.is_first = keys[0][0], True
    return ballot


def _count(changes: Changes, ballot: Ballot, by: int) -> None:
    key = (ballot.group, ballot.choice)
    changes[key] = changes.get(key, 0) + by


def apply_changes(question_id: int, changes: Changes) -> None:
    """Move the tally rows of one question."""
    move_tallies({(question_id, group, choice): n for (group, choice), n in changes.items()})


def move_tallies(changes: Mapping[tuple[int, str, str], int]) -> None:
    """Move tally rows, ``{(question, group, choice): by}``: in one statement and always in the same order, so that two
    ballots never deadlock.
    """
    moved = [(*row, n) for row, n in sorted(changes.items()) if n]
    if not moved:
        return
    table = TallyRow._meta.db_table
    places = ", ".join(["(%s, %s, %s, %s)"] * len(moved))
    sql = (
        f'INSERT INTO {table} (question_id, "group", choice, n) VALUES {places} '  # noqa: S608  # names only
        f'ON CONFLICT (question_id, "group", choice) DO UPDATE SET n = {table}.n + excluded.n'
    )
    execute(sql, [value for row in moved for value in row])


def tell(locked: Locked, kind: str) -> None:
    """Record that somebody voted here: never who, as what, or how. Others read only how many there were on a day."""
    assert locked.question is not None
    record(
        kind=kind,
        scope=locked.window.scope,
        municipality_id=locked.window.municipality_id,
        ref=locked.question.ref,
        is_public=False,
        at=locked.now,
    )
    tally_changed(locked.question)
