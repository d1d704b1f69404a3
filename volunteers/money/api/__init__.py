"""Money for programs: over the same selectors and actions as the pages."""

from .campaigns import Campaigns
from .desk import Arrivals, Reconciliations, Treasuries
from .expenses import Expenses, Papers
from .payouts import Payouts
from .pledges import Pledges
from .pools import Pools
from .statements import Statements
from .webhooks import webhook

__all__ = [
    "Arrivals",
    "Campaigns",
    "Expenses",
    "Papers",
    "Payouts",
    "Pledges",
    "Pools",
    "Reconciliations",
    "Statements",
    "Treasuries",
    "webhook",
]
