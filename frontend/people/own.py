"""What a person did in public, as they themselves see it: what, on which clause, and in which words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator

from forums.selectors import readable_posts
from frontend.feeds import clauses_about, tell
from frontend.record import Told
from participation.keys import as_ref
from proposals.selectors.cited import clause_names_in
from proposals.selectors.suggestions import readable_suggestions
from proposals.selectors.titles import titles_of

SHOWN = 160  # characters of what was written


@dataclass(frozen=True)
class Own:
    """One line: the act, what it is about, and the first of one's own words."""

    act: Told
    title: str
    clause: str
    words: str


def told_to_oneself(acts: Iterable[Any]) -> list[Own]:
    """The acts of one page; as many queries more than for the sentences as there are kinds of places, and four."""
    found = tell(acts)
    titles = titles_of(act.scope for act, _line in found)
    names = clause_names_in(titles)
    clauses = clauses_about(act for act, _line in found)
    words = _words(act.ref or "" for act, _line in found)
    return [
        Own(line, titles.get(act.scope, ""), names.get(clauses[act.pk], ""), words.get(act.ref or "", ""))
        for act, line in found
    ]


def _words(refs: Iterable[str]) -> dict[str, str]:
    """What can still be read of it, by its ref."""
    known = [found for ref in refs if (found := as_ref(ref))]
    posts = readable_posts().filter(pk__in={number for kind, number in known if kind == "post"})
    suggestions = readable_suggestions().filter(pk__in={number for kind, number in known if kind == "suggestion"})
    said = {f"post.{post.pk}": post.body for post in posts}
    said |= {f"suggestion.{suggestion.pk}": suggestion.text for suggestion in suggestions}
    return {ref: Truncator(" ".join(text.split())).chars(SHOWN, truncate="…") for ref, text in said.items()}
