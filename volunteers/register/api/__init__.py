"""The register for programs: over the same selectors and actions as the pages."""

from .applications import Applications
from .volunteers import Guardians, Volunteers

__all__ = ["Applications", "Guardians", "Volunteers"]
