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
from participation.documents.sniff import CONTENT_TYPES, file_kind
from participation.record.actions import record
from participation.refusals import BadInput, NotAllowed


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
    taken = take_file(file)
    original = sanitise_name(name or getattr(file, "name", "") or "")
    found = _kind(taken.content, original)
    attachment = Attachment(
        scope=scope,
        kind=kind,
        title=(title.strip() or original.rsplit(".", 1)[0])[:200],
        original_name=original,
        size=taken.size,
        sha256=taken.sha256,
        file_kind=found,
        content_type=CONTENT_TYPES[found],
        uploaded_by=uploader,
        is_public=is_public,
    )
    attachment.file.save("attachment", taken.content, save=False)
    attachment.save()
    record(
        kind="attachment.added",
        scope=scope,
        actor=uploader,
        ref=f"attachment.{attachment.pk}",
        data={"kind": kind},
        is_public=is_public,
    )
    return attachment


def _kind(content: File[bytes], name: str) -> str:
    """What the file is by its content; its directory is looked at, nothing in it is opened."""
    with tempfile.TemporaryDirectory(prefix="attachment-") as folder:
        path = Path(folder) / "file"
        with path.open("wb") as target:
            for chunk in content.chunks():
                target.write(chunk)
        content.seek(0)
        return file_kind(path, name)


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
def publish_attachments(*, actor: User, scope: str) -> int:
    """Every attachment of the scope is public; returns how many became so. For the moment a draft is published."""
    if not policies.can_import(actor):
        raise NotAllowed
    return (
        Attachment.objects.filter(scope=scope, is_public=False)
        .exclude(kind=Attachment.Kind.SCAN)
        .update(is_public=True)
    )
