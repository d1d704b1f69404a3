"""Sessions for programs: over the same selectors and actions as the pages."""

from .sessions import Sessions

__all__ = ["Sessions"]
