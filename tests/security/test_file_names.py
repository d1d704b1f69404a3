"""What people send as files: whatever they are called and claim to be, nothing of it runs, stands in a header, or leaves its
folder; and links in their words are of the web and of mail alone.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from forums.actions import add_topic_post
from participation.documents.names import sanitise_name
from participation.pictures.models import Picture
from tests.security.test_reflected import danger
from tests.security.world import DETAILS
from tests.support import factories as make
from tests.support import pictures
from tests.support.api import client as api

pytestmark = pytest.mark.django_db
NAMES = [
    "../../../../tmp/evil.html",
    "..\\..\\evil.svg",
    "/etc/passwd",
    "C:\\evil.jpg",
    "evil.php.jpg",
    "evil.jpg\x00.html",
    "<img src=x onerror=ran()>.jpg",
    '"; filename="evil.html',
    "evil\r\nX-Ran: 1.jpg",
    "evil\u202egpj.exe",
    ".htaccess",
    "",
    "x" * 300 + ".jpg",
    "%2e%2e%2fevil.jpg",
    "javascript:ran().jpg",
    "con.jpg",
    "~/.ssh/id.jpg",
    "$(ran).jpg",
    "`ran`.jpg",
]
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='ran()'><script>ran()</script></svg>"


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "<script>ran()</script>")
    return out.getvalue()


POLYGLOTS: dict[str, bytes] = {
    "svg": SVG,
    "svg behind a mark of order": b"\xef\xbb\xbf" + SVG,
    "svg behind spaces": b" \n\t" + SVG,
    "svg, packed": gzip.compress(SVG),
    "html called gif": b"GIF89a/*<script>ran()</script>*/=1;",
    "html behind a picture": pictures.data() + b"<script>ran()</script>",
    "a page in a comment": b"\xff\xd8\xff\xfe\x00\x20<html><script>ran()</script>" + pictures.data()[2:],
    "an archive behind a picture": pictures.data("PNG") + zipped("../evil.html"),
    "pdf with a script": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
    "a picture called pdf": b"%PDF-" + pictures.data(),
    "xml": b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>",
    "mht": b"MIME-Version: 1.0\nContent-Type: text/html\n\n<script>ran()</script>",
}


@pytest.fixture
def sender(settings: Any, tmp_path: Path) -> Any:
    settings.MEDIA_ROOT = tmp_path / "media"
    return make.person()


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_keeps_nothing_of_its_name(sender: Any, tmp_path: Path, name: str) -> None:
    sent = SimpleUploadedFile("a.jpg", pictures.data(), "text/html")
    sent._name = name  # type: ignore[attr-defined]  # as no form of ours would leave it
    answer = api(sender).post("/api/v1/pictures/", {"file": sent, "description": "Улица"}, format="multipart")
    assert answer.status_code == 201, answer.content
    kept = [path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) == 2 and all(re.fullmatch("[0-9a-f]{40}", path.name) and path.parts[0] == "media" for path in kept)
    assert not any("evil" in str(path) or "ran" in str(path) for path in kept)
    client = Client()
    client.force_login(sender)
    shown = client.get(f"/pictures/{Picture.objects.get().key}/")
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert "X-Ran" not in shown and "evil" not in shown.get("Content-Disposition", "")


@pytest.mark.parametrize("what", POLYGLOTS)
def test_what_is_two_things_is_refused_or_drawn_anew(sender: Any, what: str) -> None:
    """By what it holds, whatever it is called; what is drawn anew holds nothing of what stood beside the picture."""
    file = SimpleUploadedFile("innocent.jpg", POLYGLOTS[what], "image/jpeg")
    answer = api(sender).post("/api/v1/pictures/", {"file": file, "description": "Улица"}, format="multipart")
    assert answer.status_code in (201, 400), what
    if answer.status_code == 201:
        content = Picture.objects.get().file.read()
        assert content[8:12] == b"WEBP" and b"ran()" not in content and b"PK\x03" not in content
    else:
        assert not Picture.objects.exists()
    assert answer.status_code == 400 or what == "html behind a picture"


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_handed_out_under_a_harmless_name(settings: Any, tmp_path: Path, name: str) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    official = make.official(make.place())
    draft = make.draft(**DETAILS)
    file = SimpleUploadedFile("a.txt", "Приложение".encode())
    file._name = name  # type: ignore[attr-defined]  # as no form of ours would leave it
    path = f"/api/v1/consultations/{draft.pk}/attachments/"
    answer = api(official).post(path, {"kind": "annex", "file": file}, format="multipart")
    if answer.status_code == 400:
        return
    got = api(official).get(f"{path}{answer.body['id']}/")
    how = got["Content-Disposition"]
    assert how.startswith("attachment;") and not set("<>\r\n\\") & set(how) and how.count('"') in (0, 2)
    assert got["X-Content-Type-Options"] == "nosniff" and not got["Content-Type"].startswith(("text/html", "image/svg"))
    assert "X-Ran" not in got
    kept = [one.relative_to(tmp_path) for one in tmp_path.rglob("*") if one.is_file()]
    assert len(kept) == 1 and kept[0].parts[0] == "media" and "evil" not in str(kept[0])


@pytest.mark.parametrize("name", NAMES)
def test_no_name_has_signs_that_mean_something_elsewhere(name: str) -> None:
    clean = sanitise_name(name)
    assert clean and len(clean) <= 120 and not clean.startswith(".")
    assert not set('/\\:*?"<>|;%`$&{}\r\n\t\x00\u202e') & set(clean)


LINKS = [
    "[a](javascript:ran())",
    "[a](JaVa\tScRiPt:ran())",
    "[a](java&#x0A;script:ran())",
    "[a](vbscript:ran())",
    "<javascript:ran()>",
    "[a](data:text/html,<script>ran()</script>)",
    "[a](blob:https://x/y)",
    "[a](file:///etc/passwd)",
    "[a](\x01javascript:ran())",
    "[a]: javascript:ran()\n\n[a]",
    "![a](javascript:ran())",
    "![a](data:image/svg+xml;base64,PHN2Zy8+)",
    "[a](//evil.example/)",
    "[a](feed:javascript:ran())",
    "[a](view-source:javascript:ran())",
    "[a](intent://x#Intent;end)",
    "[a](&#106;avascript:ran())",
    "[a](javascript&colon;ran())",
    '[a](http://x" onclick="ran())',
    'https://x.example/"onmouseover=ran()',
]


@pytest.mark.parametrize("text", LINKS)
def test_links_in_words_are_of_the_web_and_of_mail_alone(text: str) -> None:
    """In posts, polls and sessions alike: they have one renderer; its own tests have more, this is the page."""
    topic = make.topic(author=make.person())
    add_topic_post(author=make.person(), topic_id=topic.pk, body=f"{text}\n\nи още")
    page = Client().get(f"/topics/{topic.pk}/?post=2").content.decode()
    said = [
        one
        for one in html.fromstring(page).iter("a", "img")
        if "voice-body" in str(one.getparent().getparent().get("class"))
    ]
    for one in said:
        address = (one.get("href") or one.get("src") or "#").strip().lower()  # one that was taken away leads nowhere
        assert address.startswith(("http://", "https://", "mailto:", "/", "#")) and not address.startswith("//evil"), (
            address
        )
    found = [one for one in danger(page) if "ran" in one or "evil" in one]
    assert not [one for one in found if not one.startswith("href=http")], found
