"""The child: `python -m participation.documents.pdf_process FILE` says whether a PDF opens and what else is inside.

For papers that are only kept, such as receipts: they may be scans without a letter, which the reader of texts refuses.
"""

from __future__ import annotations

import re
import sys
import zlib
from pathlib import Path
from typing import Any

from participation.documents import limits
from participation.documents.refusal import ImportRefused
from participation.documents.worker_process import Speaker, confine

# What a PDF may do or carry besides showing pages. Names of keys and actions, as the format spells them.
ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|ImportData|SubmitForm)(?![A-Za-z0-9])")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")  # a sign of a name may be written so
_PACKED = re.compile(rb"/ObjStm\b.*?stream\r?\n", re.DOTALL)  # objects, compressed several at once
_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)  # any bytes at all, names among them by chance
MOST_UNPACKED = 64 * 1024 * 1024  # bytes


def look(path: Path) -> dict[str, Any]:
    """``{"pages": 2}``. Raises ImportRefused: encrypted, broken, too_many_pages, active, archive_bomb."""
    import pypdfium2 as pdfium  # here, so that the server itself never loads it
    import pypdfium2.raw as raw

    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        password = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        raise ImportRefused("encrypted" if password else "broken") from error
    with document:
        pages = len(document)
        carries = raw.FPDFDoc_GetAttachmentCount(document) > 0 or raw.FPDFDoc_GetJavaScriptActionCount(document) > 0
        if pages < 1:
            raise ImportRefused("broken")
        if pages > limits.MAX_PAGES:
            raise ImportRefused("too_many_pages")
        document[0].close()  # the first page can be read
    if carries or is_active(path.read_bytes()):
        raise ImportRefused("active")
    return {"pages": pages}


def is_active(data: bytes) -> bool:
    """Whether the file names a script, a program to start or a file inside it, in the open or in packed objects.

    What is encrypted for nobody in particular cannot be looked into by this; the library was asked before.
    """
    return bool(ACTIVE.search(_plain(_STREAM.sub(b"", data)))) or any(
        ACTIVE.search(_plain(part)) for part in _unpacked(data)
    )


def _plain(data: bytes) -> bytes:
    return _ESCAPED.sub(lambda found: bytes([int(found.group(1), 16)]), data)


def _unpacked(data: bytes) -> list[bytes]:
    """The packed objects. Raises ImportRefused where they are far more than a file of this size holds."""
    parts, left = [], MOST_UNPACKED
    for found in _PACKED.finditer(data):
        packed = zlib.decompressobj()
        try:
            part = packed.decompress(data[found.end() :], left)
        except zlib.error:
            continue  # packed otherwise, which programs hardly ever do
        left -= len(part)
        if left <= 0:
            raise ImportRefused("archive_bomb")
        parts.append(part)
    return parts


def main(arguments: list[str]) -> int:
    """Looks at the file named first."""
    confine()
    speaker = Speaker()
    try:
        answer = look(Path(arguments[0]))
    except ImportRefused as refused:
        answer = {"refused": refused.code}
    except (MemoryError, RecursionError):
        answer = {"refused": "too_complex"}
    except Exception:  # a parser stumbled over the file: whatever it was, the file is what is wrong
        answer = {"refused": "broken"}
    speaker.say(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
