"""Adding files to a consultation and taking them away."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from django.core.files.base import File
from django.db import transaction

from participation.accounts.models import User
from participation.documents import policies
from participation.documents.actions.storing import take_file
from participation.documents.models import Attachment
from participation.documents.names import sanitise_name
from participation.documents.refusal import ImportRefused
from participation.documents.sandbox import read_safely
from participation.documents.sniff import CONTENT_TYPES, file_kind
from participation.record.actions import record
from participation.refusals import BadInput, NotAllowed

LOCK_WALL = 20.0  # seconds for finding out whether a PDF opens without a password


@transaction.atomic
def add_attachment(
    *,
    uploader: User,
    file: File[bytes],
    scope: str,
    kind: str,
    title: str = "",
    name: str = "",
    is_public: bool = False,
) -> Attachment:
    """The file is stored beside `scope`. Whether this person may do that there is for the caller to ask first.

    Raises NotAllowed for people who are not signed in, BadInput for an unknown kind, ImportRefused for a file that
    is not what attachments may be (see `sniff.CONTENT_TYPES`).
    """
    if not policies.can_import(uploader):
        raise NotAllowed
    if kind not in Attachment.Kind.values or not scope:
        raise BadInput
    attachment = Attachment(scope=scope, kind=kind, uploaded_by=uploader, is_public=is_public)
    _take_in(attachment, file, name or getattr(file, "name", "") or "", title.strip())
    record(
        kind="attachment.added",
        scope=scope,
        actor=uploader,
        ref=f"attachment.{attachment.pk}",
        data={"kind": kind},
        is_public=is_public,
    )
    return attachment


def _take_in(attachment: Attachment, file: File[bytes], name: str, title: str) -> None:
    """The file is stored, and the attachment saved with what the file says about itself."""
    taken, original = take_file(file), sanitise_name(name)
    found = _kind(taken.content, original)
    attachment.original_name, attachment.title = original, (title or original.rsplit(".", 1)[0])[:200]
    attachment.size, attachment.sha256 = taken.size, taken.sha256
    attachment.file_kind, attachment.content_type = found, CONTENT_TYPES[found]
    attachment.file.save("attachment", taken.content, save=False)
    attachment.save()


def _kind(content: File[bytes], name: str) -> str:
    """What the file is by its content; only a PDF that may be locked is opened, by a process of its own."""
    with tempfile.TemporaryDirectory(prefix="attachment-") as folder:
        path = Path(folder) / "file"
        with path.open("wb") as target:
            for chunk in content.chunks():
                target.write(chunk)
        content.seek(0)
        try:
            kind = file_kind(path, name)
        except ImportRefused as refusal:
            raise ImportRefused("unknown_attachment") if refusal.code == "unknown_type" else refusal from None
        if kind == "pdf":
            _refuse_locked(path, name)
        return kind


def _refuse_locked(path: Path, name: str) -> None:
    """A PDF that asks for a password says nothing to the public. One that only forbids printing opens without."""
    if b"/Encrypt" not in path.read_bytes():
        return
    try:
        read_safely(path, name, lambda _stage, _done, _total: None, wall=LOCK_WALL)
    except ImportRefused as refusal:
        if refusal.code == "encrypted":
            raise


@transaction.atomic
def remove_attachment(*, actor: User, attachment_id: int) -> bool:
    """The attachment and, once that is sure, its file are gone; False when it was not there any more."""
    if not policies.can_import(actor):
        raise NotAllowed
    attachment = Attachment.objects.select_for_update().filter(pk=attachment_id).first()
    if attachment is None:
        return False
    attachment.delete()
    transaction.on_commit(partial(attachment.file.storage.delete, attachment.file.name or ""))
    record(
        kind="attachment.removed",
        scope=attachment.scope,
        actor=actor,
        ref=f"attachment.{attachment_id}",
        data={"kind": attachment.kind},
        is_public=attachment.is_public,
    )
    return True


@transaction.atomic
def set_attachment_public(*, actor: User, attachment_id: int, is_public: bool) -> bool:
    """The attachment is shown to everyone, or no longer; False when it is not there."""
    if not policies.can_import(actor):
        raise NotAllowed
    return bool(Attachment.objects.filter(pk=attachment_id).update(is_public=is_public))


@transaction.atomic
def hide_attachments(*, actor: User, scope: str) -> int:
    """No attachment of the scope is public any more; how many were. For an announcement that is taken back."""
    if not policies.can_import(actor):
        raise NotAllowed
    return Attachment.objects.filter(scope=scope, is_public=True).update(is_public=False)


@transaction.atomic
def publish_attachments(*, actor: User, scope: str) -> int:
    """Every attachment of the scope is public; returns how many became so. For the moment a draft is published."""
    if not policies.can_import(actor):
        raise NotAllowed
    return (
        Attachment.objects.filter(scope=scope, is_public=False)
        .exclude(kind=Attachment.Kind.SCAN)
        .update(is_public=True)
    )
