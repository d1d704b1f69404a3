"""The demo's mailbox: mails that were written to files instead of being sent."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

BETWEEN = "-" * 79  # what Django's file backend writes after each mail
FILE_BACKEND = "filebased"
MOST = 20


@dataclass(frozen=True)
class Letter:
    """One mail as it would have arrived."""

    to: str
    subject: str
    sent_at: datetime | None
    text: str = field(repr=False)

    @property
    def html(self) -> SafeString:
        """Its text with links that work here, whatever name this machine was called by."""
        return mark_safe(LINK.sub(_as_link, escape(self.text)))  # escaped; the links are made of escaped text


LINK = re.compile(r"https?://[^\s<>]+[^\s<>.,;:!?)]")


def _as_link(found: re.Match[str]) -> str:
    shown, own = found.group(), escape(settings.ENV.origin)
    target = shown.removeprefix(own) if own and shown.startswith(f"{own}/") else shown
    return f'<a href="{target}">{shown}</a>'


def has_mailbox() -> bool:
    """Only where mails are written to files, and never in production."""
    return not settings.ENV.is_production and FILE_BACKEND in settings.EMAIL_BACKEND


def newest_letters(limit: int = MOST) -> list[Letter]:
    """What was written last, newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    if not folder.is_dir():
        return []
    letters: list[Letter] = []
    for path in sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)[:limit]:
        letters.extend(reversed(_read(path)))
    return letters[:limit]


def _read(path: Path) -> list[Letter]:
    found = []
    for raw in path.read_text(encoding="utf-8", errors="replace").split(f"\n{BETWEEN}\n"):
        if raw.strip():
            message = message_from_bytes(raw.lstrip("\n").encode(), policy=policy.default)  # Cyrillic stays
            assert isinstance(message, EmailMessage)
            found.append(_letter(message))
    return found


def _letter(message: EmailMessage) -> Letter:
    body = message.get_body(("plain",))
    try:
        sent_at = parsedate_to_datetime(message["Date"]) if message["Date"] else None
    except ValueError:
        sent_at = None
    if sent_at is not None and sent_at.tzinfo is None:  # "-0000": in universal time, written nowhere in particular
        sent_at = sent_at.replace(tzinfo=UTC)
    text = body.get_content() if body else ""
    return Letter(str(message["To"] or ""), str(message["Subject"] or ""), sent_at, text.strip())
