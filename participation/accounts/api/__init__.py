"""Accounts as the API tells them: keys, and what becomes of one's own account."""

from .own import Copy, Erase, SignOutEverywhere
from .tokens import Tokens

__all__ = ["Copy", "Erase", "SignOutEverywhere", "Tokens"]
