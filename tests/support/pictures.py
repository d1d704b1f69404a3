"""Files that people send as pictures, and some that only look like it."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def data(kind: str = "JPEG", size: tuple[int, int] = (64, 48), *, mode: str = "RGB", **how: Any) -> bytes:
    """A picture: its left half blue, its right half red."""
    image = Image.new(mode, size, "#1040c0")
    image.paste("#c01010", (size[0] // 2, 0, *size))
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def upload(name: str = "IMG_2031.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    """The same as a form sends it; what it claims to be is not asked."""
    return SimpleUploadedFile(name, content if content is not None else data(), "image/jpeg")


def with_location(orientation: int = 1) -> bytes:
    """A photograph that says where, when and with what it was taken."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x0132] = orientation, "Kamerata", "2026:11:01 10:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (43.0, 26.0, 0.0), 3: "E", 4: (28.0, 20.0, 0.0)})
    return data(exif=exif, comment="ul. Dobrotitsa 26")
