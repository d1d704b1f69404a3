"""What is kept of who paid, and for how long; what a person is told of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from participation.accounts import personal_data
from participation.database import db_now
from tests.support import factories as make
from tests.support.statements import campaign, states, upload
from volunteers.money.actions.settling import forget_payers
from volunteers.money.actions.statements import book_statement, upload_statement
from volunteers.money.models import Campaign, Pledge, Statement, StatementLine

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


def test_who_paid_is_forgotten(official: Any) -> None:
    unbooked, made = upload(official, "good-02.xml"), booked(official, "wrong-reference.xml")
    good = booked(official, "good-08.xml")
    assert not good.lines.exclude(payer="", text="", payer_iban="").exists(), "of what is clear nothing is kept"
    assert made.lines.exclude(payer="").count() == 5
    forget_payers()
    assert Statement.objects.count() == 3 and made.lines.exclude(payer="").count() == 5, "not before its time"
    Statement.objects.filter(pk=unbooked.pk).update(at=db_now() - timedelta(days=8))
    Statement.objects.filter(pk=made.pk).update(booked_at=db_now() - timedelta(days=91))
    assert forget_payers() == 5
    assert Statement.objects.count() == 2 and not made.lines.exclude(payer="", text="", payer_iban="").exists()
    assert set(states(made)) == {"unclear"}
    with pytest.raises(IntegrityError), transaction.atomic():
        good.lines.update(payer="Стефка")  # the database keeps nobody's name on a line that is settled


def test_personal_numbers_and_payments_of_others_are_not_kept(official: Any) -> None:
    text = "Date;Description;Amount;Counterparty\n2026-11-20;ЕГН 8001010008;5.00;А\n2026-11-20;заплата;-900.00;Иван\n"
    made = upload_statement(official=official, municipality_id=make.place().pk, name="a", data=text.encode())
    assert "8001010008" not in line(made, 1).text and "•" in line(made, 1).text
    assert (line(made, 2).payer, line(made, 2).text) == ("", "")


def test_what_a_person_is_told_and_what_stays_without_them(official: Any) -> None:
    donor = Pledge.objects.get(pk=4201).person
    assert donor is not None
    booked(official, "good-08.xml")
    assert personal_data.export_all(donor)["money"]["arrivals"][0]["cents"] == 5_000
    assert len(personal_data.export_all(official)["money"]["statements"]) == 1
