"""What a file really is, by its content; its name is only asked to tell Markdown from plain text."""

from __future__ import annotations

import zipfile
from pathlib import Path

from participation.documents import archive, limits
from participation.documents.refusal import ImportRefused

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "pdf": "application/pdf",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "markdown": "text/markdown",
    "text": "text/plain",
}
READABLE = ("docx", "odt", "pdf", "markdown", "text")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.text-template": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_OPEN_XML = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}


def file_kind(path: Path, name: str = "") -> str:
    """One of CONTENT_TYPES. Raises ImportRefused for anything else, with the reason that helps most."""
    size = path.stat().st_size
    if size == 0:
        raise ImportRefused("empty")
    if size > limits.MAX_FILE:
        raise ImportRefused("too_large")
    with path.open("rb") as file:
        head = file.read(4096)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04") or zipfile.is_zipfile(path):
        return _zip_kind(path)
    if head.startswith(_OLE):
        raise ImportRefused("encrypted" if _OLE_ENCRYPTED in path.read_bytes() else "legacy_doc")
    if head.startswith(b"{\\rtf"):
        raise ImportRefused("rtf")
    return _picture_kind(head) or _text_kind(path, head, name)


def readable_kind(path: Path, name: str = "") -> str:
    """One of READABLE. Raises ImportRefused when the file holds no document to read."""
    kind = file_kind(path, name)
    if kind in ("png", "jpeg", "webp"):
        raise ImportRefused("image")
    if kind in ("xlsx", "ods", "pptx", "odp"):
        raise ImportRefused("spreadsheet")
    return kind


def _zip_kind(path: Path) -> str:
    with archive.open_archive(path) as opened:
        mime = archive.read_part(opened, "mimetype", 200) if "mimetype" in opened.namelist() else None
        if mime and mime.strip() in _OPEN_DOCUMENT:
            return _OPEN_DOCUMENT[mime.strip()]
        names = set(opened.namelist())
        for part, kind in _OPEN_XML.items():
            if part in names:
                types = archive.read_part(opened, "[Content_Types].xml", 4 * 1024 * 1024) or b""
                if b"macroEnabled" in types:
                    raise ImportRefused("macros")
                return kind
    raise ImportRefused("unknown_type")


def _picture_kind(head: bytes) -> str:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head.startswith((b"GIF8", b"BM", b"II*\x00", b"MM\x00*")):
        raise ImportRefused("image")
    return ""


def _text_kind(path: Path, head: bytes, name: str) -> str:
    start = head.lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<svg")) or head.startswith((b"\x7fELF", b"MZ", b"#!")):
        raise ImportRefused("unknown_type")
    binary = sum(1 for byte in head if byte < 9 or 13 < byte < 32)
    if binary and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ImportRefused("unknown_type")
    if not path.read_bytes().strip():
        raise ImportRefused("empty")
    if name.lower().endswith((".md", ".markdown")) or _looks_like_markdown(head):
        return "markdown"
    return "text"


def _looks_like_markdown(head: bytes) -> bool:
    lines = head.split(b"\n")
    return any(line.startswith((b"# ", b"## ", b"### ", b"| --", b"|--", b"**")) for line in lines)
