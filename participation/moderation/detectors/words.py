"""Words of the lists that administrators keep, in Bulgarian and in the language of whoever wrote."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from ..flagging import Finding, Said
from ..models import Word
from .automaton import Automaton, Match

ENOUGH = 2  # one word that somebody reviewed, or two different ones that nobody did
SHOWN = 5  # passages named to the moderator
NOTE = _("Words that are on the list of words to look at. The list is coarse: read the sentence.")


def find(said: Said) -> Finding | None:
    """Listed words that weigh ENOUGH together, each different one counted once."""
    languages = dict.fromkeys([settings.LANGUAGE_CODE, said.author.language if said.author else settings.LANGUAGE_CODE])
    for language in languages:
        matches = list(automaton_of(language).find(said.text))
        if weight_of(matches) >= ENOUGH:
            places = dict.fromkeys(said.text[one.start : one.end] for one in matches[:SHOWN])
            return Finding("insult", NOTE, place=", ".join(places))
    return None


def weight_of(matches: list[Match]) -> int:
    """How much different phrases weigh together."""
    return sum({one.phrase: one.weight for one in matches}.values())


def automaton_of(language: str) -> Automaton:
    """The list as it is now: compiled again only where somebody changed it. One query."""
    known = Word.objects.filter(language=language).aggregate(n=Count("id"), last=Max("changed_at"))
    return _compiled(language, known["n"], known["last"])


@lru_cache(maxsize=16)
def _compiled(language: str, count: int, last: datetime | None) -> Automaton:
    rows = Word.objects.filter(language=language, is_on=True) if count else Word.objects.none()
    return Automaton(language, rows.values_list("word", "weight"))
