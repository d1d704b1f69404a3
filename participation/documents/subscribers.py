"""The worker reads what was uploaded, and picks up what a dead worker left."""

from __future__ import annotations

from participation.documents.actions import run_import, run_pending
from participation.record.models import Act
from participation.record.subscribers import every, on


@on("import.started")
def read_upload(act: Act) -> None:
    """Reads the document of the act; nothing to do when another worker has it."""
    run_import(int(act.ref.rsplit(".", 1)[-1]))


@every(seconds=30)
def pick_up_imports() -> None:
    """Imports whose worker was killed are read again."""
    run_pending()
