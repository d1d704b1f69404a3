"""Files beside a consultation."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from participation.documents.downloads import as_download
from participation.documents.selectors import list_attachments

from ..finding import find_consultation


@require_safe
def file(request: HttpRequest, pk: int, file_id: int) -> FileResponse:
    """A public file, always as a download: nothing that people upload runs in this site's name."""
    consultation = find_consultation(request, pk)
    found = list_attachments(consultation.scope).filter(pk=file_id).first()
    if found is None:
        raise Http404(_("There is no such file."))
    return as_download(found)
