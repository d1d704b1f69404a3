"""Money for programs: over the same selectors and actions as the pages."""

from .campaigns import Campaigns
from .expenses import Expenses, Papers
from .pledges import Pledges
from .statements import Statements
from .webhooks import webhook

__all__ = ["Campaigns", "Expenses", "Papers", "Pledges", "Statements", "webhook"]
