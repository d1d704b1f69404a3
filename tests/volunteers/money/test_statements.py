"""Statements uploaded, looked at, booked and settled: what is booked, what is not, and what is kept of who paid."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participation.database import db_now
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst
from participation.retries import was_there
from tests.support import factories as make
from tests.support import money
from tests.support.statements import IBAN, campaign, sample, states, upload, verdicts
from volunteers.money.actions.arriving import confirm_arrival, set_treasury
from volunteers.money.actions.asking import carry_out_due
from volunteers.money.actions.closing import close_due
from volunteers.money.actions.reconciling import reconcile
from volunteers.money.actions.settling import set_aside_line, settle_line
from volunteers.money.actions.statements import book_statement, discard_statement, upload_statement
from volunteers.money.models import Attempt, Campaign, Payout, Pledge, Statement, StatementLine, Transfer
from volunteers.money.references import reference_of
from volunteers.money.selectors.ledger import balances
from volunteers.money.selectors.statements import near_pledges, seen_lines, statements_of, sums_of
from volunteers.projects.models import Coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked() -> Campaign:
    return campaign(make.place())


@pytest.fixture
def official(asked: Campaign) -> Any:
    return make.official(asked.project.municipality)


def booked(official: Any, name: str) -> Statement:
    return book_statement(official=official, statement_id=upload(official, name).pk)


def line(statement: Statement, number: int) -> StatementLine:
    return statement.lines.get(number=number)


def state_of(pk: int) -> str:
    return str(Pledge.objects.get(pk=pk).state)


def test_it_is_looked_at_before_anything_is_booked(official: Any) -> None:
    made = upload(official, "good-08.xml")
    seen = seen_lines(made, official)
    assert [one.verdict for one in seen] == ["pledge", "pledge", "pledge", "out"]
    assert sums_of(seen) == {"booked": (3, 17_500), "listed": (1, -1_234)}
    assert set(states(made)) == {"read"} and state_of(4201) == "pledged" and not Transfer.objects.exists()
    assert [one.reference for one in seen[:2]] == ["RF83MGD4201", "RF56MGD4202"] and seen[0].meaning


def test_booking_is_confirming_each_arrival(official: Any) -> None:
    made = booked(official, "good-08.xml")
    assert states(made) == ["booked", "booked", "booked", "listed"] and made.pending == 1
    assert [state_of(pk) for pk in (4201, 4202, 4203, 4204)] == ["authorised"] * 3 + ["pledged"]
    assert balances("donors.arrived") == {"donors.arrived": -17_500} and reconcile().difference == 0
    assert was_there(book_statement(official=official, statement_id=made.pk))
    assert booked(official, "good-02.xml").lines.filter(state="booked").count() == 2, "both payments of a batch"
    assert balances("donors.arrived") == {"donors.arrived": -21_500} and reconcile().difference == 0


def test_the_same_file_is_the_same_statement_and_overlaps_book_nothing_twice(official: Any) -> None:
    made = booked(official, "good-08.xml")
    assert was_there(again := upload(official, "good-08.xml")) and again.pk == made.pk
    overlap = booked(official, "overlap-02.xml")
    assert verdicts(overlap) == ["repeated", "pledge"] and states(overlap) == ["repeated", "booked"]
    assert balances("donors.arrived") == {"donors.arrived": -18_500} and reconcile().difference == 0


def test_two_statements_that_wait_at_once(official: Any) -> None:
    first, second = upload(official, "good-08.xml"), upload(official, "overlap-02.xml")
    assert [one.verdict for one in seen_lines(second, official)] == ["pledge", "pledge"]
    book_statement(official=official, statement_id=first.pk)
    assert [one.verdict for one in seen_lines(second, official)] == ["repeated", "pledge"]
    book_statement(official=official, statement_id=second.pk)
    assert states(second) == ["repeated", "booked"] and reconcile().difference == 0


def test_the_same_days_as_a_table(official: Any) -> None:
    booked(official, "good-08.xml")
    table = booked(official, "bank-1251.csv")
    assert verdicts(table) == ["repeated", "repeated", "out", "repeated"] and reconcile().difference == 0


def test_references_that_are_wrong(official: Any) -> None:
    made = booked(official, "wrong-reference.xml")
    assert verdicts(made) == ["mistyped", "unknown", "no_reference", "several", "unknown"]
    assert set(states(made)) == {"unclear"} and not Transfer.objects.exists()
    like, same = near_pledges(line(made, 1)), near_pledges(line(made, 3))
    assert [(one.pledge.pk, one.is_like, one.is_same_sum) for one in like] == [(4201, True, True)]
    assert [(one.pledge.pk, one.is_like, one.is_same_sum) for one in same] == [(4203, False, True)]


def test_another_sum_another_currency_twice(official: Any) -> None:
    assert verdicts(booked(official, "wrong-sum.xml")) == ["sum", "sum"] and state_of(4201) == "pledged"
    assert verdicts(booked(official, "other-currency.xml")) == ["currency", "pledge"]
    twice = booked(official, "twice-in-one.xml")
    assert verdicts(twice) == ["pledge", "again"] and balances("donors.arrived") == {"donors.arrived": -7_500}
    assert reconcile().difference == 0


def test_what_was_confirmed_by_hand_is_the_same_money(official: Any) -> None:
    confirm_arrival(official=official, reference=reference_of(4201), cents=5_000)
    made = booked(official, "good-08.xml")
    assert verdicts(made)[0] == "by_hand" and states(made)[0] == "booked"
    assert balances("donors.arrived") == {"donors.arrived": -17_500} and reconcile().difference == 0


def test_too_late(official: Any, asked: Campaign) -> None:
    money.end(asked)
    close_due()
    made = booked(official, "good-08.xml")
    assert verdicts(made) == ["late", "late", "late", "out"] and not balances() and reconcile().difference == 0
    with pytest.raises(Closed):
        settle_line(official=official, line_id=line(made, 1).pk, reference=reference_of(4201))


def test_the_campaign_closes_between_looking_and_booking(official: Any, asked: Campaign) -> None:
    made = upload(official, "good-08.xml")
    assert seen_lines(made, official)[0].verdict == "pledge"
    money.end(asked)
    close_due()
    assert verdicts(book_statement(official=official, statement_id=made.pk))[0] == "late"


def test_whoever_has_a_part_in_the_project_leaves_its_lines_to_a_colleague(official: Any, asked: Campaign) -> None:
    Coordinator.objects.create(project=asked.project, user=official)
    made = booked(official, "good-08.xml")
    assert verdicts(made)[:3] == ["own"] * 3 and not balances()
    with pytest.raises(NotAllowed):
        settle_line(official=official, line_id=line(made, 1).pk, reference=reference_of(4201))
    other = make.official(asked.project.municipality, "Колега")
    settle_line(official=other, line_id=line(made, 1).pk, reference=reference_of(4201))
    assert state_of(4201) == "authorised" and reconcile().difference == 0


@pytest.mark.parametrize("name", ["other-account.xml", "unbalanced.xml", "broken.xml", "bomb.xml", "wrong-row.csv"])
def test_nothing_is_kept_of_what_is_refused(official: Any, name: str) -> None:
    with pytest.raises(BadInput) as refused:
        upload(official, name)
    assert refused.value.field == "file" and not Statement.objects.exists()


def test_a_table_that_names_another_account(official: Any) -> None:
    place = make.place().pk
    text = "IBAN;Дата;Основание;Сума\n{};16.11.2026;RF83MGD4201;50,00"
    with pytest.raises(BadInput, match="BG75"):
        upload_statement(
            official=official, municipality_id=place, name="a", data=text.format("BG75FINV91501012345678").encode()
        )
    assert upload_statement(official=official, municipality_id=place, name="a", data=text.format(IBAN).encode())


def test_who_may(official: Any) -> None:
    place = make.place()
    made = upload(official, "wrong-sum.xml")
    book_statement(official=official, statement_id=made.pk)
    stranger = make.official(make.place("VAR06", "Варна", "Varna"))
    for who, refusal in ((None, SignInFirst), (make.person(), NotAllowed), (stranger, NotAllowed)):
        for act in (
            lambda who=who: upload_statement(
                official=who, municipality_id=place.pk, name="a", data=sample("good-08.xml")
            ),
            lambda who=who: book_statement(official=who, statement_id=made.pk),
            lambda who=who: discard_statement(official=who, statement_id=made.pk),
            lambda who=who: settle_line(official=who, line_id=line(made, 1).pk, reference="x"),
            lambda who=who: set_aside_line(official=who, line_id=line(made, 1).pk, words="x"),
        ):
            with pytest.raises(refusal):
                act()
        assert not statements_of(who)
    assert statements_of(official).get().unclear_count == 2  # type: ignore[attr-defined]  # annotated by statements_of


def test_settling_by_hand(official: Any) -> None:
    made = booked(official, "wrong-reference.xml")
    unclear = line(made, 1)
    assert unclear.payer == "Стефка Петрова" and unclear.payer_iban
    for wrong in ("RF83MGD4210", "nothing", reference_of(4202), reference_of(999_999)):
        with pytest.raises(BadInput) as refused:
            settle_line(official=official, line_id=unclear.pk, reference=wrong)
        assert refused.value.field == "reference"
    settled = settle_line(official=official, line_id=unclear.pk, reference=" rf83 mgd4201")
    assert (settled.state, settled.pledge_id, settled.payer, settled.payer_iban) == ("booked", 4201, "", "")
    assert was_there(settle_line(official=official, line_id=unclear.pk, reference=reference_of(4201)))
    assert state_of(4201) == "authorised" and reconcile().difference == 0
    with pytest.raises(Closed):
        set_aside_line(official=official, line_id=unclear.pk, words="друго")
    other = line(made, 3)
    StatementLine.objects.filter(pk=other.pk).update(cents=5_000)
    with pytest.raises(BadInput, match="line paid this pledge before"):
        settle_line(official=official, line_id=other.pk, reference=reference_of(4201))


def test_setting_aside_can_be_undone(official: Any) -> None:
    made = booked(official, "wrong-reference.xml")
    third = line(made, 3)
    with pytest.raises(BadInput):
        set_aside_line(official=official, line_id=third.pk, words="  ")
    aside = set_aside_line(official=official, line_id=third.pk, words="Такса за пазар")
    assert (aside.state, aside.payer, aside.text, aside.words) == ("not_ours", "", "", "Такса за пазар")
    assert was_there(set_aside_line(official=official, line_id=third.pk, words="Такса  за пазар"))
    assert settle_line(official=official, line_id=third.pk, reference=reference_of(4203)).state == "booked"
    assert balances("donors.arrived") == {"donors.arrived": -10_000}


def test_a_credit_that_the_bank_takes_back(official: Any) -> None:
    made = booked(official, "reversed.xml")
    assert verdicts(made) == ["pledge", "reversed", "bounced"] and state_of(4201) == "authorised"
    with pytest.raises(BadInput):
        settle_line(official=official, line_id=line(made, 3).pk, reference=reference_of(4203))
    back = settle_line(official=official, line_id=line(made, 2).pk, reference=reference_of(4201))
    assert back.state == "booked" and state_of(4201) == "failed"
    carry_out_due()
    assert set(balances().values()) == {0} and reconcile().difference == 0
    with pytest.raises(Closed):
        settle_line(official=official, line_id=line(made, 1).pk, reference=reference_of(4202))


def test_a_reversal_after_the_money_was_taken_waits_for_a_refund(official: Any, asked: Campaign) -> None:
    made = booked(official, "reversed.xml")
    money.end(asked)
    close_due()
    carry_out_due()
    assert state_of(4201) == "captured"
    with pytest.raises(Closed):
        settle_line(official=official, line_id=line(made, 2).pk, reference=reference_of(4201))
    assert reconcile().difference == 0


def test_what_went_out_is_matched_with_payouts_and_what_was_sent_back(official: Any, asked: Campaign) -> None:
    paid = Payout.objects.create(
        campaign=asked, cents=1_234, purpose="а", document="б", holder="в", iban="BG75FINV91501012345678",
        state="approved", decided_at=db_now(),
    )  # fmt: skip
    made = booked(official, "good-08.xml")
    assert line(made, 4).verdict == "payout" and line(made, 4).payout_id == paid.pk and line(made, 4).payer_iban == ""
    Pledge.objects.filter(pk=4201).update(state="cancelled")
    sent = Attempt.objects.create(
        pledge_id=4201, kind="cancel", number=1, key="k", cents=5_000, is_done=True, done_at=db_now()
    )
    text = "Date;Description;Amount\n2026-11-20;RF83MGD4201;-50.00\n2026-11-20;RF83MGD4201;-50.00\n"
    place = make.place().pk
    out = upload_statement(official=official, municipality_id=place, name="b", data=text.encode())
    book_statement(official=official, statement_id=out.pk)
    assert [(one.verdict, one.attempt_id) for one in out.lines.order_by("number")] == [
        ("refund", sent.pk),
        ("out", None),
    ]


def test_the_account_changed_in_between(official: Any) -> None:
    made = upload(official, "good-08.xml")
    place = make.place()
    set_treasury(official=official, municipality_id=place.pk, holder="Община", iban="BG75FINV91501012345678")
    with pytest.raises(Closed):
        book_statement(official=official, statement_id=made.pk)
    discard_statement(official=official, statement_id=made.pk)
    assert not Statement.objects.exists() and not StatementLine.objects.exists()


def test_what_is_booked_stays(official: Any) -> None:
    made = booked(official, "good-08.xml")
    with pytest.raises(Closed):
        discard_statement(official=official, statement_id=made.pk)


def test_as_many_queries_for_a_long_statement(official: Any) -> None:
    counts = []
    for n in (3, 30):
        rows = "".join(f"16.11.2026;{reference_of(4201 + at)} {n};{at + 1},00\n" for at in range(n))
        text = f"Дата;Основание;Сума\n{rows}"
        made = upload_statement(official=official, municipality_id=make.place().pk, name="a", data=text.encode())
        with CaptureQueriesContext(connection) as asked:
            assert len(seen_lines(made, official)) == n
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10
