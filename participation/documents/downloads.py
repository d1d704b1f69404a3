"""Handing out a file that somebody gave us."""

from __future__ import annotations

import logging

from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from .models import Attachment

logger = logging.getLogger(__name__)


def as_download(attachment: Attachment) -> FileResponse:
    """Always a download, under its true kind: nothing that people upload runs in this site's name.

    Raises Http404 where the stored file is missing. Whether this person may have it is for the caller to ask first.
    """
    try:
        content = attachment.file.open("rb")
    except FileNotFoundError as error:
        logger.error("the file of attachment %s is missing", attachment.pk)
        raise Http404(_("There is no such file.")) from error
    answer = FileResponse(
        content, as_attachment=True, filename=attachment.safe_download_name, content_type=attachment.content_type
    )
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    if not attachment.is_public:
        answer["Cache-Control"] = "private, no-store"
    return answer
