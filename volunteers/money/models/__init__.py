"""Money: the ledger, campaigns and pledges, matching pools, payouts, receipts, bank statements, what projects spent."""

from .campaigns import Attempt, Campaign, Pledge
from .expenses import Expense, Paper
from .ledger import Account, Posting, Seal, Transfer
from .payouts import Approval, Payout, Receipt, ReceiptCounter, Reconciliation, Treasury
from .pools import Pool, Share
from .providers import DummyOperation, Notice
from .statements import Statement, StatementLine

__all__ = [
    "Account",
    "Approval",
    "Attempt",
    "Campaign",
    "DummyOperation",
    "Expense",
    "Notice",
    "Paper",
    "Payout",
    "Pledge",
    "Pool",
    "Posting",
    "Receipt",
    "ReceiptCounter",
    "Reconciliation",
    "Seal",
    "Share",
    "Statement",
    "StatementLine",
    "Transfer",
    "Treasury",
]
