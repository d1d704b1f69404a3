"""The API of reports, of those who decide about them, and of what everybody may know of it."""

from .appeals import Appeals
from .cases import Cases
from .decisions import Decisions
from .log import ModerationLog
from .reports import Reports
from .rules import Rules
from .suspensions import Suspensions

__all__ = ["Appeals", "Cases", "Decisions", "ModerationLog", "Reports", "Rules", "Suspensions"]
