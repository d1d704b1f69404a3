"""The minutes are written from questions, so they hold copies of their words. What a moderator has hidden of a question
since, in whole or in part, is not read in a copy either; with the decision's reversal it is there again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db.models import Q

from forums.models import Post
from participation.moderation.masking import MARK

from ..models import Session
from .words import plain

SHORT = 12  # characters; so few stand in other sentences too, and are a question's only at the head of a counted line
COUNTED = re.compile(r"\s*\d+[.)] ")
Gone = tuple[str, ...]  # the words before, between and behind the marks; of what is hidden in whole all of them, alone


def gone_of(session: Session) -> list[Gone]:
    """What is hidden of the session's questions. One query."""
    posts = Post.objects.filter(thread=session.thread_id, deleted_at=None)
    found: list[Gone] = []
    for post in posts.filter(Q(hidden_at__isnull=False) | Q(masked_at__isnull=False)):
        for body in {plain(post.body), " ".join(post.body.split())}:  # a host may have taken the signs before signs out
            if MARK in body:
                found.append(tuple(body.split(MARK)))
            if post.hidden_at is not None and body:
                found.append((body,))
    return sorted(found, key=len, reverse=True)  # in part first: what is hidden in whole then stands there as it is now


def without(text: str, gone: Sequence[Gone]) -> str:
    """The text with the mark where those words stood."""
    return "\n".join(_line(line, gone) for line in text.split("\n")) if gone else text


def _line(line: str, gone: Sequence[Gone]) -> str:
    for words in gone:
        counted = COUNTED.match(line)
        if sum(map(len, words)) < SHORT and not counted:
            continue
        line = _whole(line, words[0], counted) if len(words) == 1 else _in_part(line, words, counted)
    return line


def _whole(line: str, words: str, counted: re.Match[str] | None) -> str:
    if len(words) >= SHORT:
        return line.replace(words, MARK)
    begins = counted.end() if counted else 0
    return f"{line[:begins]}{MARK}{line[begins + len(words) :]}" if line[begins:].startswith(words) else line


def _in_part(line: str, words: Gone, counted: re.Match[str] | None) -> str:
    """Found by what stands around the marks, one after the other; each search begins where the last one ended."""
    first, *others = words
    begins = line.find(first, counted.end() if counted else 0)
    if begins < 0 or (not first and not counted):
        return line
    made, at = line[:begins] + first, begins + len(first)
    for piece in others:
        found = (
            line.find(piece, at) if piece else line.find(" — ", at)
        )  # behind the words of a question stands who asked
        if found < 0:
            return line
        made, at = f"{made}{MARK}{piece}", found + len(piece)
    return made + line[at:]
