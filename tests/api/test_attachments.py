"""Files beside a consultation, through the API."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from participation.database import db_now
from participation.documents.actions import add_attachment
from participation.documents.models import Attachment
from proposals.models import Consultation
from tests.support import factories as make
from tests.support.api import Client, client

pytestmark = pytest.mark.django_db
CONTENT = "Мотиви към проекта".encode()


def attach(ask: Client, draft: Consultation, content: bytes = CONTENT, **sent: Any) -> Any:
    body = {"kind": "annex", "file": SimpleUploadedFile("мотиви.txt", content), **sent}
    return ask.post(f"/api/v1/consultations/{draft.pk}/attachments/", body, format="multipart")


def test_a_file_is_attached_read_back_and_removed() -> None:
    draft = make.draft()
    official = client(make.official(draft.municipality))
    made = attach(official, draft, title="Приложение 1")
    assert made.status_code == 201
    row = made.body
    assert (row["title"], row["size"], row["is_public"]) == ("Приложение 1", len(CONTENT), False)
    assert row["sha256"] == hashlib.sha256(CONTENT).hexdigest()
    assert official.get(f"/api/v1/consultations/{draft.pk}/attachments/").body == [row]
    assert b"".join(official.get(row["url"]).streaming_content) == CONTENT
    assert official.get(row["url"])["Cache-Control"] == "private, no-store"
    for other in (client(), client(make.person())):
        assert other.get(row["url"]).status_code == 404
    assert official.delete(row["url"]).status_code == 204
    assert official.delete(row["url"]).status_code == 404
    assert official.get(row["url"]).status_code == 404


def test_a_public_file_goes_out_harmless_whatever_is_asked_for() -> None:
    what = make.consultation()
    page = b"%PDF-1.4 <script>alert(1)</script>"
    row = add_attachment(
        uploader=make.official(what.municipality),
        file=SimpleUploadedFile('a"b\r\n.html', page),
        scope=what.scope,
        kind="annex",
        is_public=True,
    )
    path = f"/api/v1/consultations/{what.pk}/attachments/{row.pk}/"
    answer = client().get(path, HTTP_ACCEPT="text/html")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    Attachment.objects.get().file.delete(save=False)
    missing = client().get(path, HTTP_ACCEPT="application/pdf")
    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")


def test_nothing_is_attached_to_what_has_closed_and_nothing_odd_to_a_draft() -> None:
    what, draft = make.consultation(), make.draft(kind="idea")
    make.close(what)
    official = client(make.official(what.municipality))
    late = attach(official, what)
    assert (late.status_code, late.body["code"]) == (400, "bad_input")
    for refused, field in (
        (attach(official, draft, kind="motives"), "kind"),
        (attach(official, draft, kind="scan"), "kind"),
        (attach(official, draft, b"MZ\x90\x00\x03\x00\x00\x00"), "file"),
    ):
        assert (refused.status_code, refused.body.get("field")) == (400, field)
    unnamed = official.post(f"/api/v1/consultations/{draft.pk}/attachments/", {"kind": "annex"})
    assert unnamed.body["fields"].keys() == {"file"}
    assert not Attachment.objects.exists()


def test_a_file_of_another_consultation_is_not_there() -> None:
    draft, other = make.draft(), make.draft()
    official = client(make.official(draft.municipality))
    row = attach(official, draft).body
    strange = row["url"].replace(f"consultations/{draft.pk}/", f"consultations/{other.pk}/")
    assert official.get(strange).status_code == 404
    assert official.delete(strange).status_code == 404
    assert Attachment.objects.exists()


def test_the_export_names_public_files_alone() -> None:
    what = make.consultation(closes_at=db_now() + timedelta(days=3))
    uploader = make.official(what.municipality)
    for is_public in (True, False):
        add_attachment(
            uploader=uploader,
            file=SimpleUploadedFile(f"{is_public}.txt", CONTENT),
            scope=what.scope,
            kind="annex",
            is_public=is_public,
        )
    named = client(uploader).get(f"/api/v1/consultations/{what.pk}/export/").body["attachments"]
    assert [(one["title"], one["size"], one["sha256"]) for one in named] == [
        ("True", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
    ]
    assert client().get(named[0]["url"]).status_code == 200
