"""What every room asks of the database itself: its clock and its locks, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import connection, models
from django.db.models.expressions import Func

IS_POSTGRES = "postgresql"


class DatabaseNow(Func):
    """The database's own clock at the moment of the statement (not of the transaction's start)."""

    output_field = models.DateTimeField()
    arity = 0

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]  # Django's own signature is untyped
        return clock_sql(connection.vendor), []


def clock_sql(vendor: str | None = None) -> str:
    """The SQL expression for the database's clock, with at least milliseconds."""
    vendor = vendor or connection.vendor
    return "clock_timestamp()" if vendor == IS_POSTGRES else "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now')"


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
    if connection.vendor != IS_POSTGRES:
        return ""
    return f" FOR SHARE OF {alias}" if alias else " FOR SHARE"
