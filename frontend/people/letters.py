"""The demo's mailbox: mails that were written to files instead of being sent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import overload

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

BETWEEN = "-" * 79  # what Django's file backend writes after each mail
FILE_BACKEND = "filebased"
TO, DATE = (re.compile(rf"^{name}:((?:.*)(?:\n[ \t].*)*)", re.MULTILINE | re.IGNORECASE) for name in ("To", "Date"))
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


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


def newest_letters(to: str = "") -> Sequence[Letter]:
    """What was written, newest first; only to addresses that hold these letters, where some are given."""
    folder = Path(settings.EMAIL_FILE_PATH)
    paths = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns) if folder.is_dir() else []
    raws = [raw for path in paths for raw in _split(path) if to.lower() in _header(raw, TO).lower()]
    raws.sort(key=lambda raw: _moment(_header(raw, DATE)) or LONG_AGO)  # equal moments stay as they were written
    return Letters(raws[::-1])


class Letters(Sequence[Letter]):
    """Mails that are read only where they are looked at: a page of many."""

    def __init__(self, raws: list[str]) -> None:
        self.raws = raws

    def __len__(self) -> int:
        return len(self.raws)

    @overload
    def __getitem__(self, at: int) -> Letter: ...

    @overload
    def __getitem__(self, at: slice) -> list[Letter]: ...

    def __getitem__(self, at: int | slice) -> Letter | list[Letter]:
        return [_letter(raw) for raw in self.raws[at]] if isinstance(at, slice) else _letter(self.raws[at])


def _split(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8", errors="replace")
    return [raw.lstrip("\n") for raw in text.split(f"\n{BETWEEN}\n") if raw.strip()]


def _header(raw: str, wanted: re.Pattern[str]) -> str:
    found = wanted.search(raw.partition("\n\n")[0])
    return found[1].strip() if found else ""


def _moment(date: str) -> datetime | None:
    """When it was sent; None where nothing readable says so."""
    try:
        sent_at = parsedate_to_datetime(date)
    except ValueError:
        return None
    return sent_at if sent_at.tzinfo else sent_at.replace(tzinfo=UTC)  # "-0000": in universal time


def _letter(raw: str) -> Letter:
    message = message_from_bytes(raw.encode(), policy=policy.default)  # Cyrillic stays
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    text = body.get_content() if body else ""
    return Letter(str(message["To"] or ""), str(message["Subject"] or ""), _moment(_header(raw, DATE)), text.strip())
