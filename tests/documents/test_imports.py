"""An import from upload to tree: kept, claimed once, finished once, told to the uploader."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from participation.database import db_now
from participation.documents import selectors
from participation.documents.actions import run_import, run_pending, running, start_import
from participation.documents.models import ImportJob
from participation.documents.names import sanitise_name
from participation.documents.refusal import ImportRefused
from participation.record.models import Act, Outbox
from participation.refusals import NotAllowed
from tests.documents.outlines import FILES
from tests.support.factories import person

pytestmark = pytest.mark.django_db


def upload(name: str = "naredba.docx", called: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(called or name, (FILES / name).read_bytes())


def test_a_document_becomes_a_tree() -> None:
    uploader = person()
    job = start_import(uploader=uploader, file=upload(), scope="draft.12")

    assert (job.state, job.progress, job.kind) == ("waiting", 0, "")
    assert run_import(job.pk)

    job.refresh_from_db()
    assert (job.state, job.progress, job.kind, job.stage) == ("done", 100, "docx", "")
    document = selectors.get_import_document(job.pk)
    assert document is not None
    assert document.title.startswith("НАРЕДБА № 7")
    assert [act.kind for act in Act.objects.filter(scope="draft.12").order_by("pk")] == [
        "import.started",
        "import.done",
    ]
    assert not Act.objects.filter(scope="draft.12", is_public=True).exists()


def test_the_worker_is_asked() -> None:
    job = start_import(uploader=person(), text="Чл. 1. Текст.\nЧл. 2. Друг текст.", scope="draft.1")
    asked = Outbox.objects.get(act__ref=f"import.{job.pk}")
    assert asked.subscriber == "participation.documents.subscribers.read_upload"


def test_pasted_text() -> None:
    job = start_import(uploader=person(), text="Чл. 1. Текст.\nЧл. 2. Друг текст.")
    assert run_pending() == 1
    document = selectors.get_import_document(job.pk)
    assert document is not None
    assert [node.label for node in document.nodes] == ["Чл. 1.", "Чл. 2."]
    assert selectors.get_import(job.pk).safe_download_name == "text.txt"  # type: ignore[union-attr]  # it is there


def test_a_refused_file_is_kept_with_its_reason() -> None:
    job = start_import(uploader=person(), file=SimpleUploadedFile("план.docx", b"MZ" + bytes(50)), scope="draft.3")
    assert run_import(job.pk)
    job.refresh_from_db()
    assert (job.state, job.reason_code) == ("refused", "unknown_type")
    assert job.reason
    assert job.file.open("rb").read().startswith(b"MZ")
    assert job.safe_download_name == "план.bin"


def test_nothing_is_stored_of_an_empty_file_or_without_rights() -> None:
    with pytest.raises(ImportRefused) as refused:
        start_import(uploader=person(), file=SimpleUploadedFile("x.docx", b""))
    assert refused.value.code == "empty"
    with pytest.raises(NotAllowed):
        start_import(uploader=person(is_active=False), text="текст")
    assert not ImportJob.objects.exists()


def test_a_job_runs_once() -> None:
    job = start_import(uploader=person(), text="Текст.")
    assert run_import(job.pk)
    assert not run_import(job.pk)
    assert run_pending() == 0
    assert ImportJob.objects.get().attempts == 1


def test_a_job_that_another_worker_holds_is_left_alone_until_that_worker_is_silent() -> None:
    job = start_import(uploader=person(), text="Текст.")
    ImportJob.objects.update(state="running", claim="other", beat_at=db_now(), attempts=1)
    assert not run_import(job.pk)
    assert run_pending() == 0

    ImportJob.objects.update(beat_at=db_now() - timedelta(minutes=5))
    assert run_pending() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 2)


def test_a_worker_that_lost_its_claim_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    job = start_import(uploader=person(), text="Текст.")
    real = running.read_safely

    def overtaken(*args: Any, **options: Any) -> Any:
        read = real(*args, **options)
        ImportJob.objects.update(claim="other")
        return read

    monkeypatch.setattr(running, "read_safely", overtaken)
    assert not run_import(job.pk)
    job.refresh_from_db()
    assert (job.state, job.claim, job.result) == ("running", "other", None)


def test_a_file_that_kills_every_worker_is_refused_in_the_end() -> None:
    job = start_import(uploader=person(), text="Текст.")
    ImportJob.objects.update(state="running", beat_at=db_now() - timedelta(hours=1), attempts=running.MAX_ATTEMPTS)
    assert run_import(job.pk)
    job.refresh_from_db()
    assert (job.state, job.reason_code) == ("refused", "crashed")


def test_only_the_uploader_sees_an_import() -> None:
    owner, other = person(), person("Друг")
    job = start_import(uploader=owner, text="Текст.", scope="draft.9")
    assert selectors.get_import(job.pk, for_user=owner) == job
    assert selectors.get_import(job.pk, for_user=other) is None
    assert selectors.get_import_of_scope("draft.9") == job
    assert selectors.get_import_document(job.pk) is None


def test_the_database_holds_the_rules() -> None:
    job = start_import(uploader=person(), text="Текст.")
    for values in ({"state": "done"}, {"state": "refused"}, {"progress": 101}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ImportJob.objects.filter(pk=job.pk).update(**values)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\Наредба №7.docx", "Наредба №7.docx"),
        ("a\r\nSet-Cookie: x.pdf", "a_Set-Cookie_ x.pdf"),
        ("план\u202excod.exe", "план_xcod.exe"),
        ("...", "document"),
        ("", "document"),
        ('"><img src=x>.md', "img src=x_.md"),
    ],
)
def test_names(given: str, kept: str) -> None:
    assert sanitise_name(given) == kept
    assert len(sanitise_name(given * 50 + ".docx")) <= 120


def test_the_stored_name_is_not_the_senders() -> None:
    job = start_import(uploader=person(), file=upload(called="../Тайно.docx"))
    assert "Тайно" not in job.file.name
    assert len(job.file.name.rsplit("/", 1)[-1]) >= 40
