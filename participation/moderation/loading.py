"""Lists of words and of mail domains kept in the database; how a file is read stands in ``lines``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from participation.database import db_now

from .detectors.automaton import Automaton
from .models import ThrowawayDomain, Word

COMMON = 1000  # ordinary texts, in more than one of which a word may not stand


def load_words(language: str, words: Iterable[str], weight: int = Word.Weight.UNREVIEWED) -> int:
    """The words are on the language's list; those that were there keep what was decided about them. How many are new."""
    before = Word.objects.filter(language=language).count()
    rows = [Word(language=language, word=word, weight=weight) for word in words if len(word) <= 120]
    Word.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return Word.objects.filter(language=language).count() - before


def too_common(language: str, words: Iterable[str], ordinary: Iterable[str]) -> set[str]:
    """Which of the words stand in more than one of COMMON ordinary texts: they say nothing about anybody's tone."""
    listed = {Automaton.spelling(language, word): word for word in words}
    automaton, count, seen = Automaton(language, [(word, 1) for word in listed.values()]), 0, Counter[str]()
    for text in ordinary:
        count += 1
        seen.update({one.phrase for one in automaton.find(text)})
    common = {spelling for spelling, n in seen.items() if n * COMMON > count}
    return {word for spelling, word in listed.items() if spelling in common}


def switch_off_common(language: str, ordinary: Iterable[str]) -> int:
    """Unreviewed words of the list that are common in these texts are looked for no more; how many."""
    unreviewed = Word.objects.filter(language=language, weight=Word.Weight.UNREVIEWED, is_on=True)
    common = too_common(language, unreviewed.values_list("word", flat=True), ordinary)
    spelled = {Automaton.spelling(language, word) for word in common}
    off = [row.pk for row in unreviewed if Automaton.spelling(language, row.word) in spelled]
    return Word.objects.filter(pk__in=off).update(is_on=False, changed_at=db_now())


def load_domains(domains: Iterable[str]) -> int:
    """The domains are on the list; those that were switched off stay off. How many are new."""
    before = ThrowawayDomain.objects.count()
    rows = [ThrowawayDomain(domain=domain) for domain in domains if "." in domain and len(domain) <= 253]
    ThrowawayDomain.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return ThrowawayDomain.objects.count() - before
