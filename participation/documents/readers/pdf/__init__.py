"""PDF with text to blocks."""

from __future__ import annotations

from participation.documents.readers.pdf.reader import read_pdf

__all__ = ["read_pdf"]
