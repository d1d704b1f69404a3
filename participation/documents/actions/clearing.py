"""Everything that was uploaded for something that is no more."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from participation.accounts.models import User
from participation.documents import policies
from participation.documents.models import Attachment, ImportJob
from participation.refusals import NotAllowed


@transaction.atomic
def remove_files_of(*, actor: User, scope: str) -> int:
    """The scope's attachments, its imports and, once that is sure, their files are gone; returns how many files.

    An import that is being read meanwhile loses its claim and ends. Raises NotAllowed for people who are not signed in.
    """
    if not policies.can_import(actor):
        raise NotAllowed
    files = []
    for model in (Attachment, ImportJob):
        rows = model._default_manager.select_for_update().filter(scope=scope)
        files += [(row.file.storage, row.file.name or "") for row in rows.only("file")]
        rows.delete()
    for storage, name in files:
        transaction.on_commit(partial(storage.delete, name))
    return len(files)
