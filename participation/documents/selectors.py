"""Reading imports and attachments."""

from __future__ import annotations

import json
from datetime import timedelta

from django.db.models import Q, QuerySet

from participation.accounts.models import User
from participation.database import db_now
from participation.documents import limits
from participation.documents.models import Attachment, ImportJob
from participation.documents.nodes import Document, document_from_json
from participation.personal_numbers import MASK


def get_import(job_id: int, *, for_user: User | None = None) -> ImportJob | None:
    """The import, without its result; None when there is none or it is another person's."""
    jobs = ImportJob.objects.defer("result")
    if for_user is not None and not for_user.is_superuser:
        jobs = jobs.filter(uploader=for_user)
    return jobs.filter(pk=job_id).first()


def get_import_of_scope(scope: str) -> ImportJob | None:
    """The newest import for this scope, without its result."""
    return ImportJob.objects.defer("result").filter(scope=scope).order_by("-pk").first()


def get_import_document(job_id: int) -> Document | None:
    """The tree that was read; None unless the import is done."""
    result = ImportJob.objects.filter(pk=job_id, state=ImportJob.State.DONE).values_list("result", flat=True).first()
    return document_from_json(result) if result is not None else None


def count_masked(job_id: int) -> int:
    """How many personal numbers were masked in what was read; 0 unless the import is done."""
    result = ImportJob.objects.filter(pk=job_id, state=ImportJob.State.DONE).values_list("result", flat=True).first()
    return json.dumps(result, ensure_ascii=False).count(MASK)


def imports_to_run() -> QuerySet[ImportJob]:
    """Imports that wait, and those whose worker has died, oldest first."""
    stale = db_now() - timedelta(seconds=limits.STALE_AFTER)
    return ImportJob.objects.filter(
        Q(state=ImportJob.State.WAITING) | Q(state=ImportJob.State.RUNNING, beat_at__lt=stale)
    ).order_by("created_at")


def list_attachments(scope: str, *, public_only: bool = True) -> QuerySet[Attachment]:
    """The attachments of a scope, by kind and age; the hidden ones only when asked for."""
    found = Attachment.objects.filter(scope=scope).order_by("kind", "pk")
    return found.filter(is_public=True) if public_only else found


def get_attachment(attachment_id: int) -> Attachment | None:
    """The attachment, public or not: whoever shows it asks the owner of its scope first."""
    return Attachment.objects.filter(pk=attachment_id).first()
