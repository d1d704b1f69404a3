"""Every write of this room."""

from participation.documents.actions.attachments import (
    add_attachment,
    hide_attachments,
    publish_attachments,
    remove_attachment,
    set_attachment_public,
)
from participation.documents.actions.clearing import remove_files_of
from participation.documents.actions.imports import start_import
from participation.documents.actions.running import run_import, run_pending

__all__ = [
    "add_attachment",
    "hide_attachments",
    "publish_attachments",
    "remove_attachment",
    "remove_files_of",
    "run_import",
    "run_pending",
    "set_attachment_public",
    "start_import",
]
