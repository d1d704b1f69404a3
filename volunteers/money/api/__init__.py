"""Money for programs: over the same selectors and actions as the pages."""

from .campaigns import Campaigns
from .desk import Arrivals, Reconciliations, Treasuries
from .payouts import Payouts
from .pledges import Pledges
from .pools import Pools
from .webhooks import webhook

__all__ = ["Arrivals", "Campaigns", "Payouts", "Pledges", "Pools", "Reconciliations", "Treasuries", "webhook"]
