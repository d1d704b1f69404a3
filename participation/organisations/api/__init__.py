"""The API of organisations, and of who one is."""

from .me import Me

__all__ = ["Me"]
