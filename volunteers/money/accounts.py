"""Codes of accounts. What lies somewhere is positive there, what is owed to somebody negative: everything sums to zero.

No code names a person. Pledges that nobody has paid stand in two accounts of their own, so that they are not taken for
money: ``project.N.pledged`` and ``donors.pledged``.
"""

from __future__ import annotations

PLEDGED = "donors.pledged"  # what donors have promised and not paid
ARRIVED = "donors.arrived"  # transferred to the municipality before the campaign is decided: still theirs
PAID_OUT = "bank.payouts"  # what has left the bank for projects


def held(project_id: int) -> str:
    """What is owed to a project: given and not yet paid out."""
    return f"project.{project_id}.held"


def pledged(project_id: int) -> str:
    """What is promised to a project."""
    return f"project.{project_id}.pledged"


def clearing(provider: str) -> str:
    """What lies with a provider for us."""
    return f"provider.{provider}.clearing"


def pool_held(pool_id: int) -> str:
    """What is left of a pool."""
    return f"pool.{pool_id}.held"


def pool_promised(pool_id: int) -> str:
    """What whoever set up a pool has promised to pay."""
    return f"pool.{pool_id}.promised"
