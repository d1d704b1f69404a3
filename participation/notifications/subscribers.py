"""What the worker does for notifications."""

from __future__ import annotations

from participation.record.subscribers import every

from .mailing import send_waiting


@every(seconds=2)
def send_mail() -> None:
    """Mails that wait."""
    send_waiting()
