"""What the database itself refuses in the ledger, on PostgreSQL and on SQLite: see docs/decisions/ledger.md."""

from __future__ import annotations

TABLES = ("money_account", "money_transfer", "money_posting", "money_seal")

# Whether the transfer of a new seal has two postings or more that sum to zero in each currency; `{key}` is the seal's.
INCOMPLETE = """
    (SELECT count(*) FROM money_posting p JOIN money_transfer t ON t.id = p.transfer_id WHERE t.key = {key}) < 2
    OR EXISTS (
        SELECT 1 FROM money_posting p JOIN money_transfer t ON t.id = p.transfer_id
        JOIN money_account a ON a.id = p.account_id
        WHERE t.key = {key} GROUP BY a.currency HAVING sum(p.cents) <> 0
    )
"""
# A reversal undoes its transfer to the cent, account by account.
UNEVEN = """
    EXISTS (
        SELECT 1 FROM money_transfer t JOIN money_posting p ON p.transfer_id IN (t.id, t.reverses_id)
        WHERE t.key = {key} AND t.reverses_id IS NOT NULL GROUP BY p.account_id HAVING sum(p.cents) <> 0
    )
"""
SEALED = """
    EXISTS (SELECT 1 FROM money_transfer t JOIN money_seal s ON s.key = t.key WHERE t.id = NEW.transfer_id)
"""

KEPT = "the ledger is only added to"
UNBALANCED = "a transfer sums to zero"
UNDONE = "a reversal undoes its transfer exactly"
CLOSED = "a sealed transfer takes no more postings"


def sqlite_create() -> list[str]:
    """Statements that put the triggers up on SQLite."""
    made = []
    for table in TABLES:
        for event in ("UPDATE", "DELETE"):
            made.append(
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
            )
        column = "key" if table == "money_seal" else "id"  # INSERT OR REPLACE would delete without asking
        there = f"EXISTS (SELECT 1 FROM {table} WHERE {column} = NEW.{column})"  # noqa: S608  # names of ours alone
        words = f"UNIQUE constraint failed: {table}.{column}"
        made.append(_before_insert(f"{table}_no_replace", table, there, words))
    for name, table, when, words in _guards():
        made.append(_before_insert(name, table, when, words))
    return made


def sqlite_drop() -> list[str]:
    """Statements that take them down."""
    names = [f"{table}_no_{what}" for table in TABLES for what in ("update", "delete", "replace")]
    return [f"DROP TRIGGER IF EXISTS {name}" for name in [*names, *(name for name, *_rest in _guards())]]


def postgres_create() -> list[str]:
    """Statements that put the triggers up on PostgreSQL."""
    made = [_function("money_keep", f"RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'restrict_violation';")]
    for table in TABLES:
        made.append(
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION money_keep()"
        )
        made.append(
            f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION money_keep()"
        )
    for name, table, when, words in _guards():
        body = f"IF {when} THEN RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW;"
        made += [_function(name, body)]
        made += [f"CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"]
    when = INCOMPLETE.format(key="(SELECT key FROM money_transfer WHERE id = NEW.transfer_id)")
    body = f"IF {when} THEN RAISE EXCEPTION '{UNBALANCED}' USING ERRCODE = 'check_violation'; END IF; RETURN NULL;"
    made += [
        _function("money_posting_sum", body),
        "CREATE CONSTRAINT TRIGGER money_posting_sum AFTER INSERT ON money_posting DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION money_posting_sum()",
    ]
    return made


def postgres_drop() -> list[str]:
    """Statements that take them down."""
    made = []
    for table in TABLES:
        made += [f"DROP TRIGGER IF EXISTS {table}_{what} ON {table}" for what in ("kept", "not_emptied")]
    for name, table in [*((name, table) for name, table, *_rest in _guards()), ("money_posting_sum", "money_posting")]:
        made += [f"DROP TRIGGER IF EXISTS {name} ON {table}", f"DROP FUNCTION IF EXISTS {name}()"]
    return [*made, "DROP FUNCTION IF EXISTS money_keep()"]


def create(vendor: str) -> list[str]:
    """The statements for a vendor of databases, as Django names it."""
    return postgres_create() if vendor == "postgresql" else sqlite_create()


def drop(vendor: str) -> list[str]:
    """Those that undo them."""
    return postgres_drop() if vendor == "postgresql" else sqlite_drop()


def _guards() -> list[tuple[str, str, str, str]]:
    """Name, table, condition and words of what is refused before a row is added."""
    return [
        ("money_seal_balanced", "money_seal", INCOMPLETE.format(key="NEW.key"), UNBALANCED),
        ("money_seal_reverses", "money_seal", UNEVEN.format(key="NEW.key"), UNDONE),
        ("money_posting_open", "money_posting", SEALED, CLOSED),
    ]


def _before_insert(name: str, table: str, when: str, words: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{words}'); END"


def _function(name: str, body: str) -> str:
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
