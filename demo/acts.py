"""What people and officials do in the demo, row by row as the actions of the rooms do it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from demo.people import Population
from demo.stage import Stage
from demo.texts import Laid
from forums.models import Post, Thread
from forums.telling import post_data
from participation.accounts.models import User
from participation.documents.markup import render_typed
from participation.moderation.models import Report
from participation.organisations.models import Organisation
from participation.voting.actions.questions import CHOICES
from participation.voting.actions.sealing import digest_of
from participation.voting.folding import publishable
from participation.voting.models import Question
from proposals.models import Clause, Consultation, Passage, Proposal, Suggestion
from proposals.selectors.suggestions import suggestion_data

markup = cache(render_typed)


@dataclass
class Voice:
    """Somebody about to speak or vote in a consultation, for themselves or for an organisation."""

    user: User
    organisation: Organisation | None = None


@dataclass
class Made:
    """A comment or suggestion once it exists: what answers, supports and the report need."""

    thread: Thread
    question: Question
    post: Post | None = None
    suggestion: Suggestion | None = None
    proposal: Proposal | None = None
    clause: Clause | None = None


@dataclass
class Acting:
    """One consultation on the stage."""

    stage: Stage
    known: Population
    laid: Laid
    proposals: list[Made] = field(default_factory=list)

    def __post_init__(self) -> None:
        for _piece, clause, _passage in self.laid.clauses or []:
            if clause.question:
                self.stage.watch(clause.question)

    @property
    def consultation(self) -> Consultation:
        return self.laid.consultation

    def _group(self, voice: Voice) -> str:
        return self.known.group(voice.user, voice.organisation, self.consultation.municipality_id)

    def _support_question(self) -> Question:
        question = Question(
            window_id=self.consultation.window_id, kind="support", choices=CHOICES[Question.Kind.SUPPORT],
            stream=self.consultation.scope,
        )  # fmt: skip
        self.stage.add(question)
        self.stage.watch(question)
        return question

    def vote(self, question: Question, voice: Voice, choice: str, at: datetime) -> bool:
        """See `Stage.cast`."""
        return self.stage.cast(
            question, voice.user, choice, at, group=self._group(voice), organisation=voice.organisation,
            municipality_id=self.consultation.municipality_id,
        )  # fmt: skip

    def speak(
        self, thread: Thread, voice: Voice, text: str, at: datetime, *, argument: str = "", quote: str = "",
        to: Post | None = None,
    ) -> Made:  # fmt: skip
        """As `forums.actions.add_post`."""
        question = self._support_question()
        thread.last_number += 1
        post = Post(
            thread=thread, number=thread.last_number, parent=(to.parent or to) if to else None, author=voice.user,
            organisation=voice.organisation,
            group=self._group(voice), argument=argument, quote=quote, body=text, body_html=markup(text), question=question,
            created_at=at,
        )  # fmt: skip
        self.stage.add(post)
        question.ref = f"post.{post.pk}"
        thread.post_count += 1
        if not thread._state.adding:
            self.stage.change(thread, "post_count", "last_number")
        self._record(
            "comment.created", voice, post.group, question.ref, at,
            {"about": thread.ref, "argument": argument, "parent": post.parent_id},
        )  # fmt: skip
        data = post_data(post, thread_ref=thread.ref, count=thread.post_count)
        self._publish("comment.created", data, at, question.ref)
        return Made(thread, question, post=post)

    def suggest(self, clause: Clause, passage: Passage, voice: Voice, text: str, reason: str, at: datetime) -> Made:
        """As `proposals.actions.suggest_wording`."""
        scope = self.consultation.scope
        question = self._support_question()
        thread = self.stage.add(Thread(window_id=self.consultation.window_id, scope=scope, stream=scope))
        suggestion = Suggestion(
            clause=clause, passage=passage, author=voice.user, organisation=voice.organisation,
            group=self._group(voice), text=text, reason=reason, reason_html=markup(reason), question=question,
            thread=thread, created_at=at,
        )  # fmt: skip
        self.stage.add(suggestion)
        question.ref = thread.ref = suggestion.ref
        proposal = self.stage.add(
            Proposal(consultation=self.consultation, clause=clause, suggestion=suggestion, created_at=at)
        )
        clause.suggestion_count += 1
        self.stage.change(clause, "suggestion_count")
        self._record("suggestion.created", voice, suggestion.group, suggestion.ref, at, {"about": clause.ref})
        data = suggestion_data(suggestion, count=clause.suggestion_count)
        self._publish("suggestion.created", data, at, suggestion.ref)
        made = Made(thread, question, suggestion=suggestion, proposal=proposal, clause=clause)
        self.proposals.append(made)
        return made

    def report(self, made: Made, reporter: User, reason: str, note: str, at: datetime) -> None:
        """Somebody reports the comment; no moderator has decided yet."""
        self.stage.add(
            Report(
                ref=made.question.ref, scope=self.consultation.scope, municipality_id=self.consultation.municipality_id,
                reporter=reporter, reason=reason, note=note, receipt=secrets.token_hex(4).upper(), created_at=at,
            )
        )  # fmt: skip

    def mark(self, made: Made, clause: Clause, at: datetime) -> None:
        """As `proposals.actions.mark_proposal`, by the consultation's official."""
        post = made.post
        assert post is not None
        post.is_proposal = True
        made.clause = clause
        made.proposal = self.stage.add(
            Proposal(consultation=self.consultation, clause=clause, post=post, created_at=at)
        )
        self.proposals.append(made)
        ref = f"post.{post.pk}"
        self._record("proposal.marked", Voice(self.laid.official), "official", ref, at, {"about": made.thread.ref})
        self._publish("proposal.marked", {"post": post.pk, "is_proposal": True}, at, ref)

    def answer(self, made: Made, outcome: str, reason: str, at: datetime, *, result: str = "") -> None:
        """As `proposals.actions.answer_proposals` for one: a draft until the report is published."""
        proposal = made.proposal
        assert proposal is not None
        proposal.outcome, proposal.reason, proposal.resulting_text = outcome, reason, result
        proposal.answered_by, proposal.answered_at = self.laid.official, at
        if outcome == Proposal.Outcome.ACCEPTED and made.suggestion and not result:
            proposal.resulting_text = made.suggestion.text
        self.stage.record(
            kind="answer.drafted", scope=self.consultation.scope, actor=self.laid.official, role="official",
            municipality_id=self.consultation.municipality_id, data={"proposals": [proposal.pk], "outcome": outcome},
            is_public=False, at=at,
        )  # fmt: skip

    def publish_report(self, at: datetime) -> None:
        """As `proposals.actions.publish_report`: numbers in the order in which the contributions came."""
        outcomes = dict.fromkeys(Proposal.Outcome.values, 0)
        found = [made for made in self.proposals if made.proposal]
        found.sort(key=lambda made: ((made.suggestion or made.post).created_at, made.proposal.pk))  # type: ignore[union-attr]  # each has one of the two
        for number, made in enumerate(found, start=1):
            assert made.proposal is not None
            made.proposal.number = number
            outcomes[made.proposal.outcome] += 1
        self.tell("report.published", at, self.laid.official, {"proposals": len(found), **outcomes})

    def seal(self, at: datetime) -> None:
        """As `participation.voting.actions.seal_window`."""
        window = self.consultation.window
        questions = self.stage.questions[window.pk]
        ballots = 0
        for question in questions:
            tally = self.stage.tallies[question.pk]
            question.sealed = publishable(tally.groups)
            ballots += tally.total
        window.digest, window.sealed_at = digest_of(questions), at
        self.stage.change(window, "digest", "sealed_at")
        self.stage.record(
            kind="window.sealed", scope=window.scope, role="system", municipality_id=window.municipality_id,
            data={"digest": window.digest, "ballots": ballots, "questions": len(questions)}, at=at,
        )  # fmt: skip

    def tell(self, kind: str, at: datetime, official: User | None = None, data: dict[str, Any] | None = None) -> None:
        """As `proposals.actions.publishing.act_on`."""
        laid, consultation = self.laid, self.consultation
        self.stage.record(
            kind=kind, scope=consultation.scope, actor=official, role="official" if official else "system",
            municipality_id=consultation.municipality_id, data={"title": consultation.title, **(data or {})}, at=at,
        )  # fmt: skip
        told = {
            "id": consultation.pk,
            "stage": consultation.stage,
            "opens_at": laid.opens.isoformat() if laid.opens else None,
            "closes_at": laid.closes.isoformat() if laid.closes else None,
        }
        self._publish(kind, told, at)

    def finish(self) -> None:
        """The clauses' own questions, stored before, get what changed about them."""
        for _piece, clause, _passage in self.laid.clauses or []:
            if clause.question:
                self.stage.change(clause.question, "tally_sent_at", "sealed")

    def _record(self, kind: str, voice: Voice, group: str, ref: str, at: datetime, data: dict[str, Any]) -> None:
        self.stage.record(
            kind=kind, scope=self.consultation.scope, actor=voice.user, role=group, organisation=voice.organisation,
            municipality_id=self.consultation.municipality_id, ref=ref, data=data, at=at,
        )  # fmt: skip

    def _publish(self, kind: str, data: dict[str, Any], at: datetime, ref: str = "") -> None:
        self.stage.publish(stream=self.consultation.scope, kind=kind, data=data, at=at, ref=ref)


SOON = timedelta(milliseconds=400)  # how long after a moment the worker notices it
