"""Turns a written consultation into moments: who does what, when. Played in order by `fill`."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from demo.acts import SOON, Acting, Made, Voice
from demo.clock import Clock
from demo.corpus import Piece, Said
from participation.accounts.models import User
from participation.organisations.models import Organisation
from participation.voting.models import Question
from proposals.actions.lifecycle import REMIND_BEFORE
from proposals.models import Clause, Passage

Moment = tuple[datetime, Callable[[datetime], object]]
FOR_ORGANISATION = 0.7  # how often a local representative votes for the organisation
FROM_AFAR = 0.15  # how many come from another municipality


@dataclass
class Writer:
    """Writes the moments of one consultation."""

    acting: Acting
    clock: Clock
    rng: random.Random

    def __post_init__(self) -> None:
        self.pool = self._neighbours()

    def moments(self) -> Iterator[Moment]:
        """Everything that has happened to it until now."""
        laid = self.acting.laid
        if laid.published is None:
            yield laid.consultation.created_at, self._started
            return
        yield from self._life()
        if laid.opens is None or laid.opens > self.clock.now:
            return
        for piece, clause, passage in laid.clauses or []:
            if clause.question is not None:
                yield from self._clause(piece, clause, passage)

    def _started(self, at: datetime) -> None:
        laid = self.acting.laid
        self.acting.stage.record(
            kind="draft.started", scope=laid.consultation.scope, actor=laid.official, role="official",
            municipality_id=laid.consultation.municipality_id, data={"kind": laid.consultation.kind}, is_public=False,
            at=at,
        )  # fmt: skip

    def _life(self) -> Iterator[Moment]:
        laid, tell, consultation = self.acting.laid, self.acting.tell, self.acting.consultation
        assert laid.published is not None
        assert laid.opens is not None
        assert laid.closes is not None
        dates = {"opens_at": laid.opens, "closes_at": laid.closes}
        yield consultation.created_at, self._started
        yield laid.published, lambda at: tell("consultation.published", at, laid.official, dates)
        if laid.opens <= self.clock.now:
            consultation.opened_told_at = laid.opens + SOON
            yield laid.opens + SOON, lambda at: tell("consultation.opened", at)
        if consultation.withdrawn_at:
            reason = {"reason": consultation.withdrawn_reason}
            yield consultation.withdrawn_at, lambda at: tell("consultation.withdrawn", at, laid.official, reason)
            if laid.closes + SOON <= self.clock.now:
                yield laid.closes + SOON, self.acting.seal
            return
        remind = max(laid.closes - REMIND_BEFORE, laid.opens + timedelta(days=1)) + SOON
        if remind <= self.clock.now:
            consultation.reminded_at = remind
            yield remind, lambda at: tell("consultation.closing_soon", at)
        if laid.closes + SOON <= self.clock.now:
            consultation.closed_told_at = laid.closes + SOON
            yield laid.closes + SOON, self.acting.seal
            yield laid.closes + 2 * SOON, lambda at: tell("consultation.closed", at)
        if laid.answered:
            yield laid.answered, self.acting.publish_report
        if consultation.adopted_on:
            data = {"decision_number": consultation.decision_number, "adopted_on": consultation.adopted_on}
            at = self.clock.at(laid.draft.head["adopted"], 16, 5)
            yield at, lambda at: tell("consultation.adopted", at, laid.official, data)

    def _clause(self, piece: Piece, clause: Clause, passage: Passage) -> Iterator[Moment]:
        laid, question = self.acting.laid, clause.question
        assert question is not None
        assert laid.opens is not None
        left = dict(zip(("support", "oppose", "unsure"), piece.stances, strict=True))
        told: set[int] = set()
        for said in piece.said:
            at = self.clock.within(laid.opens, laid.ends)
            voice = self._voice(said)
            choice = {"for": "support", "against": "oppose"}.get(said.argument)
            if choice and left[choice] > 0 and voice.user.pk not in told:
                left[choice] -= 1
                yield max(laid.opens, at - timedelta(seconds=20)), self._vote(question, voice, choice)
                told.add(voice.user.pk)
            yield from self._said(said, voice, clause, passage, at)
        yield from self._stances(question, left, told)

    def _stances(self, question: Question, left: dict[str, int], told: set[int]) -> Iterator[Moment]:
        laid = self.acting.laid
        assert laid.opens
        choices = [choice for choice, number in left.items() for _ in range(number)]
        self.rng.shuffle(choices)
        for choice, voice in zip(choices, self._some(len(choices), without=told), strict=False):
            yield self.clock.within(laid.opens, laid.ends), self._vote(question, voice, choice)

    def _said(self, said: Said, voice: Voice, clause: Clause, passage: Passage, at: datetime) -> Iterator[Moment]:
        acting, thread = self.acting, clause.thread
        assert thread is not None
        made: dict[int, Made] = {}

        def say(at: datetime) -> None:
            if said.suggests:
                text = passage.body.replace(said.old, said.new, 1).strip() if said.old else f"{passage.body} {said.new}"
                made[0] = acting.suggest(clause, passage, voice, text, said.text, at)
            else:
                made[0] = acting.speak(thread, voice, said.text, at, argument=said.argument, quote=said.quote)

        yield at, say
        yield from self._supports(said, at, made, 0)
        above = {0: 0}  # which of them the next answer at each depth stands under
        for number, answer in enumerate(said.answers, start=1):
            speaker = self._voice(answer)
            at_work = (speaker.user.pk, acting.consultation.municipality_id) in acting.known.officials
            at = self.clock.reply(at, acting.laid.ends, at_work=at_work)
            to = above[max(depth for depth in above if depth < answer.depth)]
            above = {depth: n for depth, n in above.items() if depth < answer.depth} | {answer.depth: number}
            yield at, self._reply(made, number, to, speaker, answer)
            yield from self._supports(answer, at, made, number)
        for reason, who, note in said.reports:
            yield self.clock.within(at, acting.laid.ends), self._report(made, acting.known.users[who], reason, note)
        if said.outcome or said.is_marked:
            yield from self._answered(said, made, clause, passage)

    def _reply(
        self, made: dict[int, Made], number: int, above: int, voice: Voice, said: Said
    ) -> Callable[[datetime], object]:
        def say(at: datetime) -> None:
            to = made[above].post  # under a suggestion the first answers stand at the top of its own thread
            made[number] = self.acting.speak(made[0].thread, voice, said.text, at, to=to)

        return say

    def _report(self, made: dict[int, Made], who: User, reason: str, note: str) -> Callable[[datetime], object]:
        return lambda at: self.acting.report(made[0], who, reason, note, at)

    def _answered(self, said: Said, made: dict[int, Made], clause: Clause, passage: Passage) -> Iterator[Moment]:
        """Answers are drafted between closing and the report, or until now where there is no report yet."""
        laid = self.acting.laid
        assert laid.closes is not None
        until = laid.answered - timedelta(hours=4) if laid.answered else self.clock.now
        at = self.clock.reply(laid.closes + timedelta(days=1), until, at_work=True)
        old, new = said.result
        result = passage.body.replace(old, new, 1) if old else ""
        if said.is_marked:
            yield at - timedelta(minutes=3), lambda at: self.acting.mark(made[0], clause, at)
        if said.outcome:
            yield at, lambda at: self.acting.answer(made[0], said.outcome, said.outcome_text, at, result=result)

    def _supports(self, said: Said, at: datetime, made: dict[int, Made], number: int) -> Iterator[Moment]:
        author = self.acting.known.users[said.who]
        for voice in self._some(said.supports, without={author.pk}):
            yield self.clock.within(at, self.acting.laid.ends), self._support(made, number, voice)

    def _support(self, made: dict[int, Made], number: int, voice: Voice) -> Callable[[datetime], object]:
        return lambda at: self.acting.vote(made[number].question, voice, "support", at)

    def _vote(self, question: Question, voice: Voice, choice: str) -> Callable[[datetime], object]:
        return lambda at: self.acting.vote(question, voice, choice, at)

    def _voice(self, said: Said) -> Voice:
        known = self.acting.known
        return Voice(known.users[said.who], known.organisations[said.organisation] if said.organisation else None)

    def _some(self, number: int, *, without: set[int]) -> list[Voice]:
        """Different people, mostly neighbours; representatives mostly speak for their organisation."""
        near, far = self.pool
        wanted = number + len(without)
        distant = min(len(far), max(wanted - len(near), sum(self.rng.random() < FROM_AFAR for _ in range(wanted))))
        drawn = self.rng.sample(near, min(len(near), wanted - distant)) + self.rng.sample(far, distant)
        self.rng.shuffle(drawn)
        return [Voice(user, self._body(user)) for user in drawn if user.pk not in without][:number]

    def _neighbours(self) -> tuple[list[User], list[User]]:
        """Who lives in the place, and everybody else."""
        code = self.acting.consultation.municipality.code
        residents = self.acting.known.residents
        return residents.get(code, []), [user for place, users in residents.items() if place != code for user in users]

    def _body(self, user: User) -> Organisation | None:
        organisation = self.acting.known.speaks_for.get(user.pk)
        return organisation if organisation and self.rng.random() < FOR_ORGANISATION else None
