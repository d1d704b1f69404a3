"""What every room asks of the database itself: its clock and its locks, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

from django.db import IntegrityError, connection, models
from django.db.models.expressions import Func

POSTGRES = "postgresql"  # the vendor, as Django names it
M = TypeVar("M", bound=models.Model)


class DatabaseNow(Func):
    """The database's own clock at the moment of the statement (not of the transaction's start)."""

    output_field = models.DateTimeField()
    arity = 0

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]  # Django's own signature is untyped
        return clock_sql(connection.vendor), []


def clock_sql(vendor: str | None = None) -> str:
    """The SQL expression for the database's clock, with at least milliseconds."""
    vendor = vendor or connection.vendor
    return "clock_timestamp()" if vendor == POSTGRES else "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now')"


def contains(field: str, word: str) -> models.Q:
    """Rows whose text holds the word, in small or capital letters.

    SQLite folds only Latin letters, so there the usual ways to write the word are tried one by one.
    """
    forms = {word} if connection.vendor == POSTGRES else {word, word.lower(), word.capitalize(), word.upper()}
    wanted = models.Q()
    for form in sorted(forms):
        wanted |= models.Q(**{f"{field}__icontains": form})
    return wanted


def only_row(rows: models.QuerySet[M]) -> M | None:
    """The one row there is, or None. Like ``first()``, without its ordering, which costs more than the row."""
    return next(iter(rows.order_by()[:1]), None)


def as_moment(value: Any) -> datetime | None:
    """A moment as the database gave it (text on SQLite), as an aware datetime in UTC."""
    if value is None or isinstance(value, datetime):
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)
    return datetime.fromisoformat(value).replace(tzinfo=UTC)


def db_now() -> datetime:
    """The database's clock. What is late is decided by this clock alone, never by a web process's."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {clock_sql()}", [])
        moment = as_moment(cursor.fetchone()[0])
    assert moment is not None
    return moment


def for_share(alias: str = "") -> str:
    """Suffix that takes a shared row lock. SQLite needs none: its writers are already one at a time."""
    if connection.vendor != POSTGRES:
        return ""
    return f" FOR SHARE OF {alias}" if alias else " FOR SHARE"


def for_update() -> str:
    """Suffix that takes row locks; SQLite needs none."""
    return " FOR UPDATE" if connection.vendor == POSTGRES else ""


def breaks(error: IntegrityError, model: type[models.Model], constraint: str) -> bool:
    """Whether this unique constraint was broken. PostgreSQL says its name, SQLite the columns of plain ones."""
    told = getattr(error.__cause__, "diag", None)
    if told is not None:
        return bool(told.constraint_name == constraint)
    unique = next(one for one in model._meta.constraints if one.name == constraint)
    fields = unique.fields if isinstance(unique, models.UniqueConstraint) else ()
    columns = (f"{model._meta.db_table}.{getattr(model._meta.get_field(name), 'column', name)}" for name in fields)
    return str(error) == f"UNIQUE constraint failed: {', '.join(columns)}"


def execute(sql: str, values: Sequence[Any]) -> int:
    """Run a statement that answers nothing; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What a statement answers. For the few that every vote or comment runs: see docs/decisions/hot-paths.md."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def insert(*made: M) -> None:
    """The new rows of one model are in the database and have their keys, by one statement; no signals are sent."""
    if not made:
        return
    sql, marks, fields = _insertion(type(made[0]), connection.vendor)
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for row in made for field in fields]
    keys = rows(sql % ", ".join([marks] * len(made)), values)
    for row, (key,) in zip(made, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias


@cache
def _insertion(model: type[models.Model], vendor: str) -> tuple[str, str, list[models.Field[Any, Any]]]:
    """The statement that inserts rows of a model whose key the database gives, one row's marks, the fields it sets."""
    quote = connection.ops.quote_name
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    names = ", ".join(quote(str(field.column)) for field in fields)
    marks = "(" + ", ".join(["%s"] * len(fields)) + ")"
    key = quote(str(model._meta.pk.column))
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES %s RETURNING {key}", marks, fields  # noqa: S608  # names only
