"""Files people gave us: documents being read, and attachments of a consultation."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from participation.documents.refusal import reason_text

EXTENSIONS = {
    "docx": "docx",
    "odt": "odt",
    "pdf": "pdf",
    "markdown": "md",
    "text": "txt",
    "xlsx": "xlsx",
    "ods": "ods",
    "pptx": "pptx",
    "odp": "odp",
    "png": "png",
    "jpeg": "jpg",
    "webp": "webp",
    "zip": "zip",
}


def private_path(instance: Any, filename: str) -> str:
    """A place nobody can guess; what the sender called the file plays no part in it."""
    folder = instance._meta.model_name
    return f"{folder}/{timezone.now():%Y/%m}/{secrets.token_hex(20)}"


class ImportJob(models.Model):
    """One document on its way to a tree of clauses. Personal data: who uploaded it, and what the file says."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being read")
        DONE = "done", pgettext_lazy("document", "read")
        REFUSED = "refused", _("could not be read")

    class Stage(models.TextChoices):
        NONE = "", ""
        CHECKING = "checking", _("checking the file")
        READING = "reading", _("reading the pages")
        UNDERSTANDING = "understanding", _("finding headings and clauses")

    uploader = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="import_jobs")
    scope = models.CharField(max_length=60, blank=True)  # whose import this is: "draft.12"
    file = models.FileField(upload_to=private_path, max_length=200)
    original_name = models.CharField(max_length=150)
    size = models.PositiveBigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, blank=True)  # docx, odt, pdf, markdown, text; by content
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    stage = models.CharField(max_length=14, choices=Stage.choices, default=Stage.NONE, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)  # 0 to 100
    pages = models.PositiveIntegerField(default=0)
    reason_code = models.CharField(max_length=20, blank=True)  # one of refusal.REASONS
    result = models.JSONField(null=True, blank=True)  # nodes.document_to_json
    claim = models.CharField(max_length=32, blank=True)  # of the worker that is reading it now
    attempts = models.PositiveSmallIntegerField(default=0)
    beat_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["scope", "-id"], name="imports_of_a_scope"),
            models.Index(
                fields=["created_at"], condition=models.Q(state__in=["waiting", "running"]), name="imports_to_run"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(progress__lte=100), name="import_progress_is_percent"),
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(result__isnull=False), name="import_done_has_result"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="refused") | ~models.Q(reason_code=""), name="import_refused_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.original_name} ({self.state})"

    @property
    def reason(self) -> str:
        """Why the file was refused, in the active language; empty when it was not."""
        return reason_text(self.reason_code)

    @property
    def is_finished(self) -> bool:
        """True once there is nothing more to wait for."""
        return self.state in (self.State.DONE, self.State.REFUSED)

    @property
    def safe_download_name(self) -> str:
        """The sender's name for the file, made harmless, with the ending of what it really is."""
        return _named(self.original_name, self.kind)


class Attachment(models.Model):
    """A file kept beside a consultation. Personal data: who added it, and what the file says."""

    class Kind(models.TextChoices):
        MOTIVES = "motives", _("motives")
        CONSULTATION_DOCUMENT = "consultation_document", _("consultation document")
        IMPACT_ASSESSMENT = "impact_assessment", _("impact assessment")
        CONSOLIDATED = "consolidated", _("consolidated text")
        ANNEX = "annex", _("annex")
        DECISION = "decision", _("decision")
        SCAN = "scan", _("scan")

    scope = models.CharField(max_length=60)  # what it belongs to: "consultation.12"
    kind = models.CharField(max_length=24, choices=Kind.choices)
    title = models.CharField(max_length=200)
    file = models.FileField(upload_to=private_path, max_length=200)
    original_name = models.CharField(max_length=150)
    size = models.PositiveBigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    file_kind = models.CharField(max_length=12)  # docx, pdf, png …; by content
    content_type = models.CharField(max_length=100)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="attachments")
    is_public = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["kind", "id"]
        indexes = [models.Index(fields=["scope", "kind"], name="attachments_of_a_scope")]

    def __str__(self) -> str:
        return self.title

    @property
    def safe_download_name(self) -> str:
        """The sender's name for the file, made harmless, with the ending of what it really is."""
        return _named(self.original_name, self.file_kind)

    @property
    def ending(self) -> str:
        """What it really is, as files are called: "pdf", "docx"."""
        return EXTENSIONS.get(self.file_kind, "bin")


def _named(name: str, kind: str) -> str:
    stem = name.rsplit(".", 1)[0] if "." in name else name
    ending = EXTENSIONS.get(kind)
    return f"{stem}.{ending}" if ending else f"{stem}.bin"
