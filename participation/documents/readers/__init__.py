"""One reader for each kind of file; all of them yield blocks."""

from __future__ import annotations

from pathlib import Path

from participation.documents.blocks import Block
from participation.documents.readers.progress import Progress


def read_blocks(path: Path, kind: str, progress: Progress) -> list[Block]:
    """The file's blocks in reading order. Raises ImportRefused. Meant for the child process only."""
    # Imported here, so that the server itself never loads the parsers.
    if kind == "pdf":
        from participation.documents.readers.pdf import read_pdf

        return read_pdf(path, progress)
    if kind == "docx":
        from participation.documents.readers.docx import read_docx

        return read_docx(path, progress)
    if kind == "odt":
        from participation.documents.readers.odt import read_odt

        return read_odt(path, progress)
    from participation.documents.readers.plain import read_plain

    return read_plain(path, progress, markdown=kind == "markdown")
