"""Locks of voting: acts share the window's row, closing has it alone. The database's clock decides what is late."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from participation.database import as_moment, clock_sql, for_share
from participation.refusals import BadInput, Closed

from .models import Question, Window
from .policies import GONE, refusal

_FIELDS = "w.id, w.scope, w.municipality_id, w.opens_at, w.closes_at, w.stopped_at, w.sealed_at"


@dataclass(frozen=True)
class Locked:
    """A window whose row this transaction shares, as it was under the lock, and the clock at that moment."""

    window: Window
    now: datetime
    question: Question | None = None


def lock_window(window_id: int) -> Locked:
    """Share the window with other acts until commit. Raises Closed or NotYetOpen by the database's clock."""
    table = Window._meta.db_table
    # Only names of tables and columns are put in; what comes from outside is a parameter.
    sql = f"SELECT {clock_sql()}, {_FIELDS} FROM {table} w WHERE w.id = %s{for_share('w')}"  # noqa: S608  # see above
    with connection.cursor() as cursor:
        cursor.execute(sql, [window_id])
        row = cursor.fetchone()
    if row is None:
        raise BadInput
    return _checked(row[0], row[1:], None)


def lock_question(question_id: int) -> Locked:
    """Share the window of a question until commit. Raises Closed, NotYetOpen, or BadInput for no such question."""
    questions, windows = Question._meta.db_table, Window._meta.db_table
    sql = (
        f"SELECT {clock_sql()}, {_FIELDS}, q.id, q.kind, q.choices, q.stream, q.ref, q.is_open "  # noqa: S608  # names only
        f"FROM {questions} q JOIN {windows} w ON w.id = q.window_id WHERE q.id = %s{for_share('w')}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [question_id])
        row = cursor.fetchone()
    if row is None:
        raise BadInput(field="question")
    choices = row[10]
    question = Question(
        id=row[8],
        window_id=row[1],
        kind=row[9],
        choices=json.loads(choices) if isinstance(choices, str) else choices,
        stream=row[11],
        ref=row[12],
        is_open=bool(row[13]),
    )
    locked = _checked(row[0], row[1:8], question)
    if not question.is_open:
        raise Closed(GONE)
    return locked


def _checked(clock: Any, row: tuple[Any, ...], question: Question | None) -> Locked:
    window = Window(id=row[0], scope=row[1], municipality_id=row[2])
    window.opens_at, window.closes_at, window.stopped_at, window.sealed_at = (as_moment(value) for value in row[3:7])
    now = as_moment(clock)
    assert now is not None
    reason = refusal(window, now)
    if reason is not None:
        raise reason
    return Locked(window, now, question)
