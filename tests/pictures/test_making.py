"""From a file to a picture of our own: bounded, upright, without anything that told of its sender."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image

from participation.pictures import making
from participation.pictures.making import PictureRefused, make_picture, make_small
from tests.support import pictures


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def refused(content: bytes) -> str:
    with pytest.raises(PictureRefused) as refusal:
        make_picture(io.BytesIO(content))
    assert refusal.value.field == "pictures"
    return refusal.value.reason


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_kind_becomes_webp_in_two_sizes(kind: str) -> None:
    made = make_picture(io.BytesIO(pictures.data(kind, (2400, 1200))))
    assert [(one.width, one.height) for one in (made.large, made.small)] == [(1600, 800), (480, 240)]
    for one in (made.large, made.small):
        image = opened(one.content)
        assert (image.format, image.size, getattr(image, "n_frames", 1)) == ("WEBP", (one.width, one.height), 1)


def test_a_small_one_is_not_enlarged_and_a_thread_stays_one() -> None:
    made = make_picture(io.BytesIO(pictures.data("PNG", (20, 10))))
    assert (made.large.width, made.small.width) == (20, 20)
    made = make_picture(io.BytesIO(pictures.data("PNG", (8000, 2))))
    assert (made.large.height, made.small.height) == (1, 1)


def test_nothing_is_left_of_place_time_and_camera() -> None:
    sent = pictures.with_location()
    assert b"Kamerata" in sent and b"Dobrotitsa" in sent, "the control"
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825)
    made = make_picture(io.BytesIO(sent))
    for one in (made.large, made.small):
        image = opened(one.content)
        assert not image.getexif() and not set(image.info) & {"exif", "xmp", "icc_profile", "comment"}
        assert b"EXIF" not in one.content and b"XMP" not in one.content and b"Kamerata" not in one.content


def test_it_stands_upright() -> None:
    plain, turned = (make_picture(io.BytesIO(pictures.with_location(n))).large for n in (1, 6))
    assert ((plain.width, plain.height), (turned.width, turned.height)) == ((64, 48), (48, 64))
    red, _green, blue = opened(turned.content).convert("RGB").getpixel((24, 8))  # type: ignore[misc]  # three of them
    assert blue > red, "what was left is above"


def test_of_a_moving_picture_the_first_frame_stands() -> None:
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("#00ff00", "#ff0000")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    image = opened(make_picture(io.BytesIO(out.getvalue())).large.content).convert("RGB")
    assert image.getpixel((15, 15))[1] > 200  # type: ignore[index]  # three of them


def test_what_is_seen_through_stays_so() -> None:
    image = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    out = io.BytesIO()
    image.save(out, "PNG")
    assert opened(make_picture(io.BytesIO(out.getvalue())).large.content).mode == "RGBA"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff" + b"0" * making.MOST_BYTES, "too_large"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "kind"),
        (b"<?xml version='1.0'?><svg/>", "kind"),
        (b"%PDF-1.7 ", "kind"),
        (b"PK\x03\x04", "kind"),
        (b"BM" + b"\0" * 60, "kind"),
        (b"II*\0" + b"\0" * 60, "kind"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 60, "kind"),
        (b"\xff\xd8\xff\xe0 no picture at all", "broken"),
        (b"GIF89a/*<script>alert(1)</script>*/", "two_in_one"),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes, reason: str) -> None:
    assert refused(content) in ({reason, "kind"} if reason == "broken" else {reason})


def test_half_a_picture_is_refused() -> None:
    whole = pictures.data("JPEG", (800, 600), quality=95)
    assert make_picture(io.BytesIO(whole))
    assert refused(whole[: len(whole) // 2]) == "broken"


def test_two_files_in_one_are_refused() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("a.txt", "a")
    assert refused(pictures.data() + archive.getvalue()) == "two_in_one"
    page = b"\xff\xd8\xff\xfe\x00\x20<html><script>alert(1)</script>" + pictures.data()[2:]
    assert refused(page) == "two_in_one"


def test_what_is_appended_does_not_come_along() -> None:
    made = make_picture(io.BytesIO(pictures.data("JPEG", (800, 600)) + b"<?php system($_GET[0]); ?>"))
    assert b"php" not in made.large.content


def bomb(width: int, height: int) -> bytes:
    """A PNG of some hundred bytes that says it is enormous."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(60_000, 60_000), (6000, 6000), (2_000_000_000, 1)])
def test_a_bomb_is_refused_before_it_is_decoded(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[object] = []
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda self: decoded.append(self))
    assert refused(bomb(*size)) == "pixels"
    assert decoded == []


def test_the_small_size_alone() -> None:
    made = make_small(pictures.data("PNG", (1000, 500)))
    assert (made.width, made.height) == (480, 240)
