"""What an operator says about Stripe: all of it, or nothing; in production real and over TLS."""

from __future__ import annotations

import pytest

from config.cards import API, JS, VARIABLES, Cards
from config.checks import refuse_unsafe
from tests.config.test_checks import SAFE_ENVIRONMENT, safe_settings, started

LIVE = {
    "MEGDAN_STRIPE_SECRET_KEY": "sk_live_abc",
    "MEGDAN_STRIPE_PUBLIC_KEY": "pk_live_abc",
    "MEGDAN_STRIPE_WEBHOOK_SECRET": "whsec_abc",
}


def faults(**changes: str) -> list[str]:
    said = {**LIVE, **changes}
    return Cards.load({name: value for name, value in said.items() if value}).faults()


def test_nothing_said_is_no_fault_and_offers_no_cards() -> None:
    none = Cards.load({})
    assert none.faults() == [] and not none.is_whole and (none.api, none.js) == (API, JS)
    assert Cards.load({"MEGDAN_STRIPE_SECRET_KEY": "  "}) == none


def test_all_of_it_is_right() -> None:
    assert faults() == [] and Cards.load(LIVE).is_whole
    assert faults(MEGDAN_STRIPE_SECRET_KEY="rk_live_abc") == []


@pytest.mark.parametrize("name", list(VARIABLES.values()))
def test_half_of_it_is_named(name: str) -> None:
    assert faults(**{name: ""}) == [f"{name} is not set, but others of Stripe are"]
    assert not Cards.load({**LIVE, name: ""}).is_whole


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MEGDAN_STRIPE_SECRET_KEY", "sk_test_abc"),
        ("MEGDAN_STRIPE_SECRET_KEY", "pk_live_abc"),
        ("MEGDAN_STRIPE_PUBLIC_KEY", "pk_test_abc"),
        ("MEGDAN_STRIPE_PUBLIC_KEY", "sk_live_abc"),
        ("MEGDAN_STRIPE_WEBHOOK_SECRET", "abc"),
        ("MEGDAN_STRIPE_API", "http://api.example"),
        ("MEGDAN_STRIPE_JS", "//js.example/v3/"),
    ],
)
def test_what_production_does_not_start_with(name: str, value: str) -> None:
    told = faults(**{name: value})
    assert len(told) == 1 and told[0].startswith(name)


def test_secrets_are_not_shown() -> None:
    shown = repr(Cards.load(LIVE))
    assert "sk_live" not in shown and "whsec" not in shown and "pk_live" in shown


def test_production_refuses_half_of_it() -> None:
    from django.core.exceptions import ImproperlyConfigured

    from config.env import Env

    refuse_unsafe(safe_settings(ENV=Env.load({**SAFE_ENVIRONMENT, **LIVE})))
    half = {**SAFE_ENVIRONMENT, **LIVE, "MEGDAN_STRIPE_WEBHOOK_SECRET": ""}
    with pytest.raises(ImproperlyConfigured, match="MEGDAN_STRIPE_WEBHOOK_SECRET is not set"):
        refuse_unsafe(safe_settings(ENV=Env.load(half)))
    done = started(**{name: half[name] for name in LIVE})
    assert done.returncode != 0 and "  - MEGDAN_STRIPE_WEBHOOK_SECRET" in done.stderr
