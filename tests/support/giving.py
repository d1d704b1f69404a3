"""Pages of giving money: who looks, what they say, and pools that add."""

from __future__ import annotations

from typing import Any

from django.test import Client

from participation.places.models import Municipality
from tests.support import factories as make
from tests.support import money
from volunteers.money.actions.arriving import set_treasury
from volunteers.money.actions.asking import carry_out_due
from volunteers.money.actions.closing import close_due
from volunteers.money.actions.pools import open_pool
from volunteers.money.models import Campaign, Pledge, Pool

IBAN = "BG80BNBG96611020345678"


def browser(person: Any = None) -> Client:
    """Somebody's browser, in English."""
    made = Client(headers={"accept-language": "en"})
    if person is not None:
        made.force_login(person)
    return made


def text(answer: Any) -> str:
    """What a page says."""
    return str(answer.content.decode())


def account(place: Municipality, official: Any = None) -> None:
    """The municipality says to which account people transfer."""
    set_treasury(
        official=official or make.official(place), municipality_id=place.pk, holder="Община Каварна", iban=IBAN
    )


def pool(place: Municipality, **fields: Any) -> Pool:
    """A pool of the municipality that adds 50 cents to each euro, unless told otherwise."""
    values = {"title": "Фонд на общината", "total_cents": 100_000, "numerator": 1, "denominator": 2, **fields}
    return open_pool(person=make.official(place, "Касиерка"), municipality_id=place.pk, **values)


def given(person: Any, cents: int = 12_050, *, in_campaign: Campaign | None = None, **fields: Any) -> Pledge:
    """A pledge of a campaign that was funded and collected."""
    campaign = in_campaign or money.campaign()
    made = money.pledge(campaign, cents, person, **fields)
    money.end(campaign)
    close_due()
    carry_out_due()
    return Pledge.objects.get(pk=made.pk)


def sent(**fields: Any) -> dict[str, Any]:
    """The form of giving, filled in."""
    return {"amount": "2000", "own": "", "provider": "dummy", "client_key": "form", **fields}
