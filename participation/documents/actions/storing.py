"""Taking in a file: bounded, measured, and never trusted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile, File

from participation.documents import limits
from participation.documents.refusal import ImportRefused


@dataclass(frozen=True, slots=True)
class Taken:
    """A file ready to be stored: its content, size in bytes and SHA-256."""

    content: File[bytes]
    size: int
    sha256: str


def take_file(file: File[bytes]) -> Taken:
    """Measures the file by reading it, whatever size it claims. Raises ImportRefused when empty or too large."""
    digest = hashlib.sha256()
    size = 0
    file.seek(0)
    for chunk in file.chunks():
        size += len(chunk)
        if size > limits.MAX_FILE:
            raise ImportRefused("too_large")
        digest.update(chunk)
    if not size:
        raise ImportRefused("empty")
    file.seek(0)
    return Taken(file, size, digest.hexdigest())


def take_text(text: str) -> Taken:
    """The same for pasted text."""
    if not text.strip():
        raise ImportRefused("empty")
    data = text.encode("utf-8", "replace")
    if len(data) > limits.MAX_TEXT:
        raise ImportRefused("too_large")
    return Taken(ContentFile(data), len(data), hashlib.sha256(data).hexdigest())
