"""Taking in a paper: a PDF that opens and does nothing, or a picture drawn anew; known by content, never by its name."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.translation import gettext_lazy as _

from participation.documents.names import sanitise_name
from participation.documents.refusal import ImportRefused
from participation.documents.sandbox import check_pdf
from participation.pictures.making import MOST_BYTES, PictureRefused, make_picture
from participation.refusals import BadInput

from .models.expenses import PDF, PICTURE

WALL = 20.0  # seconds for looking into a PDF
WRONG_KIND = _("This file is no paper that can be kept here. Choose a PDF or a picture (JPEG, PNG, WebP or GIF).")
TOO_LARGE = _("The file is larger than 10 MB. Make it smaller and choose it again.")
BEFORE_PDF = b"\xef\xbb\xbf \t\r\n"  # what some programs write before a PDF begins


@dataclass(frozen=True, slots=True)
class TakenPaper:
    """A file ready to be kept."""

    name: str
    kind: str
    content: bytes
    sha256: str


def take_paper(file: IO[bytes], name: str = "") -> TakenPaper:
    """The paper as it will be kept. Of a picture nothing stays but what it shows: neither where nor with what it was
    taken. Slow, so for outside of transactions. Raises BadInput naming ``file``.
    """
    file.seek(0)
    data = file.read(MOST_BYTES + 1)
    if not data:
        raise BadInput(_("The file is empty."), field="file")
    if len(data) > MOST_BYTES:
        raise BadInput(TOO_LARGE, field="file")
    is_pdf = data[:1024].lstrip(BEFORE_PDF).startswith(b"%PDF-")
    content = _checked_pdf(data) if is_pdf else _drawn(file)
    kind = PDF if is_pdf else PICTURE
    return TakenPaper(sanitise_name(name, "paper")[:150], kind, content, hashlib.sha256(content).hexdigest())


def _checked_pdf(data: bytes) -> bytes:
    """The PDF as it is: its content is what it proves."""
    with tempfile.TemporaryDirectory(prefix="paper-") as folder:
        path = Path(folder) / "file"
        path.write_bytes(data)
        try:
            check_pdf(path, wall=WALL)
        except ImportRefused as refused:
            raise BadInput(str(refused), field="file", reason=refused.code) from refused
    return data


def _drawn(file: IO[bytes]) -> bytes:
    """The picture as WebP, large enough to read a receipt."""
    try:
        return make_picture(file).large.content
    except PictureRefused as refused:
        said = WRONG_KIND if refused.reason == "kind" else str(refused)
        raise BadInput(said, field="file", reason=refused.reason) from refused
