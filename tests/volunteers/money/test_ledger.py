"""The ledger is held by the database itself: nothing changes, nothing goes, every transfer sums to zero."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from volunteers.money.actions.ledger import post, reverse
from volunteers.money.models import Account, Posting, Seal, Transfer
from volunteers.money.selectors.ledger import balance, balances, total

LINES = {"provider.dummy.clearing": 500, "project.1.held": -500}


@pytest.mark.django_db
def test_money_moves_from_one_account_to_another() -> None:
    made = post(kind="capture", key="pledge.1.capture", lines=LINES)
    assert balances() == {"provider.dummy.clearing": 500, "project.1.held": -500}
    assert (made.key, total(), balance("project.2.held")) == ("pledge.1.capture", 0, 0)


@pytest.mark.django_db
def test_a_key_moves_money_once() -> None:
    post(kind="capture", key="pledge.1.capture", lines=LINES)
    with pytest.raises(IntegrityError), transaction.atomic():
        post(kind="capture", key="pledge.1.capture", lines=LINES)
    assert balance("project.1.held") == -500


@pytest.mark.django_db
@pytest.mark.parametrize(
    "lines",
    [
        {"a": 500, "b": -499},
        {"a": 500},
        {"a": 500, "b": 0},
        {},
        {"a": 1, "b": 1, "c": -1},
    ],
)
def test_what_does_not_sum_to_zero_is_refused(lines: dict[str, int]) -> None:
    with pytest.raises(IntegrityError, match="sums to zero"), transaction.atomic():
        post(kind="odd", key="odd", lines=lines)
    assert Transfer.objects.count() == 0


@transaction.atomic
def unsealed(account: Account, then: str = "") -> None:
    """A transfer that moves money from nowhere, and has no seal."""
    made = Transfer.objects.create(kind="odd", seal_id="odd")
    Posting.objects.create(transfer=made, account=account, cents=5)
    if then:
        with connection.cursor() as cursor:
            cursor.execute(then)


@pytest.mark.django_db(transaction=True)
def test_a_transfer_without_its_seal_is_never_committed() -> None:
    account = Account.objects.create(code="a")
    with pytest.raises(IntegrityError):
        unsealed(account)
    assert (Transfer.objects.count(), Posting.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_nothing_is_added_to_a_sealed_transfer() -> None:
    made = post(kind="capture", key="pledge.1.capture", lines=LINES)
    other = Account.objects.create(code="other")
    with pytest.raises(IntegrityError, match="takes no more"), transaction.atomic():
        Posting.objects.create(transfer=made, account=other, cents=5)


CHANGES: list[Callable[[], Any]] = [
    lambda: Posting.objects.update(cents=1),
    lambda: Posting.objects.all().delete(),
    lambda: Transfer.objects.update(kind="other"),
    lambda: Transfer.objects.filter(reverses=None)._raw_delete("default"),  # type: ignore[attr-defined]  # Django's own
    lambda: Account.objects.update(code="x"),
    lambda: Account.objects.all()._raw_delete("default"),  # type: ignore[attr-defined]  # Django's own
    lambda: Seal.objects.update(key="y"),
    lambda: Seal.objects.all()._raw_delete("default"),  # type: ignore[attr-defined]  # Django's own
]


@pytest.mark.django_db
@pytest.mark.parametrize("change", range(len(CHANGES)))
def test_nothing_in_it_is_changed_or_deleted(change: int) -> None:
    post(kind="capture", key="pledge.1.capture", lines=LINES)
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        CHANGES[change]()
    assert balances() == {"provider.dummy.clearing": 500, "project.1.held": -500}


@pytest.mark.django_db
def test_no_row_is_replaced_by_another() -> None:
    made = post(kind="capture", key="pledge.1.capture", lines=LINES)
    row = made.postings.order_by("pk")[0]
    words = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"{words} INTO money_posting (id, transfer_id, account_id, cents) VALUES (%s, %s, %s, 7)",
            [row.pk, made.pk, row.account_id],
        )
    assert total() == 0


@pytest.mark.django_db
@pytest.mark.postgres
def test_postgresql_does_not_empty_it_and_looks_at_sums_itself() -> None:
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE money_posting CASCADE")
    account = Account.objects.create(code="a")
    with pytest.raises(IntegrityError, match="sums to zero"):
        unsealed(account, "SET CONSTRAINTS money_posting_sum IMMEDIATE")


@pytest.mark.django_db
def test_a_transfer_is_undone_at_most_once() -> None:
    post(kind="capture", key="pledge.1.capture", lines=LINES)
    undone = reverse(key="pledge.1.capture")
    assert balances() == {"provider.dummy.clearing": 0, "project.1.held": 0}
    assert undone.reverses is not None and undone.reverses.key == "pledge.1.capture"
    with pytest.raises(IntegrityError), transaction.atomic():
        reverse(key="pledge.1.capture")


@pytest.mark.django_db
def test_a_reversal_undoes_exactly_what_was_done() -> None:
    made = post(kind="capture", key="pledge.1.capture", lines=LINES)
    half = {code: -cents // 2 for code, cents in LINES.items()}
    with pytest.raises(IntegrityError, match="exactly"), transaction.atomic():
        post(kind="reversal", key="half", lines=half, reverses=made)


class Sums(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(some.lists(some.integers(-(10**12), 10**12).filter(bool), min_size=1, max_size=6))
    def test_the_database_takes_what_sums_to_zero_and_nothing_else(self, cents: list[int]) -> None:
        lines = {f"a{n}": one for n, one in enumerate(cents)}
        if sum(cents) == 0 and len(cents) > 1:
            post(kind="any", key="any", lines=lines)
        else:
            with pytest.raises(IntegrityError), transaction.atomic():
                post(kind="any", key="any", lines=lines)
            balanced = {**lines, "rest": -sum(cents)}
            if sum(cents):
                post(kind="any", key="any", lines=balanced)
        assert total() == 0
