"""Webhooks: kept as they came, then processed once, in whatever order they come and however often they are sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from participation.database import breaks, db_now
from participation.refusals import BadInput, NotAllowed
from participation.retries import there_before

from ..models import Attempt, Notice
from ..providers import get_provider
from ..providers.base import NotGenuine
from .booking import book

CLAIM = timedelta(minutes=2)
FIRST_RETRY = timedelta(seconds=20)
MOST_TRIES = 12  # about a day: what is told before we know of it is known by then
KEPT = timedelta(days=365)
BATCH = 100


@transaction.atomic
def take_notice(*, provider: str, body: bytes, headers: Mapping[str, str]) -> Notice:
    """The webhook is kept, once for each event (``was_there``). Nothing follows from it before the worker processes it.

    Raises NotAllowed without a signature that is genuine and of now, BadInput for what cannot be read.
    """
    known = get_provider(provider)
    if known is None:
        raise BadInput
    try:
        told = known.parse_webhook(body=body, headers=headers, now=db_now())
    except NotGenuine as error:
        raise NotAllowed from error
    except ValueError as error:
        raise BadInput from error
    now = db_now()
    try:
        with transaction.atomic():
            return Notice.objects.create(provider=provider, event=told.event, body=body, at=now, due_at=now)
    except IntegrityError as error:
        if not breaks(error, Notice, "one_notice_per_event"):
            raise
        return there_before(Notice.objects.get(provider=provider, event=told.event))


def process_due(limit: int = BATCH) -> int:
    """Book what was told and not yet processed; how many notices are over now."""
    due = Notice.objects.filter(done_at=None, due_at__lte=db_now()).order_by("due_at", "pk")
    return sum(process(notice_id=pk) for pk in list(due.values_list("pk", flat=True)[:limit]))


def process(*, notice_id: int) -> bool:
    """Book one notice, if nobody else is at it; whether it is over now. What is about nothing of ours is left in the end."""
    now = db_now()
    mine = Notice.objects.filter(pk=notice_id, done_at=None, due_at__lte=now).update(
        due_at=now + CLAIM, tries=F("tries") + 1
    )
    if not mine:
        return False
    notice = Notice.objects.get(pk=notice_id)
    provider = get_provider(notice.provider)
    told = provider.read(bytes(notice.body)) if provider else None
    attempt = Attempt.objects.filter(key=told.key, pledge__provider=notice.provider).first() if told else None
    if told is None or attempt is None:
        return _wait(notice)
    book(attempt_id=attempt.pk, answer=told.answer)
    Notice.objects.filter(pk=notice.pk).update(done_at=db_now())
    return True


def _wait(notice: Notice) -> bool:
    gives_up = notice.tries >= MOST_TRIES
    Notice.objects.filter(pk=notice.pk).update(
        due_at=db_now() + FIRST_RETRY * 2**notice.tries,
        done_at=db_now() if gives_up else None,
        words="it is about nothing that we asked",
    )
    return gives_up


def drop_old_bodies() -> int:
    """Of notices processed a year ago the body goes; how many."""
    old = Notice.objects.filter(done_at__lte=db_now() - KEPT).exclude(body=b"")
    return old.update(body=b"")
