"""Too much at once: one person's many posts, one text by many new accounts, many new accounts on one question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from participation.accounts.models import User
from participation.database import db_now
from participation.record.selectors import recent_refs
from participation.voting.selectors import questions_of_new_voters

from ..flagging import Finding, Said, text_of, watched
from ..subjects import describe_many

MANY, SOON = 8, timedelta(minutes=5)  # things said by one person
NEW = timedelta(days=3)  # how long an account is a new one here
ALIKE, WITHIN, LOOKED_AT = 3, timedelta(hours=1), 60  # new accounts with one text, in what time, among how many things
SAME = 0.8  # of one: how many of two texts' words are the same
FEWEST_WORDS = 5  # "I agree" is no campaign
VOTERS, VOTING, JOINED = 8, timedelta(minutes=10), timedelta(days=1)  # new accounts on one question
POSTED = _("%(count)d things by the same person within %(minutes)d minutes.")
COPIED = _("Nearly the same text came from %(count)d new accounts within an hour.")
WORD = re.compile(r"\w+")


def find(said: Said) -> Finding | None:
    """Many by one, or the same by many new ones, up to the moment in which this was said."""
    if said.author is None:
        return None
    count = len(recent_refs(kinds=watched(), since=said.at - SOON, until=said.at, actor_id=said.author.pk, most=MANY))
    if count >= MANY:
        return Finding("spam", POSTED % {"count": count, "minutes": SOON.seconds // 60})
    if said.at - said.author.joined_at >= NEW:
        return None
    authors = _authors_of_the_same(said)
    return Finding("spam", COPIED % {"count": len(authors)}) if len(authors) >= ALIKE else None


def _authors_of_the_same(said: Said) -> set[int]:
    """New accounts that said nearly this within the hour before, with the author of this."""
    assert said.author is not None
    own = words_of(said.text)
    if len(own) < FEWEST_WORDS:
        return set()
    refs = recent_refs(
        kinds=watched(), since=said.at - WITHIN, until=said.at, municipality_id=said.municipality_id, most=LOOKED_AT
    )
    others = [one for one in describe_many(refs).values() if one.author_id and not one.is_hidden]
    alike = {one.author_id for one in others if one.author_id and likeness(own, words_of(text_of(one))) >= SAME}
    new = User.objects.filter(pk__in=alike, joined_at__gt=said.at - NEW)
    return {said.author.pk, *new.values_list("pk", flat=True)}


def words_of(text: str) -> frozenset[str]:
    """The different words of a text, in small letters."""
    return frozenset(WORD.findall(text.casefold()))


def likeness(one: Iterable[str], other: Iterable[str]) -> float:
    """From 0 (no word in common) to 1 (the same words)."""
    a, b = frozenset(one), frozenset(other)
    return len(a & b) / len(a | b) if a or b else 0.0


def sudden_votes(now: datetime | None = None) -> list[tuple[str, int]]:
    """What is voted on, and how many accounts of the last day voted on it within the last ten minutes; VOTERS or more."""
    now = now or db_now()
    found = questions_of_new_voters(voted_since=now - VOTING, joined_since=now - JOINED, at_least=VOTERS)
    return sorted(found.items())


def told_of_votes(count: int) -> str | Promise:
    """What the moderator reads. The votes stay counted: whether people were called to vote is for a human to find out."""
    text = ngettext_lazy(
        "%(count)d account that is less than a day old voted on this within ten minutes.",
        "%(count)d accounts that are less than a day old voted on this within ten minutes.",
        "count",
    )
    return text % {"count": count}
