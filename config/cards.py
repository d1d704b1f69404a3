"""Payments by card: what an operator says about Stripe, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

API, JS = "https://api.stripe.com", "https://js.stripe.com/v3/"
VARIABLES = {
    "secret_key": "MEGDAN_STRIPE_SECRET_KEY",
    "public_key": "MEGDAN_STRIPE_PUBLIC_KEY",
    "webhook_secret": "MEGDAN_STRIPE_WEBHOOK_SECRET",
}
BEGINNINGS = {"secret_key": ("sk_live_", "rk_live_"), "public_key": ("pk_live_",), "webhook_secret": ("whsec_",)}


@dataclass(frozen=True)
class Cards:
    """Three keys of one account at Stripe, and where it is reached. Without all three no card is offered."""

    secret_key: str = field(default="", repr=False)
    public_key: str = ""
    webhook_secret: str = field(default="", repr=False)
    api: str = API
    js: str = JS

    @classmethod
    def load(cls, source: Mapping[str, str]) -> Cards:
        """What the environment says."""
        said = {name: source.get(variable, "").strip() for name, variable in VARIABLES.items()}
        api = source.get("MEGDAN_STRIPE_API", "").rstrip("/") or API
        return cls(**said, api=api, js=source.get("MEGDAN_STRIPE_JS", "") or JS)

    @property
    def is_whole(self) -> bool:
        """Whether people can pay by card here."""
        return all(getattr(self, name) for name in VARIABLES)

    @property
    def sources(self) -> dict[str, list[str]]:
        """What the page on which a card is entered may load besides our own: directive → origins."""
        script, api = _origin(self.js), _origin(self.api)
        if self.js == JS:
            script_too, frames = (
                ["https://*.js.stripe.com"],
                [script, "https://*.js.stripe.com", "https://hooks.stripe.com"],
            )
        else:
            script_too, frames = [], [script]
        return {"script-src": [script, *script_too], "frame-src": frames, "connect-src": [api]}

    def faults(self) -> list[str]:
        """Why production does not start with it: half of it, test keys, addresses without TLS. None where nothing is said."""
        said = [name for name in VARIABLES if getattr(self, name)]
        if not said:
            return []
        faults = [f"{VARIABLES[name]} is not set, but others of Stripe are" for name in VARIABLES if name not in said]
        for name in said:
            if not getattr(self, name).startswith(BEGINNINGS[name]):
                wanted = " or ".join(BEGINNINGS[name])
                faults.append(f"{VARIABLES[name]} does not begin with {wanted}: pledges would be no money")
        for variable, address in (("MEGDAN_STRIPE_API", self.api), ("MEGDAN_STRIPE_JS", self.js)):
            if urlsplit(address).scheme != "https":
                faults.append(f"{variable} is not an https:// address")
        return faults


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
