"""A rude comment, those who decide about it, and what they write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from forums.actions import add_post
from forums.models import Post
from participation.moderation.actions import decide, report_thing
from participation.moderation.models import Decision
from tests.support import factories as make

REASONS = {"rule": "insults", "facts": "Нарича съседа си с обида.", "reason": "Обидата е срещу човек, не срещу мнение."}
WORDS = "Канарче: обидни думи за Иван и още нещо по същество"


@pytest.fixture
def post() -> Post:
    thread = make.clauses(make.consultation())[0].thread
    return add_post(author=make.person("Груба Дума"), thread_id=thread.pk, body=WORDS)


@pytest.fixture
def guard() -> Any:
    return make.moderator(make.place())


@pytest.fixture
def other() -> Any:
    return make.moderator(make.place(), "Втори Модератор")


def ref(post: Post) -> str:
    return f"post.{post.pk}"


def more_of(outcome: str) -> dict[str, Any]:
    """What this outcome needs besides rule, facts and reason."""
    return {"hide_part": {"words": "обидни думи"}, "suspend": {"days": 7}}.get(outcome, {})


@pytest.fixture
def judge(guard: Any) -> Callable[..., Decision]:
    """Decide with everything that is needed; reported by somebody unless it is."""

    def judge(post: Post, outcome: str = "hide", *, by: Any = None, **other: Any) -> Decision:
        report_thing(reporter=make.person(), ref=ref(post), reason="insult")
        given = {} if outcome == "keep" else {**REASONS, **more_of(outcome)}
        return decide(moderator=by or guard, ref=ref(post), outcome=outcome, **{**given, **other})

    return judge


@pytest.fixture
def warned(post: Post, judge: Callable[..., Decision]) -> Post:
    """The author was warned about something else before."""
    before = add_post(author=post.author, thread_id=post.thread_id, body="първа обида")
    judge(before, "warn")
    return post
