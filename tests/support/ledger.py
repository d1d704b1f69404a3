"""Tests that leave rows behind have every table emptied afterwards: also those that refuse it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from volunteers.money.triggers import create, drop


def let_tables_be_emptied(patch: pytest.MonkeyPatch) -> None:
    """The statements that empty all tables take the ledger's triggers down first and put them up again."""
    operations = type(connection.ops)
    plain = operations.sql_flush

    def sql_flush(self: Any, style: Any, tables: Any, **how: Any) -> list[str]:
        emptying = plain(self, style, tables, **how)
        if "money_posting" not in tables:
            return emptying
        return [*drop(connection.vendor), *emptying, *create(connection.vendor)]

    patch.setattr(operations, "sql_flush", sql_flush)
