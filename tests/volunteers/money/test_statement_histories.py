"""Statements in any order, with duplicates and overlaps: nothing is booked twice, and every cent is in the ledger.

A bank's account is a row of bookings; each statement is some of them, as XML or as a table. However they overlap, each
booking counts once. The control takes the guard away, and bookings count twice.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.support import factories as make
from tests.support.statements import IBAN, SUMS, campaign
from volunteers.money.actions.reconciling import reconcile
from volunteers.money.actions.statements import book_statement, upload_statement
from volunteers.money.models import Pledge, Posting, Statement, StatementLine, Transfer
from volunteers.money.references import reference_of
from volunteers.money.selectors import judging
from volunteers.money.selectors.ledger import total
from volunteers.money.statements import csv
from volunteers.money.statements.entries import Entry, with_keys

COUNTED = ("booked", "unclear", "listed", "not_ours")
WORDS = [*(reference_of(pk) for pk in SUMS), reference_of(4999), "RF83MGD4210", "за пейките"]
CENTS = [*SUMS.values(), 777, -1_234]

bookings = some.lists(
    some.tuples(some.sampled_from(WORDS), some.sampled_from(CENTS), some.integers(10, 14), some.booleans()),
    min_size=1, max_size=8,
)  # fmt: skip
statements = some.lists(some.tuples(some.integers(0, 7), some.integers(1, 8), some.booleans()), min_size=1, max_size=5)
Booking = tuple[str, int, int, bool]


def as_camt(rows: list[tuple[int, Booking]], number: int) -> bytes:
    """Some bookings as a bank writes them, each with its number."""
    entries = "".join(
        f'<Ntry><Amt Ccy="EUR">{abs(cents) // 100}.{abs(cents) % 100:02d}</Amt>'
        f"<CdtDbtInd>{'CRDT' if cents > 0 else 'DBIT'}</CdtDbtInd><Sts>BOOK</Sts>"
        f"<BookgDt><Dt>2026-11-{day}</Dt></BookgDt><AcctSvcrRef>N{at}</AcctSvcrRef>"
        f"<NtryDtls><TxDtls><RmtInf><Ustrd>{words.lower() if is_low else words}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
        for at, (words, cents, day, is_low) in rows
    )
    moved = sum(cents for _at, (_words, cents, _day, _low) in rows)
    balances = "".join(
        f'<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{cents // 100}.{cents % 100:02d}</Amt>'
        "<CdtDbtInd>CRDT</CdtDbtInd></Bal>"
        for kind, cents in (("OPBD", 10**6), ("CLBD", 10**6 + moved))
    )
    return (
        f"<Document><BkToCstmrStmt><Stmt><Id>{number}</Id><Acct><Id><IBAN>{IBAN}</IBAN></Id></Acct>"
        f"{balances}{entries}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def as_table(rows: list[tuple[int, Booking]], number: int) -> bytes:
    """The same as a table, with the same numbers."""
    lines = [
        f"{day}.11.2026;{words};{'-' if cents < 0 else ''}{abs(cents) // 100},{abs(cents) % 100:02d};N{at}"
        for at, (words, cents, day, _low) in rows
    ]
    return "\n".join([f"Извлечение {number};;;", "Дата;Основание;Сума;Референция", *lines]).encode("windows-1251")


def upload_all(rows: list[Booking], parts: list[tuple[int, int, bool]]) -> set[int]:
    """Every statement uploaded, and booked once all are there; which bookings stood in one."""
    cache.clear()
    place = make.place()
    official = make.official(place)
    campaign(place)
    told: set[int] = set()
    made = []
    for number, (first, length, is_table) in enumerate(parts):
        part = list(enumerate(rows))[first : first + length]
        if not part:
            continue
        told |= {at for at, _row in part}
        data = (as_table if is_table else as_camt)(part, number)
        made.append(upload_statement(official=official, municipality_id=place.pk, name=f"{number}", data=data))
    for one in made:
        book_statement(official=official, statement_id=one.pk)
    return told


def counted() -> int:
    """What the lines that count move."""
    return int(StatementLine.objects.filter(state__in=COUNTED).aggregate(n=Sum("cents"))["n"] or 0)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bookings, statements)
def test_whatever_overlaps_counts_once(rows: list[Booking], parts: list[tuple[int, int, bool]]) -> None:
    with transaction.atomic():
        told = upload_all(rows, parts)
        assert total() == 0 and reconcile().difference == 0
        lines = StatementLine.objects.filter(state__in=COUNTED)
        assert counted() == sum(rows[at][1] for at in told) and lines.count() == len(told)
        paid = Pledge.objects.filter(state="authorised")
        assert set(paid.values_list("pk", "cents")) <= set(SUMS.items())
        arrived = Posting.objects.filter(account__code="donors.arrived").aggregate(n=Sum("cents"))["n"] or 0
        assert -arrived == sum(paid.values_list("cents", flat=True))
        assert Transfer.objects.filter(kind="arrival").count() == paid.count()
        by_line = StatementLine.objects.filter(state="booked").aggregate(n=Sum("cents"))["n"] or 0
        assert by_line == -arrived, "every line that is booked is in the ledger, and nothing else is"
        transaction.set_rollback(True)


ROW: list[Booking] = [("за пейките", 777, 10, False), (reference_of(4201), 5_000, 11, False)]
TWICE = [(0, 2, False), (0, 1, True), (1, 1, True)]


@pytest.mark.django_db
def test_the_control_without_the_guard_lines_count_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    def keyless(_iban: str, _keys: Any) -> set[str]:
        return set()

    monkeypatch.setattr(judging, "known_keys", keyless)
    with pytest.raises(IntegrityError), transaction.atomic():  # then the database itself refuses it
        upload_all(ROW, TWICE)


@pytest.mark.django_db
def test_the_control_without_the_database_s_guard_too(monkeypatch: pytest.MonkeyPatch) -> None:
    real = with_keys
    monkeypatch.setattr(csv, "with_keys", lambda entries: tuple(_other(one) for one in real(entries)))
    told = upload_all(ROW, TWICE)
    assert counted() > sum(ROW[at][1] for at in told), "what stood in two statements counts twice"
    assert Statement.objects.count() == 3 and reconcile().difference == 0, "a pledge is confirmed once all the same"


def _other(entry: Entry) -> Entry:
    return replace(entry, key=entry.key[::-1])
