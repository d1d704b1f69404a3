"""Who may bring files, and who may see them."""

from __future__ import annotations

from participation.accounts.models import User
from participation.documents.models import Attachment, ImportJob


def can_import(user: User) -> bool:
    """Anyone signed in; what may be done with the result is for the room that owns the scope to say."""
    return bool(user.is_authenticated and user.is_active)


def can_see_import(user: User, job: ImportJob) -> bool:
    """The person who uploaded the file, and administrators."""
    return bool(user.is_authenticated and user.is_active and (job.uploader_id == user.pk or user.is_superuser))


def can_download(user: User | None, attachment: Attachment, *, may_manage: bool = False) -> bool:
    """Everyone for public attachments; else those whom the owner of the scope calls its managers, and the uploader."""
    if attachment.is_public or may_manage:
        return True
    if user is None or not user.is_authenticated or not user.is_active:
        return False
    return attachment.uploaded_by_id == user.pk or user.is_superuser
