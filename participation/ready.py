"""Queries of Django's that are put together once. See docs/decisions/ready-queries.md."""

from __future__ import annotations

import copy
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connection, models
from django.db.models.query import ModelIterable

M = TypeVar("M", bound=models.Model)
FIRST_MARK = 1_979_000_001  # fits every column of whole numbers, and stands nowhere in a query by itself


class Compiled(NamedTuple):
    """A statement with the columns it gives, and which of its values are the caller's."""

    compiler: Any  # Django's SQLCompiler
    sql: str
    values: tuple[Any, ...]
    places: dict[int, int]  # position among the values: position among the caller's numbers


class Ready(Generic[M]):
    """A query of many joins, asked again and again with other whole numbers, without putting it together again.

    ``make`` takes ``takes`` numbers and gives a query set that compares columns with each of them (``pk=n``,
    ``number__lt=n``; not in a slice), and that prefetches nothing. It is called once for each kind of database, so
    nothing else that changes may go into it, the time of day for one. Numbers must fit the columns.
    """

    def __init__(self, make: Callable[..., models.QuerySet[M]], *, takes: int = 1) -> None:
        self.make, self.takes = make, takes
        self._compiled: dict[str, Compiled] = {}

    def __call__(self, *numbers: int) -> list[M]:
        """The rows, as the query set would have given them. Raises TypeError for more or fewer numbers than it takes."""
        if len(numbers) != self.takes:
            raise TypeError(f"it takes {self.takes} numbers, not {len(numbers)}")
        ready = self._compiled.get(connection.vendor) or self._put_together()
        values = list(ready.values)
        for here, there in ready.places.items():
            values[here] = numbers[there]
        asked = copy.copy(ready.compiler)  # what it knows of the columns is shared; the connection is this thread's
        asked.connection = connection
        asked.as_sql = lambda *_args, **_more: (ready.sql, tuple(values))
        rows = SimpleNamespace(
            db=connection.alias, query=SimpleNamespace(get_compiler=lambda using: asked), _known_related_objects={}
        )
        return list(ModelIterable(rows))  # type: ignore[arg-type]  # it has all of a query set that is read there

    def only(self, *numbers: int) -> M | None:
        """The one row there is, or None."""
        found = self(*numbers)
        return found[0] if found else None

    def _put_together(self) -> Compiled:
        """Raises ValueError where a number is not in the statement as it was given."""
        marks = range(FIRST_MARK, FIRST_MARK + self.takes)
        compiler = self.make(*marks).query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        places = {here: value - FIRST_MARK for here, value in enumerate(values) if value in marks}
        if set(places.values()) != set(range(self.takes)):
            raise ValueError("the query does not compare a column with each of its numbers")
        made = self._compiled[connection.vendor] = Compiled(compiler, sql, tuple(values), places)
        return made
