"""Words are compared in English."""

from __future__ import annotations

from tests.frontend.projects.conftest import browser, text
from tests.support.meeting import _in_english

__all__ = ["_in_english", "browser", "text"]
