"""A session and its host, in English."""

from tests.support.meeting import _in_english, host, session

__all__ = ["_in_english", "host", "session"]
