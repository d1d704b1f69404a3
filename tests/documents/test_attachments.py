"""Files beside a consultation."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from participation.documents import policies, selectors
from participation.documents.actions import add_attachment, publish_attachments, remove_attachment
from participation.documents.models import Attachment
from participation.documents.refusal import ImportRefused
from participation.record.models import Act
from participation.refusals import BadInput
from tests.documents.outlines import FILES
from tests.support.factories import person

pytestmark = pytest.mark.django_db


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


def test_who_may_download() -> None:
    uploader = person()
    hidden = add(uploader=uploader)
    assert policies.can_download(uploader, hidden)
    assert not policies.can_download(person(), hidden)
    assert not policies.can_download(None, hidden)
    assert policies.can_download(person(), hidden, may_manage=True)
    assert not selectors.list_attachments("consultation.12")
    assert list(selectors.list_attachments("consultation.12", public_only=False)) == [hidden]

    assert publish_attachments(actor=uploader, scope="consultation.12") == 1
    assert list(selectors.list_attachments("consultation.12")) == [hidden]


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
