"""One's own pledges: theirs alone, with what comes next, how to transfer, what can be changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.safestring import SafeString

from frontend.giving import steps
from tests.support import factories as make
from tests.support import giving as some
from tests.support import money
from tests.support.giving import browser, text
from volunteers.money.actions.arriving import confirm_arrival
from volunteers.money.actions.asking import carry_out_due
from volunteers.money.actions.refunding import refund_pledge
from volunteers.money.models import Campaign, Pledge
from volunteers.money.references import reference_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign() -> Campaign:
    return money.campaign()


@pytest.fixture
def donor() -> Any:
    return make.person("Стефка Петрова")


def page(made: Pledge, who: Any) -> str:
    answer = browser(who).get(f"/pledges/{made.pk}/")
    assert answer.status_code == 200
    return text(answer)


def change(made: Pledge, who: Any, **fields: Any) -> Any:
    return browser(who).post(f"/pledges/{made.pk}/change/", fields)


def test_a_pledge_is_its_donors_alone(campaign: Campaign, donor: Any) -> None:
    made = some.given(donor, in_campaign=campaign)
    others = (
        make.person(),
        make.official(campaign.project.municipality),
        make.person(is_superuser=True, is_staff=True),
    )
    for path in ("", "receipt/", "receipt.pdf"):
        assert browser(donor).get(f"/pledges/{made.pk}/{path}").status_code == 200, path
        assert "/accounts/login/" in browser().get(f"/pledges/{made.pk}/{path}")["Location"], path
        for other in others:
            assert browser(other).get(f"/pledges/{made.pk}/{path}").status_code == 404, path
    for path in ("change/", "withdraw/"):
        assert browser(others[0]).post(f"/pledges/{made.pk}/{path}", {"own": "5"}).status_code == 404
        assert browser(donor).get(f"/pledges/{made.pk}/{path}").status_code == 405


def test_how_to_transfer_it_in_lines_and_as_a_code(campaign: Campaign, donor: Any) -> None:
    some.account(campaign.project.municipality)
    made = money.pledge(campaign, 5_000, donor, provider="transfer")
    said = page(made, donor)
    for words in ("BG80 BNBG 9661 1020 3456 78", "Община Каварна", reference_of(made.pk), "QR code for your bank", "<svg",
                  "It counts as soon as your transfer has arrived", "data-copy"):  # fmt: skip
        assert words in said, words
    confirm_arrival(official=make.official(campaign.project.municipality), reference=reference_of(made.pk), cents=5_000)
    said = page(made, donor)
    assert "Your money has arrived" in said and "BG80" not in said
    assert 'name="own"' not in said and 'name="is_named"' in said, "what has arrived is what it is"


def test_a_changed_transfer_asks_for_the_new_sum(campaign: Campaign, donor: Any) -> None:
    some.account(campaign.project.municipality)
    made = money.pledge(campaign, 5_000, donor, provider="transfer")
    assert change(made, donor, own="60").status_code == 302
    said = page(made, donor)
    assert "My pledge: 60 €" in said and "Until that is confirmed" not in said, "nothing stood before"
    confirm_arrival(official=make.official(campaign.project.municipality), reference=reference_of(made.pk), cents=6_000)
    assert "My pledge: 60 €" in page(made, donor)


def test_sum_and_name_are_changed_until_it_closes(campaign: Campaign, donor: Any) -> None:
    made = money.pledge(campaign, 5_000, donor)
    assert change(made, donor, own="12,50", is_named="on").status_code == 302
    made.refresh_from_db()
    assert (made.cents, made.is_anonymous) == (1_250, False)
    answer = change(made, donor, own="0,10")
    assert answer.status_code == 422 and 'value="0,10"' in text(answer) and "between 1 and 50,000" in text(answer)
    money.end(campaign)
    answer = change(made, donor, own="70")
    assert answer.status_code == 422 and "The campaign has closed" in text(answer)
    said = page(made, donor)
    assert "Take the pledge back" not in said and 'name="own"' not in said
    made.refresh_from_db()
    assert made.cents == 1_250


def test_it_is_taken_back_once(campaign: Campaign, donor: Any) -> None:
    made = money.pledge(campaign, 5_000, donor)
    assert "Take the pledge back" in page(made, donor)
    for _twice in range(2):
        answer = browser(donor).post(f"/pledges/{made.pk}/withdraw/", follow=True)
        assert "Nothing is taken from you." in text(answer)
    made.refresh_from_db()
    assert made.state == "cancelled"
    assert "Take the pledge back" not in page(made, donor)


def test_what_pools_add_is_told_before_and_after(campaign: Campaign, donor: Any) -> None:
    some.pool(campaign.project.municipality, donor_cap_cents=3_000)
    made = money.pledge(campaign, 10_000, donor)
    said = page(made, donor)
    assert "would add 30 € (less: the limit for one donor was reached)" in said
    some.given(make.person(), 900, in_campaign=campaign)
    said = page(made, donor)
    assert "adds 30 € (less: the limit for one donor was reached)" in said and "would add" not in said


def test_a_demonstration_says_so(campaign: Campaign, donor: Any) -> None:
    made = money.pledge(campaign, 5_000, donor)
    assert "Demonstration: no money moves" in page(made, donor)


def test_own_pledges_with_sums_states_and_receipts(donor: Any) -> None:
    assert "You have not pledged anything yet" in text(browser(donor).get("/pledges/"))
    some.given(donor)
    money.pledge(money.campaign(), 700)
    said = text(browser(donor).get("/pledges/"))
    assert "120.50 €" in said and "Receipt DOB17-" in said and "7 €" not in said
    assert 'href="/pledges/"' in text(browser(donor).get("/")), "in the menu of what is one's own"
    assert "/accounts/login/" in browser().get("/pledges/")["Location"]


def test_the_list_asks_as_much_for_three_as_for_one(donor: Any) -> None:
    counts = []
    for n in (1, 2):
        for _one in range(n):
            some.given(donor)
        with CaptureQueriesContext(connection) as asked:
            browser(donor).get("/pledges/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_receipt_says_what_was_given_and_that_it_was_a_demonstration(donor: Any) -> None:
    made = some.given(donor)
    said = text(browser(donor).get(f"/pledges/{made.pk}/receipt/"))
    for words in (
        "DOB17-",
        "-000001",
        "Стефка Петрова",
        "120.50 €",
        "Пейки край морето",
        "this is no proof of a donation",
    ):
        assert words in said, words
    paper = browser(donor).get(f"/pledges/{made.pk}/receipt.pdf")
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    waiting = money.pledge(money.campaign(), 700, donor)
    for path in ("receipt/", "receipt.pdf"):
        assert browser(donor).get(f"/pledges/{waiting.pk}/{path}").status_code == 404


def test_other_areas_add_what_comes_next(campaign: Campaign, donor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "_steps", [])
    made = money.pledge(campaign, 5_000, donor)

    def card(_request: Any, pledge: Any) -> SafeString | str:
        return SafeString("<b>Enter your card</b>") if pledge.pk == made.pk else ""

    steps.register(card)
    steps.register(card)
    assert page(made, donor).count("<b>Enter your card</b>") == 1
    assert "Enter your card" not in page(money.pledge(campaign, 900, donor), donor)


def test_a_pledge_that_is_over_says_nothing_of_the_name(campaign: Campaign, donor: Any) -> None:
    made = money.pledge(campaign, 5_000, donor, is_anonymous=False)
    browser(donor).post(f"/pledges/{made.pk}/withdraw/")
    said = page(made, donor)
    assert "Your name is" not in said and "This pledge is over" in said
    kept = some.given(donor, is_anonymous=False)
    assert "Your name is shown among the donors" in page(kept, donor)


def test_it_says_where_it_is_found_again(campaign: Campaign, donor: Any) -> None:
    said = page(money.pledge(campaign, 5_000, donor), donor)
    assert 'You find this page again under <a href="/pledges/">My pledges</a>' in said


def test_what_remains_given_is_told_after_some_was_given_back(campaign: Campaign, donor: Any) -> None:
    made = some.given(donor, 12_000, in_campaign=campaign)
    for path in ("/pledges/", f"/pledges/{made.pk}/receipt/"):
        assert "emain" not in text(browser(donor).get(path)).partition("<main")[2], path
    official = make.official(campaign.project.municipality)
    refund_pledge(official=official, pledge_id=made.pk, cents=1_500, reason="Paid twice", number=1)
    carry_out_due()
    assert "15 € given back · 105 € remain given" in text(browser(donor).get("/pledges/")).replace("\xa0", " ")
    said = text(browser(donor).get(f"/pledges/{made.pk}/receipt/"))
    assert "<dt>Remains given</dt><dd>105.00 €</dd>" in said


def test_copying_has_words_to_announce(campaign: Campaign, donor: Any) -> None:
    some.account(campaign.project.municipality)
    made = money.pledge(campaign, 5_000, donor, provider="transfer")
    assert 'data-copied="Copied"' in page(made, donor)
