"""Reporting, deciding, agreeing, appealing, writing rules. Without a statement of reasons there is no restriction."""

from .appealing import appeal_decision, appeal_with_receipt, decide_appeal
from .deciding import agree, decide, discard, reverse_decision
from .reporting import report_thing
from .ruling import repeal_rule, write_rule

__all__ = [
    "agree",
    "appeal_decision",
    "appeal_with_receipt",
    "decide",
    "decide_appeal",
    "discard",
    "repeal_rule",
    "report_thing",
    "reverse_decision",
    "write_rule",
]
