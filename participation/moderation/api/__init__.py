"""The API of reports, and of those who decide about them."""

from .cases import Cases
from .decisions import Decisions
from .reports import Reports

__all__ = ["Cases", "Decisions", "Reports"]
