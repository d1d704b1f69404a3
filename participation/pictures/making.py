"""From a file somebody sent to a picture of our own: decoded, bounded, turned upright, drawn anew, nothing else kept."""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import dataclass
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from participation.refusals import BadInput

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = {"JPEG": 64_000_000, "MPO": 64_000_000, "PNG": 30_000_000, "WEBP": 30_000_000, "GIF": 30_000_000}
LONG_SIDE = 1600  # pixels
SMALL_SIDE = 480  # pixels
QUALITY = 82  # of 100
CONTENT_TYPE = "image/webp"
_HEADS = {b"\xff\xd8\xff": ("JPEG", "MPO"), b"\x89PNG\r\n\x1a\n": ("PNG",), b"GIF87a": ("GIF",), b"GIF89a": ("GIF",)}
_ALSO = (b"%pdf-", b"<svg", b"<html", b"<script", b"<!doctype", b"<?php")  # a picture begins with nothing of these
_BEGINNING = 1024  # bytes in which a reader of other kinds would look

REASONS: dict[str, Promise] = {
    "empty": _("The file is empty."),
    "too_large": _("The picture is larger than 10 MB. Make it smaller and choose it again."),
    "kind": _("This file is no picture that can be shown here. Choose a JPEG, PNG, WebP or GIF."),
    "two_in_one": _("This file is a picture and something else at the same time. Save it as a picture only."),
    "pixels": _("The picture has too many pixels. Make it smaller and choose it again."),
    "broken": _("The picture is damaged or incomplete. Save it once more and choose it again."),
}


class PictureRefused(BadInput):
    """A file that will not be shown. ``reason`` is one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(REASONS[reason], field="pictures", reason=reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as WebP, with its size in pixels."""

    content: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Made:
    """The two sizes of a picture."""

    large: Drawn
    small: Drawn


def make_picture(file: IO[bytes]) -> Made:
    """Both sizes of the picture in the file. Raises PictureRefused."""
    data = _read(file)
    image = _opened(data, _kinds_of(data))
    large = _fitted(image, LONG_SIDE)
    return Made(_drawn(large), _drawn(_fitted(large, SMALL_SIDE)))


def make_small(data: bytes) -> Drawn:
    """The small size alone, of a picture that was fetched. Raises PictureRefused."""
    return _drawn(_fitted(_opened(data, _kinds_of(data)), SMALL_SIDE))


def _read(file: IO[bytes]) -> bytes:
    """The whole file, measured by reading it, whatever size it claims."""
    file.seek(0)
    data = file.read(MOST_BYTES + 1)
    if not data:
        raise PictureRefused("empty")
    if len(data) > MOST_BYTES:
        raise PictureRefused("too_large")
    return data


def _kinds_of(data: bytes) -> tuple[str, ...]:
    """The decoders that may look at it, by its content alone."""
    kinds = next((kinds for head, kinds in _HEADS.items() if data.startswith(head)), ())
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kinds = ("WEBP",)
    if not kinds:
        raise PictureRefused("kind")
    beginning = data[:_BEGINNING].lower()
    if any(sign in beginning for sign in _ALSO) or zipfile.is_zipfile(io.BytesIO(data)):
        raise PictureRefused("two_in_one")
    return kinds


def _opened(data: bytes, kinds: tuple[str, ...]) -> Image.Image:
    """Its first frame, decoded, upright, in the screen's colours. The size is asked before a pixel is decoded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # oddities of metadata, which is not kept anyway
            image = Image.open(io.BytesIO(data), formats=kinds)
            if image.width * image.height > MOST_PIXELS[image.format or kinds[0]]:
                raise PictureRefused("pixels")
            image.draft("RGB", (LONG_SIDE, LONG_SIDE))  # a large JPEG is decoded at a half or less
            image.load()
            return _in_screen_colours(ImageOps.exif_transpose(image))
    except PictureRefused:
        raise
    except Image.DecompressionBombError as error:
        raise PictureRefused("pixels") from error
    except UnidentifiedImageError as error:
        raise PictureRefused("kind") from error
    except Exception as error:  # decoders raise whatever they meet in a damaged file
        raise PictureRefused("broken") from error


def _in_screen_colours(image: Image.Image) -> Image.Image:
    """RGB or RGBA in sRGB, so that no colour profile has to be kept."""
    has_alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            image = turned or image
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken profile: its colours are taken as they are
    return image.convert("RGBA" if has_alpha else "RGB")


def _fitted(image: Image.Image, side: int) -> Image.Image:
    """At most ``side`` pixels long; never enlarged."""
    if max(image.size) <= side:
        return image
    scale = side / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _drawn(image: Image.Image) -> Drawn:
    """As WebP with the pixels only."""
    out = io.BytesIO()
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    bare.save(out, "WEBP", quality=QUALITY, method=4)
    return Drawn(out.getvalue(), image.width, image.height)
