"""Handing out a paper to somebody who may see it."""

from __future__ import annotations

import logging

from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from .models import Paper

logger = logging.getLogger(__name__)


def as_download(paper: Paper | None) -> FileResponse:
    """Always a download, under its true kind: nothing that people upload runs in this site's name.

    Raises Http404 for None, and where the stored file is missing. Whether this person may have it was asked before.
    """
    if paper is None:
        raise Http404(_("There is no such file."))
    try:
        content = paper.file.open("rb")
    except FileNotFoundError as error:
        logger.error("the file of paper %s is missing", paper.pk)
        raise Http404(_("There is no such file.")) from error
    answer = FileResponse(content, as_attachment=True, filename=paper.download_name, content_type=paper.content_type)
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
