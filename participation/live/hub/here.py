"""Who is on a stream now, in one process or in all of them: a value that is compared, passed on and told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

MOST_NAMED = 12
MOST_WRITING = 5

People = tuple[tuple[int, str], ...]  # number and name, in the order they came


@dataclass(frozen=True)
class Here:
    """How many people, and those of them who let others see it. Personal data: names, kept nowhere but in memory."""

    readers: int = 0
    seen: People = ()  # at most twelve
    more: int = 0  # let themselves be seen as well
    writing: People = ()

    @classmethod
    def of(cls, readers: int, seen: Mapping[int, str], writing: Iterable[int], more: int = 0) -> Here:
        """Cut to what is told; nobody is writing who is not seen."""
        named = tuple(islice(seen.items(), MOST_NAMED))
        typing = tuple(islice(((one, seen[one]) for one in writing if one in seen), MOST_WRITING))
        return cls(readers, named, more + len(seen) - len(named), typing)

    @classmethod
    def together(cls, parts: Iterable[Here]) -> Here:
        """All processes at once: whoever is named by two of them is one reader."""
        readers, more, seen, writing = 0, 0, dict[int, str](), dict[int, str]()
        for part in parts:
            readers += part.readers - sum(one in seen for one, _name in part.seen)
            more += part.more
            seen.update(part.seen)
            writing.update(part.writing)
        named = tuple(islice(seen.items(), MOST_NAMED))
        return cls(readers, named, more + len(seen) - len(named), tuple(islice(writing.items(), MOST_WRITING)))

    def same_people(self, other: Here) -> bool:
        """Whether at most the number of readers differs."""
        return (self.seen, self.more, self.writing) == (other.seen, other.more, other.writing)

    def told(self) -> dict[str, Any]:
        """The data of a frame of kind "presence"."""
        people, writing = ([{"id": pk, "name": name} for pk, name in some] for some in (self.seen, self.writing))
        return {"readers": self.readers, "people": people, "more": self.more, "writing": writing}

    def packed(self) -> list[Any]:
        """For another process."""
        return [self.readers, [list(one) for one in self.seen], self.more, [list(one) for one in self.writing]]

    @classmethod
    def unpacked(cls, packed: list[Any]) -> Here:
        """What another process has packed."""
        readers, seen, more, writing = packed
        return cls(readers, tuple((pk, name) for pk, name in seen), more, tuple((pk, name) for pk, name in writing))


NOBODY = Here()
