"""Replay: events applied to a stale state give what a fresh read gives, whatever happened in between."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest

from forums.actions import add_post, delete_post, edit_post, hide_post, mask_post, restore_post, unmask_post
from forums.models import Post, Thread
from participation.live.selectors import events_since, get_head
from participation.refusals import Refused
from participation.voting.actions import cast_ballot, telling, withdraw_ballot
from participation.voting.models import Question
from participation.voting.selectors import tallies_of
from proposals.actions.taking_part import suggest_wording, withdraw_suggestion
from proposals.actions.visibility import hide_suggestion, restore_suggestion
from proposals.models import Clause, Consultation, Suggestion
from tests.support import factories as make

pytestmark = pytest.mark.django_db

State = dict[str, dict[int, Any]]
HISTORIES, ACTS = 12, 60


def fresh(consultation: Consultation) -> State:
    """What a page that is loaded now would hold."""
    questions = Question.objects.filter(window=consultation.window_id).values_list("pk", flat=True)
    posts = Post.objects.filter(thread__scope=consultation.scope, hidden_at=None, deleted_at=None)
    suggestions = Suggestion.objects.filter(clause__consultation=consultation, hidden_at=None)
    threads = Thread.objects.filter(scope=consultation.scope, post_count__gt=0)
    clauses = Clause.objects.filter(consultation=consultation, suggestion_count__gt=0)
    return {
        "tallies": {pk: _counts(tally.counts) for pk, tally in tallies_of(questions).items() if tally.total},
        "posts": {post.pk: (post.body_html, post.parent_id) for post in posts},
        "suggestions": {s.pk: (s.text, s.state) for s in suggestions},
        "post_counts": {thread.pk: thread.post_count for thread in threads},
        "suggestion_counts": {clause.pk: clause.suggestion_count for clause in clauses},
    }


def apply(state: State, kind: str, data: dict[str, Any]) -> None:
    """What a client does with one event."""
    if kind == "tally":
        _put(state["tallies"], data["question"], _counts(data["counts"]))
    elif kind in ("comment.created", "comment.edited", "comment.restored"):
        state["posts"][data["id"]] = (data["body_html"], data["parent"])
        _put(state["post_counts"], data["thread"], data["count"])
    elif kind in ("comment.deleted", "comment.hidden"):
        state["posts"].pop(data["id"], None)
        _put(state["post_counts"], data["thread"], data["count"])
    elif kind in ("suggestion.created", "suggestion.withdrawn", "suggestion.restored", "suggestion.reworded"):
        state["suggestions"][data["id"]] = (data["text"], data["state"])
        _put(state["suggestion_counts"], data["clause"], data["count"])
    elif kind == "suggestion.hidden":
        state["suggestions"].pop(data["id"], None)
        _put(state["suggestion_counts"], data["clause"], data["count"])
    else:
        assert kind in ("gone", "superseded"), kind


def _counts(counts: dict[str, int]) -> dict[str, int]:
    return {choice: n for choice, n in counts.items() if n}


def _put(where: dict[int, Any], key: int, value: Any) -> None:
    where[key] = value
    if not value:
        del where[key]


class Square:
    """People who do something at random on a consultation."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # a repeatable history, not a secret
        self.consultation = make.consultation()
        self.clauses = make.clauses(self.consultation)
        self.people = [make.person() for _ in range(6)]
        self.masked: dict[int, str] = {}

    def act(self) -> None:
        """One act; what the rules refuse is not an act."""
        doing = self.dice.choice(
            [self.vote, self.vote, self.take_back, self.say, self.say, self.edit, self.delete, self.hide, self.suggest,
             self.change_suggestion, self.mask]
        )  # fmt: skip
        try:
            doing()
        except Refused:
            return

    def vote(self) -> None:
        question = self.dice.choice(list(Question.objects.filter(window=self.consultation.window_id)))
        cast_ballot(voter=self.person(), question_id=question.pk, choice=self.dice.choice(question.choices))

    def take_back(self) -> None:
        questions = Question.objects.filter(window=self.consultation.window_id).values_list("pk", flat=True)
        withdraw_ballot(voter=self.person(), question_id=self.dice.choice(list(questions)))

    def say(self) -> None:
        thread = self.dice.choice(list(Thread.objects.filter(scope=self.consultation.scope)))
        parents = list(thread.posts.values_list("pk", flat=True))
        parent = self.dice.choice([None, *parents])
        add_post(author=self.person(), thread_id=thread.pk, body=f"мнение {self.dice.random()}", parent_id=parent)

    def edit(self) -> None:
        if post := self.any(Post.objects.all()):
            edit_post(editor=post.author, post_id=post.pk, body=f"друго {self.dice.random()}")

    def delete(self) -> None:
        if post := self.any(Post.objects.all()):
            delete_post(editor=post.author, post_id=post.pk)

    def hide(self) -> None:
        if post := self.any(Post.objects.all()):
            self.dice.choice([hide_post, restore_post])(post_id=post.pk)

    def mask(self) -> None:
        """Part of what somebody said is hidden, or all of it is back."""
        if post := self.any(Post.objects.filter(deleted_at=None)):
            if post.pk in self.masked:
                unmask_post(post_id=post.pk, original=self.masked.pop(post.pk))
            else:
                self.masked[post.pk] = mask_post(post_id=post.pk, words=[post.body[:5]])

    def suggest(self) -> None:
        clause = self.dice.choice(self.clauses)
        suggest_wording(author=self.person(), clause_id=clause.pk, text=f"текст {self.dice.random()}", reason="по-ясно")

    def change_suggestion(self) -> None:
        if found := self.any(Suggestion.objects.all()):
            doing = self.dice.choice(["withdraw", "hide", "restore"])
            if doing == "withdraw":
                withdraw_suggestion(author=found.author, suggestion_id=found.pk)
            elif doing == "hide":
                hide_suggestion(suggestion_id=found.pk)
            else:
                restore_suggestion(suggestion_id=found.pk)

    def person(self) -> Any:
        return self.dice.choice(self.people)

    def any(self, rows: Any) -> Any:
        found = list(rows.order_by("pk"))
        return self.dice.choice(found) if found else None


