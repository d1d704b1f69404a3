"""Answers that are not JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import BaseRenderer


class Csv(BaseRenderer):
    """A sheet that was written already. Refusals go out as JSON: see ``views.Collection``."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        """The bytes that go out."""
        return str(data).encode()
