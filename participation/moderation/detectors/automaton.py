"""The words of one language as one automaton over words: a text is read once, however long the list is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .folding import words_of

LONGEST = 8  # words in a phrase; longer ones are cut when they are loaded


@dataclass
class State:
    """What may follow, and how much what ends here weighs (0: nothing ends here)."""

    following: dict[str, State] = field(default_factory=dict)
    weight: int = 0


@dataclass(frozen=True)
class Match:
    """Which listed phrase stands where. ``phrase`` is its one spelling, to tell different ones apart."""

    phrase: str
    start: int
    end: int
    weight: int


class Automaton:
    """Finds phrases at whole words. At most LONGEST steps for each word of a text."""

    def __init__(self, language: str, entries: Iterable[tuple[str, int]]) -> None:
        self.language, self.start = language, State()
        for phrase, weight in entries:
            self._add(self.spelling(language, phrase).split(), weight)

    @staticmethod
    def spelling(language: str, phrase: str) -> str:
        """A phrase in its one spelling, as ``Match.phrase`` has it."""
        return " ".join(word for word, _start, _end in words_of(phrase, language)[:LONGEST])

    def _add(self, words: list[str], weight: int) -> None:
        state = self.start
        for word in words:
            state = state.following.setdefault(word, State())
        if words:
            state.weight = max(state.weight, weight)

    def find(self, text: str) -> Iterator[Match]:
        """The longest listed phrase at each place, none overlapping."""
        words, at = words_of(text, self.language), 0
        while at < len(words):
            state, longest, weight = self.start, 0, 0
            for step, (word, _start, _end) in enumerate(words[at : at + LONGEST], start=1):
                following = state.following.get(word)
                if following is None:
                    break
                state = following
                if state.weight:
                    longest, weight = step, state.weight
            if longest:
                phrase = " ".join(word for word, _start, _end in words[at : at + longest])
                yield Match(phrase, words[at][1], words[at + longest - 1][2], weight)
            at += longest or 1
