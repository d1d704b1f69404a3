"""Handing out a picture: always as what it is, to those who may read what it stands beside."""

from __future__ import annotations

import logging
from typing import Any

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

from .making import CONTENT_TYPE
from .models import Picture
from .selectors import is_public, may_see

logger = logging.getLogger(__name__)
# In the reader's own browser alone: nothing in between keeps a copy, so what is hidden is hidden for everybody else.
KEPT = "private, max-age=31536000, immutable"


def as_picture(picture: Picture | None, viewer: object, *, small: bool = False) -> FileResponse:
    """The file in one of its sizes. Raises Http404 for those who may not see it, and where there is none."""
    if picture is None or not may_see(picture, viewer):
        raise Http404
    answer = as_file(picture.small_file if small else picture.file, f"picture-{picture.pk}.webp")
    answer["Cache-Control"] = KEPT if is_public(picture) else "private, no-store"
    return answer


def as_file(stored: FieldFile, name: str) -> FileResponse:
    """A picture we drew, under its kind. Raises Http404 where the stored file is missing."""
    try:
        content: Any = stored.open("rb")
    except (FileNotFoundError, ValueError) as error:
        logger.error("a picture is missing", extra={"picture": name})
        raise Http404 from error
    answer = FileResponse(content, filename=name, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
