"""No restriction without its statement, whatever is decided; and a reversal restores everything."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone, translation

from forums.actions import add_post, delete_post, edit_post
from forums.models import Post, Thread
from forums.selectors import list_posts
from frontend.live import render
from participation.accounts.models import User
from participation.live.models import Event
from participation.moderation.actions import decide, report_thing, reverse_decision
from participation.moderation.effects import Statement, restrict
from participation.moderation.models import Decision
from participation.moderation.selectors import get_statement
from participation.notifications.models import Notification
from participation.places.models import Suspension
from participation.places.selectors import can_act
from participation.refusals import BadInput, NotAllowed, Stale
from participation.voting.actions import cast_ballot
from proposals.actions.taking_part import suggest_wording
from proposals.models import Suggestion
from tests.moderation.conftest import REASONS, WORDS, more_of, ref
from tests.support import factories as make

pytestmark = pytest.mark.django_db
Judge = Callable[..., Decision]
RESTRICTING = [outcome for outcome in Decision.Outcome.values if outcome != "keep"]


def state(post: Post) -> dict[str, Any]:
    """Everything a decision can touch."""
    fresh = Post.objects.get(pk=post.pk)
    author = User.objects.get(pk=post.author_id)
    return {
        "post": {name: getattr(fresh, name) for name in ("body", "body_html", "quote", "hidden_at", "masked_at")},
        "edits": list(fresh.edits.values_list("body", flat=True)),
        "thread": Thread.objects.values("post_count", "locked_at").get(pk=post.thread_id),
        "read": [view.post.body_html for view in list_posts(post.thread_id)],
        "open": fresh.question.is_open,
        "speaks": can_act(author, make.place().pk),
        "until": author.suspended_until,
        "name": author.display_name,
    }


@pytest.mark.parametrize("outcome", RESTRICTING)
def test_every_restriction_has_its_statement_and_its_reversal_restores_everything(
    warned: Post, judge: Judge, guard: Any, outcome: str
) -> None:
    edit_post(editor=warned.author, post_id=warned.pk, body=f"{WORDS}!")
    before = state(warned)
    made = judge(warned, outcome)
    told = Notification.objects.get(user=warned.author, key=f"decision.{made.pk}")
    assert (told.url, told.data["rule"]) == (f"/statements/{made.pk}/", made.rule)
    assert all((made.rule_code, made.rule_text, made.facts, made.reason, made.effective_at))
    assert get_statement(warned.author, made.pk) == made  # type: ignore[arg-type]  # somebody wrote it
    assert get_statement(make.person(), made.pk) is None
    if outcome != "warn":
        assert state(warned) != before, "the control: it did something"
    reverse_decision(moderator=guard, decision_id=made.pk)
    assert state(warned) == before
    assert Notification.objects.filter(user=warned.author, kind="moderation.restored").count() == 1


@pytest.mark.parametrize("outcome", RESTRICTING)
@pytest.mark.parametrize("missing", ["rule", "facts", "reason"])
def test_without_rule_facts_or_reason_nothing_is_restricted(
    warned: Post, guard: Any, outcome: str, missing: str
) -> None:
    before, told = state(warned), Notification.objects.count()
    given = {**REASONS, **more_of(outcome), missing: " "}
    with pytest.raises(BadInput) as refusal:
        decide(moderator=guard, ref=ref(warned), outcome=outcome, own=True, **given)
    assert refusal.value.field == missing
    assert (state(warned), Notification.objects.count()) == (before, told)
    assert not Decision.objects.filter(ref=ref(warned)).exists()


def test_a_statement_cannot_be_made_up(post: Post) -> None:
    bare = Decision(ref=ref(post), outcome="hide")
    with pytest.raises(TypeError):
        restrict(Statement(bare, object()))
    assert Post.objects.get(pk=post.pk).is_readable


def test_only_the_moderation_room_hides() -> None:
    """The actions that hide, mask and lock are called by the rooms' subjects alone."""
    called = re.compile(r"\b(?:hide|mask|lock)_(?:post|suggestion|thread)\(")
    root = Path(__file__).parents[2]
    rooms = ("forums", "proposals", "participation", "frontend", "config")
    found = {
        path.relative_to(root).as_posix()
        for room in rooms
        for path in (root / room).rglob("*.py")
        if any(called.search(line) and not line.startswith("def ") for line in path.read_text().splitlines())
    }
    assert {"forums/subjects.py", "proposals/subjects.py"} == found


def test_words_hidden_in_part_are_read_nowhere(post: Post, judge: Judge) -> None:
    edit_post(editor=post.author, post_id=post.pk, body=f"{WORDS}, казах")
    judge(post, "hide_part")
    fresh = Post.objects.get(pk=post.pk)
    assert "обидни думи" not in f"{fresh.body}{fresh.body_html}{list(fresh.edits.values_list('body'))}"
    assert "обидни" not in str(list(Event.objects.values_list("data", flat=True)))
    assert "по същество" in fresh.body
    event = Event.objects.filter(kind="comment.edited").latest("id")
    for language, words in (("en", "[hidden by a moderator]"),):
        with translation.override(language):
            assert words in (render("consultation.1", event.kind, event.data, language) or "")
    with pytest.raises(NotAllowed):
        edit_post(editor=post.author, post_id=post.pk, body=WORDS)
    delete_post(editor=post.author, post_id=post.pk)  # taking it back stays possible


