"""Casting and taking back a ballot: one person, one ballot per question, whatever is clicked, retried or raced."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.organisations.speakers import Speaker, speaking_as
from participation.record.actions import record
from participation.refusals import BadInput, SignInFirst, TooMany

from ..locks import Locked, lock_question
from ..models import Ballot, TallyRow
from .telling import tally_changed

Changes = dict[tuple[str, str], int]  # {(group, choice): how many more or fewer}
MOST_TRIES = 5  # each lost race means another transaction of the same person committed in between


@transaction.atomic
def cast_ballot(*, voter: object, question_id: int, choice: str, organisation_id: int | None = None) -> Ballot:
    """One ballot per person (and per organisation) on a question; a second one replaces the first.

    Afterwards the tally rows agree with the ballots. Raises Closed or NotYetOpen by the database's clock, SignInFirst,
    NotAllowed (suspended, or not this organisation's representative), BadInput for a choice the question does not have.
    """
    if not getattr(voter, "is_authenticated", False):
        raise SignInFirst
    locked = lock_question(question_id)
    assert locked.question is not None
    if choice not in locked.question.choices:
        raise BadInput(_("This question has no such choice."), field="choice")
    speaker = speaking_as(user=voter, organisation_id=organisation_id, municipality_id=locked.window.municipality_id)
    for _attempt in range(MOST_TRIES):
        ballot, changes = _place(speaker, locked, choice)
        if ballot is not None:
            break
    else:
        raise TooMany
    if changes:
        apply_changes(question_id, changes)
        tell(locked, "ballot.cast", speaker.group)
    return ballot


@transaction.atomic
def withdraw_ballot(*, voter: object, question_id: int) -> bool:
    """The person's ballot is gone and counted no more; False if there was none. Raises as cast_ballot does."""
    if not getattr(voter, "is_authenticated", False):
        raise SignInFirst
    locked = lock_question(question_id)
    speaking_as(user=voter, municipality_id=locked.window.municipality_id)
    ballot = Ballot.objects.select_for_update().filter(question_id=question_id, voter=voter).first()  # type: ignore[misc]  # checked above
    if ballot is None:
        return False
    ballot.delete()
    apply_changes(question_id, {(ballot.group, ballot.choice): -1})
    tell(locked, "ballot.withdrawn", ballot.group)
    return True


def _place(speaker: Speaker, locked: Locked, choice: str) -> tuple[Ballot | None, Changes]:
    """Write the ballot; (None, …) if another transaction was faster and it has to be tried again."""
    assert locked.question is not None
    mine = Q(voter=speaker.user)
    if speaker.organisation is not None:
        mine |= Q(organisation=speaker.organisation)
    found = list(Ballot.objects.select_for_update().filter(mine, question=locked.question).order_by("id"))
    own = next((ballot for ballot in found if ballot.voter_id == speaker.user.pk), None)
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
    organisation_id = speaker.organisation.pk if speaker.organisation else None
    if (own.choice, own.organisation_id, own.group) == (choice, organisation_id, speaker.group):
        return own, changes
    _count(changes, own, -1)
    own.choice, own.group, own.organisation, own.changed_at = choice, speaker.group, speaker.organisation, locked.now
    own.save(update_fields=["choice", "group", "organisation", "changed_at"])
    _count(changes, own, 1)
    return own, changes


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
    sql = (
        f"INSERT INTO {Ballot._meta.db_table} "  # noqa: S608  # names of tables only
        '(question_id, voter_id, organisation_id, choice, "group", cast_at, changed_at) '
        "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING id"
    )
    moment = connection.ops.adapt_datetimefield_value(locked.now)
    values = [ballot.question_id, ballot.voter_id, ballot.organisation_id, choice, speaker.group, moment, moment]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    if row is None:
        return None
    ballot.pk, ballot.is_first = row[0], True
    return ballot


def _count(changes: Changes, ballot: Ballot, by: int) -> None:
    key = (ballot.group, ballot.choice)
    changes[key] = changes.get(key, 0) + by


def apply_changes(question_id: int, changes: Changes) -> None:
    """Move the tally rows, in one statement and always in the same order, so that two ballots never deadlock."""
    rows = [(question_id, group, choice, n) for (group, choice), n in sorted(changes.items()) if n]
    if not rows:
        return
    table = TallyRow._meta.db_table
    places = ", ".join(["(%s, %s, %s, %s)"] * len(rows))
    sql = (
        f'INSERT INTO {table} (question_id, "group", choice, n) VALUES {places} '  # noqa: S608  # names only
        f'ON CONFLICT (question_id, "group", choice) DO UPDATE SET n = {table}.n + excluded.n'
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for row in rows for value in row])


def tell(locked: Locked, kind: str, group: str) -> None:
    """Record that somebody of this group voted here: never who, never what."""
    assert locked.question is not None
    record(
        kind=kind,
        scope=locked.window.scope,
        role=group,
        municipality_id=locked.window.municipality_id,
        ref=locked.question.ref,
        at=locked.now,
    )
    tally_changed(locked.question)
