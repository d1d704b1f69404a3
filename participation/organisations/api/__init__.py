"""The API of organisations, and of who one is."""

from .me import Me
from .organisations import Organisations

__all__ = ["Me", "Organisations"]