@pytest.fixture(autouse=True)
def _told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each change of a tally is told by itself; that they are told together in time is the live room's own test."""
    monkeypatch.setattr(telling, "INTERVAL", timedelta(0))
    monkeypatch.setattr("forums.actions.posts.limit", lambda *args, **kwargs: None)
    monkeypatch.setattr("forums.actions.posts.limit_words", lambda *args, **kwargs: None)
    monkeypatch.setattr("proposals.actions.taking_part.limit_words", lambda *args, **kwargs: None)


def history(seed: int, capture: Any) -> tuple[State, State, State, int]:
    """A random history: the stale state somewhere in it, the same after replay, a fresh read, events replayed."""
    square = Square(seed)
    scope = square.consultation.scope
    for _ in range(square.dice.randrange(5, 30)):
        with capture(execute=True):
            square.act()
    head, state = get_head(scope), fresh(square.consultation)
    stale = {name: dict(part) for name, part in state.items()}
    for _ in range(ACTS):
        with capture(execute=True):
            square.act()
    gap = events_since(scope, epoch=head.epoch, seq=head.seq)
    assert not gap.resync
    for entry in gap.entries:
        apply(state, entry.kind, entry.data)
    return stale, state, fresh(square.consultation), len(gap.entries)


def test_replay_gives_what_a_fresh_read_gives(django_capture_on_commit_callbacks: Any) -> None:
    differed = replayed = 0
    for seed in range(HISTORIES):
        stale, state, wanted, events = history(seed, django_capture_on_commit_callbacks)
        assert state == wanted, f"seed {seed}"
        differed += stale != wanted
        replayed += events
    assert differed == HISTORIES  # the control: without replay every one of them would be wrong
    assert replayed > HISTORIES * 20
