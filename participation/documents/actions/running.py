"""Running an import: claimed by one conditional update, read in a child process, its outcome written once."""

from __future__ import annotations

import logging
import secrets
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from participation.database import db_now
from participation.documents import limits
from participation.documents.models import ImportJob
from participation.documents.nodes import document_to_json
from participation.documents.refusal import ImportRefused
from participation.documents.sandbox import Read, read_safely
from participation.documents.selectors import imports_to_run
from participation.live.actions import publish
from participation.personal_numbers import masked_all
from participation.record.actions import record
from participation.unseen import straight_all

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 3
# What a stage is worth in the progress shown: (from, to) percent.
_PARTS = {"checking": (0, 5), "reading": (5, 90), "understanding": (90, 99)}


class ClaimLost(Exception):
    """Another worker has taken the job over."""


def run_import(job_id: int) -> bool:
    """The job is done or refused afterwards; False when there was nothing to do or another worker has it.

    Safe to call twice and to kill: a job whose worker stopped reporting is claimed again, three times at most.
    """
    claim = secrets.token_hex(16)
    if not _claim(job_id, claim):
        return False
    job = ImportJob.objects.get(pk=job_id)
    try:
        if job.attempts > MAX_ATTEMPTS:
            raise ImportRefused("crashed")
        with tempfile.TemporaryDirectory(prefix="import-") as folder:
            path = Path(folder) / "file"
            _copy(job, path)
            read = read_safely(path, job.original_name, _Reporter(job_id, claim))
    except ImportRefused as refused:
        return _finish(job, claim, reason=refused.code)
    except ClaimLost:
        return False
    return _finish(job, claim, read=read)


def run_pending(limit: int = 20) -> int:
    """Runs the imports that wait or were left by a dead worker; returns how many were finished."""
    waiting = list(imports_to_run().values_list("pk", flat=True)[:limit])
    return sum(1 for pk in waiting if run_import(pk))


def _claim(job_id: int, claim: str) -> bool:
    now = db_now()
    stale = now - timedelta(seconds=limits.STALE_AFTER)
    free = Q(state=ImportJob.State.WAITING) | Q(state=ImportJob.State.RUNNING, beat_at__lt=stale)
    claimed = ImportJob.objects.filter(free, pk=job_id).update(
        state=ImportJob.State.RUNNING,
        stage=ImportJob.Stage.CHECKING,
        claim=claim,
        attempts=F("attempts") + 1,
        progress=0,
        beat_at=now,
    )
    return claimed == 1


def _copy(job: ImportJob, path: Path) -> None:
    try:
        with job.file.open("rb") as source, path.open("wb") as target:
            for chunk in source.chunks():
                target.write(chunk)
    except FileNotFoundError as error:
        logger.error("the file of import %s is missing", job.pk)
        raise ImportRefused("broken") from error


class _Reporter:
    """Writes progress at most twice a second and keeps the claim alive."""

    def __init__(self, job_id: int, claim: str) -> None:
        self.mine = ImportJob.objects.filter(pk=job_id, claim=claim, state=ImportJob.State.RUNNING)
        self.job_id = job_id
        self.last = 0.0
        self.stage = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self.last < 0.5 and (not stage or stage == self.stage):
            return
        self.last = now
        values: dict[str, Any] = {"beat_at": db_now()}
        if stage in _PARTS:
            self.stage = stage
            low, high = _PARTS[stage]
            values["stage"] = stage
            values["progress"] = low + (high - low) * min(done, total) // max(total, 1)
            if stage == "reading":
                values["pages"] = total
        if not self.mine.update(**values):
            raise ClaimLost


@transaction.atomic
def _finish(job: ImportJob, claim: str, *, read: Read | None = None, reason: str = "") -> bool:
    """Writes the outcome if the claim still holds, and tells the record and the uploader's screens."""
    values: dict[str, Any] = {"finished_at": db_now(), "progress": 100, "stage": "", "claim": ""}
    if read is not None:
        values |= {
            "state": ImportJob.State.DONE,
            "kind": read.kind,
            "pages": read.document.pages,
            "result": masked_all(
                straight_all(document_to_json(read.document))
            ),  # no draft begins with somebody's number
        }
    else:
        values |= {"state": ImportJob.State.REFUSED, "reason_code": reason}
    mine = ImportJob.objects.filter(pk=job.pk, claim=claim, state=ImportJob.State.RUNNING)
    if not mine.update(**values):
        return False
    kind = "import.done" if read is not None else "import.refused"
    record(
        kind=kind,
        scope=job.scope or f"import.{job.pk}",
        role="system",
        ref=f"import.{job.pk}",
        data={"reason": reason} if reason else {},
        is_public=False,
    )
    if job.uploader_id is not None:
        publish(stream=f"user.{job.uploader_id}", kind=kind, data={"import": job.pk, "scope": job.scope}, ref="")
    return True
