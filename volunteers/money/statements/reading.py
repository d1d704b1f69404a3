"""A file of whatever kind, known by its contents and never by its name."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from .camt import read_camt
from .csv import read_csv
from .entries import MOST_BYTES, Contents, cannot_read


def read_statement(data: bytes, columns: Mapping[str, int] | None = None) -> Contents:
    """What the statement says. Raises BadInput with why it cannot be read, ColumnsUnclear."""
    if not data.strip():
        raise cannot_read(_("The file is empty."))
    if len(data) > MOST_BYTES:
        raise cannot_read(_("The file is larger than 5 MB. Upload the statement in parts."))
    contents = read_camt(data) if _is_xml(data) else read_csv(data, columns)
    if not contents.entries:
        raise cannot_read(_("The statement has no lines."))
    return contents


def _is_xml(data: bytes) -> bool:
    begin = data[:400].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    return begin.startswith(b"<")
