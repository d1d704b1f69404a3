"""Tasks, shifts, hours and certificates for programs: over the same selectors and actions as the pages."""

from .certificates import Certificates
from .hours import HoursNotes
from .shifts import Shifts
from .tasks import Tasks

__all__ = ["Certificates", "HoursNotes", "Shifts", "Tasks"]
