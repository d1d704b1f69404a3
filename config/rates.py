"""How often in how many seconds one person, network address or network may do something through API and site."""

from __future__ import annotations

RATES = {
    "reads.address": (600, 60),
    "reads.person": (1200, 60),
    "writes.address": (60, 60),
    "writes.person": (240, 60),
    "reads.network.nobody": (2400, 60),  # a /24 or /48: a village behind one provider, or one bot
    "writes.network.nobody": (180, 60),
    "writes.network.people": (1800, 60),  # a full hall voting at once through one connection
    "sign_ups": (20, 3600),
    "sign_ups.network": (120, 3600),
    "ballots": (600, 3600),
    "comments": (60, 3600),
    "pictures": (60, 3600),
    "suggestions": (40, 3600),
    "reports": (10, 3600),  # of the action too, so no factor helps
    "reports.unproved": (3, 3600),
    "organisations": (20, 3600),
    "imports": (30, 3600),
    "exports": (60, 3600),
}


def api_rates(factor: float) -> dict[str, tuple[int, int]]:
    """Times and seconds by kind, times multiplied by the operator's factor (MEGDAN_API_RATE); at least once. What is
    not proved stays as rare as it is: otherwise a proof would lift nothing.
    """
    return {
        name: (times if name.endswith(".unproved") else max(1, int(times * factor)), seconds)
        for name, (times, seconds) in RATES.items()
    }
