"""Whoever works for the municipality restricts nothing alone that was said about its draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from forums.models import Post
from participation.moderation.actions import agree, decide, discard, report_thing
from participation.moderation.models import Decision
from participation.moderation.selectors import count_queue, get_statement, list_queue, public_log
from participation.notifications.models import Notification
from participation.places.models import Role
from participation.refusals import BadInput, NotAllowed, Stale
from tests.moderation.conftest import REASONS, ref
from tests.support import factories as make

pytestmark = pytest.mark.django_db
Judge = Callable[..., Decision]


@pytest.fixture
def clerk() -> Any:
    """A moderator who is an official there as well."""
    here = make.place()
    person = make.moderator(here, "Служителка")
    Role.objects.create(user=person, municipality=here, kind=Role.Kind.OFFICIAL)
    return person


@pytest.fixture
def waiting(post: Post, judge: Judge, clerk: Any) -> Decision:
    return judge(post, "hide", by=clerk)


def test_it_has_no_effect_and_no_statement_before_another_agrees(
    waiting: Decision, post: Post, clerk: Any, guard: Any
) -> None:
    assert (waiting.is_waiting, waiting.effective_at) == (True, None)
    assert Post.objects.get(pk=post.pk).is_readable
    assert not Notification.objects.filter(user=post.author).exists()
    assert get_statement(post.author, waiting.pk) is None  # type: ignore[arg-type]  # somebody wrote it
    assert not public_log().exists()
    assert [(item.kind, item.key) for item in list_queue(guard, most=9)] == [("second", str(waiting.pk))]
    assert count_queue(clerk) == 0
    with pytest.raises(Stale):
        decide(moderator=guard, ref=ref(post), outcome="hide", own=True, **REASONS)
    made = agree(moderator=guard, decision_id=waiting.pk)
    assert (made.seconded_by, made.stands) == (guard, True)
    assert not Post.objects.get(pk=post.pk).is_readable
    assert Notification.objects.filter(user=post.author, kind="moderation.hidden").count() == 1
    with pytest.raises(Stale):
        agree(moderator=guard, decision_id=waiting.pk)


def test_discarded_it_waits_for_a_decision_again(waiting: Decision, post: Post, guard: Any) -> None:
    with pytest.raises(BadInput) as refused:
        discard(moderator=guard, decision_id=waiting.pk, reason=" ")
    assert refused.value.field == "reason"
    discard(moderator=guard, decision_id=waiting.pk, reason="Остра критика, но допустима.")
    told = Notification.objects.get(user=waiting.decided_by, kind="moderation.discarded")
    assert told.data["reason"] == "Остра критика, но допустима."
    assert [(item.kind, item.key) for item in list_queue(guard, most=9)] == [("case", ref(post))]
    assert not Notification.objects.filter(user=post.author).exists()
    assert decide(moderator=guard, ref=ref(post), outcome="keep").stands


def test_who_may_not_agree(waiting: Decision, post: Post, clerk: Any) -> None:
    here = make.place()
    colleague = make.moderator(here, "Друг служител")
    Role.objects.create(user=colleague, municipality=here, kind=Role.Kind.OFFICIAL)
    elsewhere = make.moderator(make.place("VID09", "Видин", "Vidin"))
    for person in (clerk, colleague, elsewhere, make.official(here), make.person()):
        with pytest.raises(NotAllowed):
            agree(moderator=person, decision_id=waiting.pk)
    assert Post.objects.get(pk=post.pk).is_readable


def test_leaving_it_as_it_is_needs_nobody_else(post: Post, clerk: Any) -> None:
    report_thing(reporter=make.person(), ref=ref(post), reason="insult")
    assert decide(moderator=clerk, ref=ref(post), outcome="keep").stands
