"""Projects for programs: over the same selectors and actions as the pages."""

from .criteria import Criteria
from .projects import Projects

__all__ = ["Criteria", "Projects"]
