"""A card for a pledge, in a real browser: declined, entered, saved by the service itself; and what is said without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Site, Visitor
from tests.e2e.paying import type_card
from tests.support.cards import GOOD, REFUSED_AT_ONCE, LocalStripe

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]

BEGIN = """
from participation.accounts.models import User
from participation.places.models import Municipality
from tests.support import money
place, person = Municipality.objects.get(code="DOB17"), User.objects.get(email={email!r})
made = money.pledge(money.campaign(money.project(place)), 2_500, person, provider="stripe", client_key={key!r})
print(made.pk)
"""
STATE = "from volunteers.money.models import Pledge; print(Pledge.objects.get(pk={pk}).state)"


def begun(site: Site, key: str) -> str:
    """The address at which a card is entered for a new pledge of the citizen's."""
    pk = site.python(BEGIN.format(email="citizen@megdan.example", key=key))
    return f"/pledges/{int(pk)}/card/"


def test_a_card_is_declined_and_another_one_is_saved(site: Site, visitor: Visitors, stripe_double: LocalStripe) -> None:
    address = begun(site, "journey")
    who = visitor(phone=True)
    page = who.sign_in("citizen", address)
    expect(page.get_by_role("heading", name="Pledge 25.00 € by card")).to_be_visible()
    expect(page.get_by_placeholder("number")).to_be_visible()
    who.check()
    type_card(page, REFUSED_AT_ONCE)
    expect(page.get_by_role("alert").filter(has_text="Your card was declined.")).to_be_visible()
    who.check()
    assert site.python(STATE.format(pk=address.split("/")[2])) == "pledged"
    before = stripe_double.taken()
    type_card(page, GOOD)
    expect(page.get_by_text("A card is saved for 25.00 €. Nothing has been taken.")).to_be_visible()
    who.check()
    assert site.python(STATE.format(pk=address.split("/")[2])) == "authorised" and stripe_double.taken() == before


def test_without_scripts_it_says_why_and_what_else_there_is(site: Site, visitor: Visitors) -> None:
    page = visitor(script=False).sign_in("citizen", begun(site, "without scripts"))
    expect(page.get_by_text("Entering a card needs JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Save the card")).to_be_hidden()
