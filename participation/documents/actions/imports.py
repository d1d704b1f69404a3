"""Starting an import: the file is kept first, whatever becomes of it."""

from __future__ import annotations

from django.core.files.base import File
from django.db import transaction

from participation.accounts.models import User
from participation.database import db_now
from participation.documents import policies
from participation.documents.actions.storing import take_file, take_text
from participation.documents.models import ImportJob
from participation.documents.names import sanitise_name
from participation.documents.refusal import ImportRefused
from participation.record.actions import record
from participation.refusals import NotAllowed


@transaction.atomic
def start_import(
    *, uploader: User, file: File[bytes] | None = None, text: str | None = None, name: str = "", scope: str = ""
) -> ImportJob:
    """The original is stored and its reading is asked for; the job is waiting. One of `file` and `text` is given.

    Raises NotAllowed, and ImportRefused ("empty", "too_large") before anything is stored; every other reason is
    found while reading and stands on the job, with the original kept.
    """
    if not policies.can_import(uploader):
        raise NotAllowed
    if (file is None) == (text is None):
        raise ImportRefused("empty")
    taken = take_file(file) if file is not None else take_text(text or "")
    given = name or (getattr(file, "name", "") or "")
    job = ImportJob(
        uploader=uploader,
        scope=scope,
        original_name=sanitise_name(given, fallback="text.txt" if file is None else "document"),
        size=taken.size,
        sha256=taken.sha256,
        created_at=db_now(),
    )
    job.file.save("import", taken.content, save=False)
    job.save()
    record(
        kind="import.started",
        scope=scope or f"import.{job.pk}",
        actor=uploader,
        ref=f"import.{job.pk}",
        is_public=False,
    )
    return job
