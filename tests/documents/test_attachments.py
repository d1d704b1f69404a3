"""Files beside a consultation."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from participation.documents import selectors
from participation.documents.actions import add_attachment, publish_attachments, remove_attachment
from participation.documents.models import Attachment
from participation.documents.refusal import ImportRefused
from participation.record.models import Act
from participation.refusals import BadInput, Refused
from tests.documents.outlines import FILES
from tests.documents.test_refusals import locked_page
from tests.support.factories import person

pytestmark = pytest.mark.django_db


def zipped() -> bytes:
    """A plain archive, whatever it is called."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "x")
    return out.getvalue()


def add(**fields: Any) -> Attachment:
    file = SimpleUploadedFile("мотиви.exe", (FILES / "naredba.pdf").read_bytes(), content_type="text/html")
    return add_attachment(
        **{"uploader": person(), "file": file, "scope": "consultation.12", "kind": "motives", **fields}
    )


def test_what_is_kept_of_a_file() -> None:
    attachment = add()
    assert (attachment.content_type, attachment.file_kind) == ("application/pdf", "pdf")
    assert attachment.safe_download_name == "мотиви.pdf"
    assert attachment.title == "мотиви"
    assert attachment.size == (FILES / "naredba.pdf").stat().st_size
    assert attachment.file.open("rb").read() == (FILES / "naredba.pdf").read_bytes()
    assert Act.objects.get().is_public is False


@pytest.mark.parametrize(
    "data",
    [b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"<html><script>", b"\x7fELF\x00", b"GIF89a"],
)
def test_files_that_a_browser_might_run_are_refused(data: bytes) -> None:
    with pytest.raises(ImportRefused):
        add(file=SimpleUploadedFile("innocent.pdf", data, content_type="application/pdf"))
    assert not Attachment.objects.exists()


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(BadInput):
        add(kind="anything")


def test_removing_takes_the_file_away_too(django_capture_on_commit_callbacks: Any) -> None:
    attachment = add()
    name = attachment.file.name
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        assert remove_attachment(actor=person(), attachment_id=attachment.pk)
        assert default_storage.exists(name)  # not before it is sure
    assert not default_storage.exists(name)
    assert not remove_attachment(actor=person(), attachment_id=attachment.pk)


def test_scans_do_not_become_public_with_the_draft() -> None:
    add(kind="scan")
    assert publish_attachments(actor=person(), scope="consultation.12") == 0


def test_a_list_is_one_query(django_assert_num_queries: Any) -> None:
    for count in (1, 3):
        while Attachment.objects.count() < count:
            add(is_public=True)
        with django_assert_num_queries(1):
            names = [each.safe_download_name for each in selectors.list_attachments("consultation.12")]
            assert len(names) == count


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("план.docx", zipped(), "unknown_attachment"),
        ("стар.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "legacy_doc"),
        ("голям.pdf", b"%PDF-1.4\n" + bytes(21 * 1024 * 1024), "too_large"),
    ],
)
def test_the_reason_says_what_is_wrong_with_the_file(name: str, data: bytes, code: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        add(file=SimpleUploadedFile(name, data))
    assert refused.value.code == code
    assert str(refused.value.message) == str(refused.value) != str(Refused.message)


def test_a_pdf_that_asks_for_a_password_is_no_attachment() -> None:
    with pytest.raises(ImportRefused) as refused:
        add(file=SimpleUploadedFile("заключен.pdf", locked_page()))
    assert refused.value.code == "encrypted"
