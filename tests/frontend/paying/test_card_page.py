"""The page on which a card is entered: for whom, what it tells, what it may load, what it believes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from config.cards import Cards
from frontend.paying.steps import card_step
from tests.support import cards, money
from tests.support import factories as make
from tests.support.services import free_port
from volunteers.money.actions.pledging import withdraw_pledge
from volunteers.money.models import Pledge

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


def open_page(pledge: Pledge, person: Any = "its own", method: str = "get") -> Any:
    client = Client(headers={"accept-language": "en"})
    if person is not None:
        client.force_login(pledge.person if person == "its own" else person)
    return getattr(client, method)(f"/pledges/{pledge.pk}/card/")


def words(answer: Any) -> str:
    return " ".join(
        re.sub(r"<[^>]+>", " ", answer.content.decode().partition("<main")[2].partition("</main>")[0]).split()
    )


def policy(answer: Any) -> dict[str, str]:
    parts = (one.strip().partition(" ") for one in answer["Content-Security-Policy"].split(";"))
    return {name: sources for name, _space, sources in parts}


def waiting(**fields: Any) -> Pledge:
    return money.pledge(money.campaign(**fields), 20_000, provider="stripe")


def test_only_for_whoever_pledged(stripe: Any) -> None:
    made = waiting()
    official = make.official(made.campaign.project.municipality)
    for method in ("get", "post"):
        assert open_page(made, None, method)["Location"].startswith("/accounts/login/?next=/pledges/")
        for person in (make.person(), official, made.campaign.project.proposer):
            assert open_page(made, person, method).status_code == 404
    assert open_page(made).status_code == 200
    assert open_page(money.pledge(money.campaign())).status_code == 404, "not by card"


def test_it_tells_who_gets_the_card_what_is_taken_and_when(stripe: Any) -> None:
    answer = open_page(waiting())
    said = words(answer)
    for part in (
        "Pledge 200.00 € by card",
        "Nothing is taken today.",
        "your card is charged once, with 200.00 € and never more.",
        "If it does not, nothing is taken and your card is forgotten.",
        "The number of your card goes straight to Stripe",
        "Entering a card needs JavaScript",
    ):
        assert part in said
    assert "no-store" in answer["Cache-Control"]
    own = money.project(by_municipality=True)
    kept = words(open_page(waiting(of=own, kind="keep", minimum_cents=0)))
    assert "If it does not" not in kept and "After the campaign has closed on" in kept


def test_the_script_gets_what_it_needs(stripe: Any) -> None:
    made = waiting()
    page = open_page(made).content.decode()
    assert f'<script src="{stripe.url}/js.stripe.com/v3/" defer></script>' in page
    assert f'data-key="{cards.PUBLIC}"' in page and f'data-secret="{cards.reference_of(made)}_secret_' in page
    assert cards.SECRET not in page and cards.WEBHOOKS not in page


def test_only_while_a_card_is_wanted_may_the_page_load_anything_else(stripe: Any, settings: Any) -> None:
    made = waiting()
    usual, here = policy(Client().get("/about/")), policy(open_page(made))
    assert here["script-src"] == f"'self' {stripe.url}" and here["connect-src"] == f"'self' {stripe.url}"
    assert here["frame-src"] == stripe.url and "frame-src" not in usual
    opened = ("script-src", "connect-src", "frame-src")
    assert {name: said for name, said in here.items() if name not in opened} == {
        name: said for name, said in usual.items() if name not in opened
    }
    stripe.enter(made)
    assert policy(open_page(made)) == usual
    assert Cards().sources == {
        "script-src": ["https://js.stripe.com", "https://*.js.stripe.com"],
        "frame-src": ["https://js.stripe.com", "https://*.js.stripe.com", "https://hooks.stripe.com"],
        "connect-src": ["https://api.stripe.com"],
    }


def test_the_browser_is_not_believed(stripe: Any) -> None:
    made = waiting()
    early = open_page(made, method="post")
    assert early.status_code == 422 and "has not saved a card yet" in words(early)
    assert Pledge.objects.get().state == "pledged"
    stripe.enter(made)
    answer = open_page(made, method="post")
    assert (answer.status_code, answer["Location"]) == (302, f"/pledges/{made.pk}/card/")
    assert Pledge.objects.get().state == "authorised"
    saved = open_page(made)
    assert "A card is saved for 200.00 €. Nothing has been taken." in words(saved)
    assert "card-form" not in saved.content.decode()
    assert open_page(made, method="post").status_code == 302, "a form sent twice"


def test_a_card_that_was_entered_elsewhere_is_noticed_when_the_page_opens(stripe: Any) -> None:
    made = waiting()
    stripe.enter(made)
    assert "A card is saved for 200.00 €" in words(open_page(made))


def test_when_stripe_is_away_it_says_so(stripe: Any, settings: Any) -> None:
    made = waiting()
    settings.CARDS = Cards(cards.SECRET, cards.PUBLIC, cards.WEBHOOKS, api=f"http://127.0.0.1:{free_port()}")
    for method in ("get", "post"):
        answer = open_page(made, method=method)
        assert answer.status_code == 503 and "does not answer at the moment" in words(answer)
        assert "card-form" not in answer.content.decode() and "frame-src" not in policy(answer)


def test_when_it_is_over(stripe: Any) -> None:
    late, gone = waiting(), waiting()
    money.end(late.campaign)
    answer = open_page(late)
    assert answer.status_code == 409 and "The campaign has closed." in words(answer)
    withdraw_pledge(person=gone.person, pledge_id=gone.pk)
    said = words(open_page(gone))
    assert "This pledge needs no card any more." in said and "is charged" not in said
    assert open_page(gone, method="post").status_code == 409


def test_a_transfer_is_named_where_there_is_one(stripe: Any) -> None:
    made = waiting()
    assert "bank transfer" not in words(open_page(made))
    money.pledge(made.campaign, 500, provider="transfer")
    assert "A bank transfer does not" in words(open_page(made))


def test_how_much_it_asks_of_the_database(stripe: Any) -> None:
    made = waiting()
    stripe.enter(made)
    open_page(made)
    client = Client()
    client.force_login(made.person)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(f"/pledges/{made.pk}/card/")
    for _n in range(3):
        money.pledge(made.campaign, 500, made.person)
    with CaptureQueriesContext(connection) as many:
        client.get(f"/pledges/{made.pk}/card/")
    assert len(many) == len(few) <= 12


def test_the_step_for_the_pledges_own_page(stripe: Any) -> None:
    made = waiting()
    request = RequestFactory().get("/")
    assert f'href="/pledges/{made.pk}/card/"' in card_step(request, made)
    own = Client()
    own.force_login(made.person)
    assert own.get(f"/pledges/{made.pk}/").content.decode().count(f'href="/pledges/{made.pk}/card/"') == 1
    for other in (money.pledge(made.campaign), withdraw_pledge(person=made.person, pledge_id=made.pk)):
        assert card_step(request, other) == ""
