"""What a poll is to be, checked before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from participation.database import db_now
from participation.refusals import BadInput
from participation.unseen import one_line

from ..models import Poll

LONGEST_TITLE, LONGEST_OPTION, LONGEST_TEXT = 200, 200, 3000
FEWEST_OPTIONS, MOST_OPTIONS = 2, 20
MOST_POINTS = 100
BIGGEST_QUORUM = 10_000_000
SOONEST, LATEST = timedelta(minutes=1), timedelta(days=366)


@dataclass(frozen=True)
class Plan:
    """A poll as its host wants it. ``limit``: options a vote may name, or points it shares out; None: all, or ten.

    ``opens_at``: when it opens by itself; None: at once, or when its host opens it. ``until_closed``: it has no moment of
    closing, for rooms above that close it themselves when what it belongs to ends.
    """

    title: str
    kind: str
    closes_at: datetime | None
    description: str = ""
    options: Iterable[str] = field(default=())
    limit: int | None = None
    by: str = Poll.By.PERSON
    is_secret: bool = False
    quorum: int | None = None
    opens_at: datetime | None = None
    until_closed: bool = False


@dataclass(frozen=True)
class Checked:
    """The same, fit to be written."""

    title: str
    description: str
    kind: str
    options: list[str]
    limit: int
    by: str
    is_secret: bool
    quorum: int | None
    closes_at: datetime | None
    opens_at: datetime | None


def checked(plan: Plan) -> Checked:
    """The plan with everything in order. Raises BadInput, naming the field."""
    if plan.kind not in Poll.Kind.values:
        raise BadInput(_("Choose how people vote."), field="kind")
    if plan.by not in Poll.By.values:
        raise BadInput(_("Choose who votes."), field="by")
    title, description = one_line(plan.title), plan.description.replace("\r\n", "\n").strip()
    if not title:
        raise BadInput(_("Write the question."), field="title")
    _not_longer(title, LONGEST_TITLE, "title")
    _not_longer(description, LONGEST_TEXT, "description")
    options = _options(plan)
    if plan.quorum is not None and not 1 <= plan.quorum <= BIGGEST_QUORUM:
        raise BadInput(_("The least number of votes is 1 or more; leave it empty if there is none."), field="quorum")
    return Checked(
        title=title, description=description, kind=plan.kind, options=options, limit=_limit(plan, len(options)),
        by=plan.by, is_secret=plan.is_secret, quorum=plan.quorum, opens_at=opening(plan.opens_at),
        closes_at=None if plan.until_closed else closing(plan.closes_at, plan.opens_at),
    )  # fmt: skip


def opening(opens_at: datetime | None) -> datetime | None:
    """The moment, if a poll may open by itself then. Raises BadInput for one in the past or more than a year away."""
    if opens_at is None:
        return None
    now = db_now()
    if opens_at <= now:
        raise BadInput(_("This moment has passed. Choose a later one, or open it at once."), field="opens_at")
    if opens_at > now + LATEST:
        raise BadInput(_("This is more than a year away. Choose an earlier moment."), field="opens_at")
    return opens_at


def closing(closes_at: datetime | None, opens_at: datetime | None = None) -> datetime:
    """The moment, if a poll that opens then, or now, may close at it. Raises BadInput for one too early or too late."""
    if closes_at is None:
        raise BadInput(_("Say when it closes."), field="closes_at")
    now = opens_at or db_now()
    if closes_at < now + SOONEST:
        raise BadInput(_("It has to be open for a minute at least. Choose a later moment."), field="closes_at")
    if closes_at > now + LATEST:
        raise BadInput(_("A poll is open for a year at most. Choose an earlier moment."), field="closes_at")
    return closes_at


def _options(plan: Plan) -> list[str]:
    if plan.kind == Poll.Kind.YESNO:
        return []
    options = [text for text in (one_line(one) for one in plan.options) if text]
    if len(options) < FEWEST_OPTIONS:
        raise BadInput(_("Give two options at least, each on a line of its own."), field="options")
    if len(options) > MOST_OPTIONS:
        raise BadInput(_("These are too many: at most %(most)d options.") % {"most": MOST_OPTIONS}, field="options")
    for text in options:
        _not_longer(text, LONGEST_OPTION, "options")
    if len({text.casefold() for text in options}) < len(options):
        raise BadInput(_("Two options are the same."), field="options")
    return options


def _limit(plan: Plan, options: int) -> int:
    if plan.kind == Poll.Kind.SEVERAL:
        most, usual = options, options
    elif plan.kind == Poll.Kind.POINTS:
        most, usual = MOST_POINTS, 10
    else:
        return 1
    limit = usual if plan.limit is None else plan.limit
    if not 1 <= limit <= most:
        raise BadInput(_("This has to be between 1 and %(most)d.") % {"most": most}, field="limit")
    return limit


def _not_longer(text: str, most: int, field: str) -> None:
    if len(text) > most:
        raise BadInput(_("This is too long: at most %(most)d characters.") % {"most": most}, field=field)