@pytest.mark.parametrize(("words", "error"), [("", "Say which words"), ("няма ги", "do not stand"), ("а", "two")])
def test_words_to_hide_stand_there(post: Post, guard: Any, words: str, error: str) -> None:
    with translation.override("en"), pytest.raises(BadInput, match=error):
        decide(moderator=guard, ref=ref(post), outcome="hide_part", own=True, **REASONS, words=words)
    assert Post.objects.get(pk=post.pk).masked_at is None


def test_a_suggestion_is_hidden_in_part_too(guard: Any) -> None:
    clause = make.clauses(make.consultation())[1]
    made = suggest_wording(author=make.person(), clause_id=clause.pk, text="Нов текст на Иван", reason="Иван крадец")
    decision = decide(
        moderator=guard, ref=made.ref, outcome="hide_part", own=True, **REASONS, words="Иван крадец\nна Иван"
    )
    fresh = Suggestion.objects.get(pk=made.pk)
    assert "Иван" not in f"{fresh.text}{fresh.reason}{fresh.reason_html}{list(Event.objects.values_list('data'))}"
    reverse_decision(moderator=guard, decision_id=decision.pk)
    fresh.refresh_from_db()
    assert (fresh.text, fresh.reason, fresh.masked_at) == (made.text, made.reason, None)


def test_a_locked_conversation_takes_no_posts(post: Post, judge: Judge, guard: Any) -> None:
    made = judge(post, "lock")
    with pytest.raises(NotAllowed):
        add_post(author=make.person(), thread_id=post.thread_id, body="и аз")
    assert Event.objects.filter(kind="thread.locked").count() == 1
    with pytest.raises(Stale):
        judge(post, "lock")
    reverse_decision(moderator=guard, decision_id=made.pk)
    add_post(author=make.person(), thread_id=post.thread_id, body="и аз")


def test_nobody_is_suspended_without_a_warning(post: Post, judge: Judge, guard: Any) -> None:
    with pytest.raises(BadInput):
        judge(post, "suspend")
    before = add_post(author=post.author, thread_id=post.thread_id, body="друга обида")
    warning = judge(before, "warn")
    Decision.objects.filter(pk=warning.pk).update(effective_at=timezone.now() - timedelta(days=366))
    with pytest.raises(BadInput):
        judge(post, "suspend")
    Decision.objects.filter(pk=warning.pk).update(effective_at=timezone.now() - timedelta(days=300))
    assert judge(post, "suspend").until is not None


@pytest.mark.parametrize("days", [0, 91, None])
def test_a_suspension_is_for_one_to_ninety_days(warned: Post, judge: Judge, days: int | None) -> None:
    with pytest.raises(BadInput):
        judge(warned, "suspend", days=days)


def test_the_suspended_vote_report_and_speak_elsewhere_and_it_ends_by_itself(warned: Post, judge: Judge) -> None:
    judge(warned, "suspend")
    author = User.objects.get(pk=warned.author_id)
    with pytest.raises(NotAllowed):
        add_post(author=author, thread_id=warned.thread_id, body="пак")
    with pytest.raises(NotAllowed):
        edit_post(editor=author, post_id=warned.pk, body="пак")
    clause = make.clauses(make.consultation())[1]
    with pytest.raises(NotAllowed):
        suggest_wording(author=author, clause_id=clause.pk, text="Друго", reason="Така")
    cast_ballot(voter=author, question_id=clause.question_id, choice="oppose")
    report_thing(reporter=author, ref=ref(add_post(author=make.person(), thread_id=clause.thread_id, body="б")),
                 reason="spam")  # fmt: skip
    elsewhere = make.clauses(make.consultation(make.place("VID09", "Видин", "Vidin")))[0]
    add_post(author=author, thread_id=elsewhere.thread_id, body="тук мога")
    past = timezone.now() - timedelta(seconds=1)
    Suspension.objects.update(until=past)
    User.objects.filter(pk=author.pk).update(suspended_until=past)
    author.refresh_from_db()
    assert can_act(author, make.place().pk)
    add_post(author=author, thread_id=warned.thread_id, body="отново")


def test_what_an_administrator_set_holds_everywhere_and_is_not_lifted(warned: Post, judge: Judge, guard: Any) -> None:
    made = judge(warned, "suspend")
    longer = timezone.now() + timedelta(days=80)
    User.objects.filter(pk=warned.author_id).update(suspended_until=longer)
    author = User.objects.get(pk=warned.author_id)
    assert not can_act(author)
    reverse_decision(moderator=guard, decision_id=made.pk)
    assert User.objects.get(pk=author.pk).suspended_until == longer


def test_nobody_else_pays_for_suspensions(post: Post, django_assert_num_queries: Any) -> None:
    person, here = make.person(), make.place()
    with django_assert_num_queries(0):
        assert can_act(person, here.pk)
