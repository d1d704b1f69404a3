"""The officials' desk for bank statements: uploaded, looked at, booked, and settled line by line, without scripts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support import factories as make
from tests.support.statements import upload
from volunteers.money.actions.reconciling import reconcile
from volunteers.money.actions.statements import book_statement
from volunteers.money.models import Pledge, Statement

from .conftest import NEW, browser, send, text

pytestmark = pytest.mark.django_db
LIST = "/work/money/statements/"


def test_from_the_empty_list_to_what_is_booked(official: Any) -> None:
    seen = browser(official)
    assert "No statement was uploaded yet" in text(seen.get(LIST))
    answer = send(seen, "good-08.xml")
    made = Statement.objects.get()
    assert answer.status_code == 302 and answer["Location"] == f"{LIST}{made.pk}/"
    page = text(seen.get(answer["Location"]))
    for words in (
        "Nothing is booked yet",
        "Book 3 lines",
        "will be booked",
        "RF83MGD4201",
        "€1,000",
        "1 line, left out",
    ):
        assert words in page or words.replace("€1,000", "1,000 €") in page, words
    assert Pledge.objects.get(pk=4201).state == "pledged"
    page = text(seen.post(f"{LIST}{made.pk}/book/", follow=True))
    assert "3 lines were booked." in page and "Book 3 lines" not in page and "discard/" not in page
    assert Pledge.objects.get(pk=4201).state == "authorised" and reconcile().difference == 0
    assert "were booked" not in text(seen.post(f"{LIST}{made.pk}/book/", follow=True)), "again: nothing more"
    assert "all settled" in text(seen.get(LIST))
    again = send(seen, "good-08.xml")
    assert "This file was uploaded before" in text(seen.get(again["Location"])) and Statement.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("unbalanced.xml", "the difference is -87.66"),
        ("other-account.xml", "another account: BG75 FINV"),
        ("broken.xml", "This XML is broken"),
        ("bomb.xml", "declares entities"),
        ("wrong-row.csv", "Row 3: “=25+1” is no sum"),
    ],
)
def test_what_cannot_be_read_is_said_at_the_file(official: Any, name: str, words: str) -> None:
    answer = send(browser(official), name)
    page = text(answer)
    assert (
        answer.status_code == 422 and words in page and 'id="id_file_error"' in page and not Statement.objects.exists()
    )


def test_a_form_without_a_file(official: Any) -> None:
    answer = browser(official).post(NEW, {"municipality": make.place().pk})
    assert answer.status_code == 422 and "Choose a file." in text(answer)


def test_columns_are_asked_for_and_stay_as_they_were_said(official: Any) -> None:
    seen = browser(official)
    page = text(answer := send(seen, "unclear.csv"))
    assert answer.status_code == 422 and "1: Ден" in page and 'name="column_on"' in page
    heading = re.findall(r'name="heading" value="([^"]*)"', page)
    assert heading == ["Ден", "Какво", "Колко"]
    page = text(send(seen, "unclear.csv", heading=heading, column_on="3", column_amount="1"))
    assert "is no day" in page or "is no sum" in page
    assert '<option value="3" selected>' in page
    said = {"heading": heading, "column_on": "1", "column_text": "2", "column_amount": "3"}
    assert send(seen, "unclear.csv", **said).status_code == 302
    assert Statement.objects.get().lines.count() == 2


def test_an_unclear_line_is_settled_with_what_was_probably_meant(official: Any) -> None:
    made = book_statement(official=official, statement_id=upload(official, "wrong-reference.xml").pk)
    seen, first = browser(official), made.lines.get(number=1)
    where = f"{LIST}{made.pk}/lines/{first.pk}/"
    assert where in text(seen.get(f"{LIST}{made.pk}/")), "what is unclear stands first"
    page = text(seen.get(where))
    assert "It is this one" in page and 'name="reference" value="RF83MGD4201"' in page and "Стефка Петрова" in page
    answer = seen.post(where, {"reference": "RF83MGD4202"})
    page = text(answer)
    assert answer.status_code == 422 and "No pledge has this reference." in page and 'value="RF83MGD4202"' in page
    assert seen.post(where, {"reference": "RF83MGD4201"}).status_code == 302
    assert Pledge.objects.get(pk=4201).state == "authorised" and reconcile().difference == 0
    assert seen.post(where, {"reference": "RF83MGD4201"}).status_code == 302, "sent again, harmless"
    assert seen.post(where, {"reference": "RF56MGD4202"}).status_code == 409


def test_a_line_is_set_aside_with_a_word(official: Any) -> None:
    made = book_statement(official=official, statement_id=upload(official, "wrong-sum.xml").pk)
    first = made.lines.get(number=1)
    seen, where = browser(official), f"{LIST}{made.pk}/lines/{first.pk}/"
    assert "Ask the donor to change the pledge" in text(seen.get(where))
    answer = seen.post(f"{where}aside/", {"words": " "})
    assert answer.status_code == 422 and 'id="id_words_error"' in text(answer)
    assert seen.post(f"{where}aside/", {"words": "Sent back"}).status_code == 302
    assert "Sent back" in text(seen.get(f"{LIST}{made.pk}/?show=not_ours"))
    answer = seen.post(where, {"reference": "RF83MGD4201"})
    assert answer.status_code == 422 and "Another sum was pledged" in text(answer)


def test_nothing_is_left_of_what_is_thrown_away(official: Any) -> None:
    made = upload(official, "good-08.xml")
    seen = browser(official)
    assert "thrown away" in text(seen.post(f"{LIST}{made.pk}/discard/", follow=True)) and not Statement.objects.exists()
    kept = book_statement(official=official, statement_id=upload(official, "good-08.xml").pk)
    assert "This statement is booked. It stays." in text(seen.post(f"{LIST}{kept.pk}/discard/", follow=True))


def test_for_officials_of_the_place_alone(official: Any) -> None:
    made = upload(official, "good-08.xml")
    other = browser(make.official(make.place("VAR06", "Варна", "Varna")))
    assert "good-08.xml" not in text(other.get(LIST)) and "good-08.xml" in text(browser(official).get(LIST))
    assert other.get(f"{LIST}{made.pk}/").status_code == 404
    assert other.post(f"{LIST}{made.pk}/book/").status_code == 404
    assert browser(make.person()).get(LIST).status_code == 403
    assert browser().get(LIST)["Location"].startswith("/accounts/login/")


def test_before_an_account_is_said() -> None:
    place = make.place("VAR06", "Варна", "Varna")
    seen = browser(make.official(place))
    assert "Say first to which account" in text(seen.get(LIST))
    assert "Say first to which account" in text(send(seen, "good-08.xml", municipality=place.pk))


def test_what_a_bank_wrote_is_only_shown(official: Any) -> None:
    made = upload(official, "bank-1251.csv")
    page = text(browser(official).get(f"{LIST}{made.pk}/"))
    assert "=HYPERLINK(&quot;http://example.com&quot;" in page and 'href="http://example.com"' not in page


def test_as_many_queries_for_three_as_for_one(official: Any) -> None:
    counts = []
    for names in (("good-02.xml",), ("good-08.xml", "wrong-sum.xml")):
        for name in names:
            made = upload(official, name)
        seen = browser(official)
        for path in (LIST, f"{LIST}{made.pk}/"):
            seen.get(path)
            with CaptureQueriesContext(connection) as asked:
                seen.get(path)
            counts.append(len(asked))
    assert counts[0] == counts[2]
    assert counts[1] == counts[3]
