"""Words are compared in English."""

from tests.support.meeting import _in_english

__all__ = ["_in_english"]
