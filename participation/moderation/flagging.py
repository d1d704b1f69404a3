"""Automatic flags: a check points to something, a moderator decides. Nothing is ever hidden or held back by a check."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import strip_tags

from participation.accounts.models import User
from participation.record.models import Act
from participation.record.subscribers import on

from .models import Report
from .subjects import Described, describe

HREF = re.compile(r"""<a\s[^>]*?href="(https?://[^"<>]*)\"""")
log = logging.getLogger("megdan.moderation")


@dataclass(frozen=True)
class Said:
    """What a check looks at: the thing's words, who said it and when."""

    ref: str
    text: str
    author: User | None  # None: nobody, or a participant no more
    municipality_id: int | None
    at: datetime


@dataclass(frozen=True)
class Finding:
    """What a check found: one of the reasons of a report, the words it is about, and a sentence for the moderator."""

    reason: str
    note: str | Promise
    place: str = ""


Detector = Callable[[Said], Finding | None]
_detectors: dict[str, Detector] = {}
_watched: set[str] = set()


class DetectorsFailed(Exception):
    """Some checks broke; the others have done their work. The worker tries again, which doubles nothing."""


def register(name: str, detector: Detector) -> None:
    """Run this check on everything that is watched."""
    _detectors[name] = detector


def watch(*kinds: str) -> None:
    """Acts of these kinds leave something to look at under their ``ref``, which has to be a subject of moderation."""
    _watched.update(kinds)
    on(*kinds)(look_at)


def watched() -> frozenset[str]:
    """The kinds of acts that are looked at."""
    return frozenset(_watched)


def look_at(act: Act) -> None:
    """Every check has looked at what the act left, unless it is gone. Raises DetectorsFailed at the end where one broke."""
    subject = describe(act.ref)
    if subject is None or subject.is_hidden:
        return
    said = _said(subject, act)
    failed = [name for name, detector in _detectors.items() if not _run(name, detector, said)]
    if failed:
        raise DetectorsFailed(", ".join(failed))


def _said(subject: Described, act: Act) -> Said:
    author = User.objects.filter(pk=subject.author_id).first() if subject.author_id else None
    return Said(act.ref, text_of(subject), author, subject.municipality_id, act.at)


def text_of(subject: Described) -> str:
    """The thing's words on one line, without its markup, with the addresses of its links."""
    html = HREF.sub(r" \1 <", subject.html).replace("<", " <")
    return " ".join(unescape(strip_tags(html)).split())


def _run(name: str, detector: Detector, said: Said) -> bool:
    try:
        with transaction.atomic():
            found = detector(said)
            if found is not None:
                flag_thing(ref=said.ref, detector=name, reason=found.reason, place=found.place, note=found.note)
    except Exception:  # whatever one check raises, the others have to look
        log.exception("a check failed", extra={"kind": name})
        return False
    return True


def flag_thing(*, ref: str, detector: str, reason: str, place: str = "", note: str | Promise = "") -> Report | None:
    """The thing waits for a moderator, flagged by this check; None where it is not there or the flag stands already.

    The note is kept in the language of the platform's officials, ``settings.LANGUAGE_CODE``.
    """
    subject = describe(ref)
    if subject is None or subject.is_hidden:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        words = str(note)
    flag = Report(
        ref=ref,
        scope=subject.scope,
        municipality_id=subject.municipality_id,
        source=Report.Source.AUTOMATIC,
        detector=detector,
        reason=reason,
        place=place[:500],
        note=words[:2000],
        receipt=secrets.token_hex(5).upper(),
    )
    Report.objects.bulk_create([flag], ignore_conflicts=True)
    return Report.objects.filter(receipt=flag.receipt).first()
