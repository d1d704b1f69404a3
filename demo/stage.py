"""Plays the demo's acts in the order of their moments and writes what the actions would have written, in bulk.

One action is one transaction; ten thousand of them would take minutes. Here the same rows are gathered in memory, with
counters kept as the actions keep them, and stored at once. `tests/demo` recounts everything.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.core.management.color import no_style
from django.db import connection, models

from participation.accounts.models import User
from participation.database import POSTGRES
from participation.live.models import Event, Stream
from participation.organisations.models import Organisation
from participation.record.models import Act
from participation.voting.models import Ballot, Question, TallyRow
from participation.voting.selectors import Tally

Row = TypeVar("Row", bound=models.Model)
KEEP_EVENTS = timedelta(days=2)  # older ones are pruned in real life as well
SLICE = 2000


class Stage:
    """Rows to be written, numbered in the order in which they happen."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.rows: dict[type[models.Model], list[Any]] = defaultdict(list)
        self.changed: dict[tuple[type[models.Model], tuple[str, ...]], dict[int, Any]] = defaultdict(dict)
        self._next: dict[type[models.Model], int] = {}
        self._streams: dict[str, Stream] = {}
        self.tallies: dict[int, Tally] = {}
        self._voted: dict[int, set[tuple[str, int]]] = defaultdict(set)
        self._rows_of: dict[tuple[int, str, str], TallyRow] = {}
        self.questions: dict[int, list[Question]] = defaultdict(list)  # by window

    def add(self, row: Row) -> Row:
        """The row has its number and will be written."""
        model = type(row)
        if model not in self._next:
            self._next[model] = (model._default_manager.aggregate(top=models.Max("pk"))["top"] or 0) + 1
        row.pk = self._next[model]
        self._next[model] += 1
        self.rows[model].append(row)
        return row

    def change(self, row: models.Model, *fields: str) -> None:
        """A row that is stored already will have these fields written anew."""
        self.changed[type(row), fields][row.pk] = row

    def watch(self, question: Question) -> None:
        """Ballots on this question are counted from now on."""
        self.tallies[question.pk] = Tally(question.pk)
        self.questions[question.window_id].append(question)

    def record(self, *, kind: str, scope: str, at: datetime, **more: Any) -> Act:
        """As `participation.record.actions.record`, at a moment of the past whose reactions are done."""
        more.setdefault("data", {})
        return self.add(Act(kind=kind, scope=scope, at=at, **more))

    def publish(self, *, stream: str, kind: str, data: dict[str, Any], at: datetime, ref: str = "") -> None:
        """As `participation.live.actions.publish`; what is older than two days is counted but no longer kept."""
        row = self._streams.get(stream)
        if row is None:
            row = self._streams[stream] = self.add(Stream(name=stream, epoch=secrets.token_hex(4), seq=0))
        row.seq += 1
        if at >= self.now - KEEP_EVENTS:
            self.add(Event(stream=row, seq=row.seq, kind=kind, ref=ref, data=data, at=at))

    def cast(
        self,
        question: Question,
        voter: User,
        choice: str,
        at: datetime,
        *,
        group: str,
        organisation: Organisation | None,
        municipality_id: int,
    ) -> bool:
        """A ballot, its tally row, its act and the tally told; False where the person or organisation has voted."""
        keys = {("voter", voter.pk)} | ({("organisation", organisation.pk)} if organisation else set())
        if keys & self._voted[question.pk]:
            return False
        self._voted[question.pk] |= keys
        self.add(
            Ballot(
                question=question, voter=voter, organisation=organisation, choice=choice, group=group, cast_at=at,
                changed_at=at,
            )
        )  # fmt: skip
        self.count(question.pk, group, choice)
        scope = question.stream
        self.record(
            kind="ballot.cast", scope=scope, municipality_id=municipality_id, ref=question.ref, is_public=False, at=at
        )
        question.tally_sent_at = at
        data = {**self.tallies[question.pk].as_data(), "ref": question.ref} if at >= self.now - KEEP_EVENTS else {}
        self.publish(stream=scope, kind="tally", data=data, ref=question.ref, at=at)
        return True

    def count(self, question_id: int, group: str, choice: str) -> None:
        """One ballot more in the tally."""
        row = self.tallies[question_id].groups.setdefault(group, {})
        row[choice] = row.get(choice, 0) + 1
        stored = self._rows_of.get((question_id, group, choice))
        if stored is None:
            stored = self.add(TallyRow(question_id=question_id, group=group, choice=choice, n=0))
            self._rows_of[question_id, group, choice] = stored
        stored.n = row[choice]

    def write(self) -> int:
        """Store everything, in the order in which the tables depend on each other; how many rows."""
        order = {model: place for place, model in enumerate(_by_dependency(list(self.rows)))}
        for model in sorted(self.rows, key=order.__getitem__):
            model._default_manager.bulk_create(self.rows[model], batch_size=SLICE)
        for (model, fields), changed in self.changed.items():
            model._default_manager.bulk_update(list(changed.values()), fields, batch_size=200)
        _move_sequences(list(self.rows))
        _count_anew()
        return sum(len(rows) for rows in self.rows.values())


def _by_dependency(tables: list[type[models.Model]]) -> list[type[models.Model]]:
    """The models so that each comes after those its foreign keys point to."""
    done: list[type[models.Model]] = []

    def visit(model: type[models.Model]) -> None:
        if model in done or model not in tables:
            return
        for field in model._meta.concrete_fields:
            target = field.related_model
            if isinstance(target, type) and target is not model:
                visit(target)
        done.append(model)

    for model in tables:
        visit(model)
    return done


def _move_sequences(tables: list[type[models.Model]]) -> None:
    """The next row made without a number gets one after those written here (PostgreSQL counts apart)."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(sql)


def _count_anew() -> None:
    """PostgreSQL plans by how many rows there were when it last looked: with what it knew of empty tables, one update of
    ten thousand ballots took minutes.
    """
    if connection.vendor == POSTGRES:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
