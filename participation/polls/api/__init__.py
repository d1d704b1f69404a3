"""Polls through the API."""

from .polls import Polls

__all__ = ["Polls"]
