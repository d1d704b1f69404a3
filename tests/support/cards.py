"""Stripe without Stripe: localstripe in a process of its own, spoken to over HTTP, and people who enter cards."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from config.cards import VARIABLES, Cards
from tests.support import services
from volunteers.money.models import Attempt, Pledge

SECRET, PUBLIC, WEBHOOKS = "sk_test_localstripe", "pk_test_localstripe", "whsec_localstripe"
CARDS = Cards(SECRET, PUBLIC, WEBHOOKS)
GOOD, REFUSED_AT_ONCE, REFUSED_LATER = "4242424242424242", "4000000000000002", "4000000000000341"
WANTS_PROOF = "4000002760003184"  # when it is entered, and at each payment
SERVER = Path(__file__).with_name("localstripe_server.py")


class LocalStripe:
    """The running double. ``get`` and ``post`` speak to it as Stripe.js and its dashboard do."""

    def __init__(self, home: Path) -> None:
        self.port = services.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = services.Process([sys.executable, str(SERVER), str(self.port)], log=home / "localstripe.log")
        self.process.wait_until(lambda: services.listens(self.port))

    def said(self) -> dict[str, str]:
        """What an operator would say in the environment."""
        keys = {name: str(getattr(CARDS, field)) for field, name in VARIABLES.items()}
        return {**keys, "MEGDAN_STRIPE_API": self.url, "MEGDAN_STRIPE_JS": f"{self.url}/js.stripe.com/v3/"}

    def settings(self) -> Cards:
        """The same, read."""
        return Cards.load(self.said())

    def get(self, path: str, **query: Any) -> Any:
        return self._ask(Request(f"{self.url}/v1/{path}?{urlencode(query)}"))

    def post(self, path: str, body: Any) -> Any:
        return self._ask(Request(f"{self.url}/v1/{path}", data=json.dumps(body).encode()))

    def _ask(self, request: Request) -> Any:
        request.add_header("Authorization", f"Bearer {SECRET}")
        with urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def forget(self) -> None:
        """Nothing was ever asked of it."""
        with urlopen(Request(f"{self.url}/_config/data", method="DELETE"), timeout=10):
            pass

    def card(self, number: str = GOOD) -> str:
        """A card as Stripe.js makes it known."""
        numbers = {"number": number, "exp_month": 12, "exp_year": 2040, "cvc": "123"}
        made = self.post("payment_methods", {"type": "card", "card": numbers})
        return str(made["id"])

    def enter(self, pledge: Pledge, number: str = GOOD) -> str:
        """Somebody enters a card in their browser."""
        reference, card = reference_of(pledge), self.card(number)
        self.post(f"setup_intents/{reference}/confirm", {"payment_method": card})
        return self.save(reference)

    def save(self, reference: str) -> str:
        """What Stripe does by itself and the double does not: the card that was entered is saved with its customer."""
        entered = self.get(f"setup_intents/{reference}")
        self.post(f"payment_methods/{entered['payment_method']}/attach", {"customer": entered["customer"]})
        return str(entered["payment_method"])

    def customer(self, pledge: Pledge) -> str:
        return str(self.get(f"setup_intents/{reference_of(pledge)}")["customer"])

    def is_saved(self, card: str) -> bool:
        """Whether Stripe keeps the card for somebody."""
        return self.get(f"payment_methods/{card}")["customer"] is not None

    def taken(self) -> list[int]:
        """The sums that were really charged, in cents."""
        return [one["amount"] for one in self.get("charges", limit=100)["data"] if one["status"] == "succeeded"]

    def given_back(self) -> list[int]:
        return sorted(one["amount"] for one in self.get("refunds", limit=100)["data"])


def reference_of(pledge: Pledge) -> str:
    """Its SetupIntent."""
    return str(Attempt.objects.filter(pledge=pledge).exclude(reference="").values_list("reference", flat=True)[0])


@contextlib.contextmanager
def localstripe() -> Iterator[LocalStripe]:
    """A running double, ended afterwards."""
    with services.folder() as home:
        server = LocalStripe(home)
        try:
            yield server
        finally:
            server.process.stop()
