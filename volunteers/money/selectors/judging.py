"""What a statement's lines mean, before and while they are booked: one judgement for the preview and for the booking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from participation.accounts.models import User
from volunteers.projects.models import Project
from volunteers.register.models import Application

from ..models import Attempt, Payout, Pledge, Statement, StatementLine
from ..models.ledger import EUR
from ..policies import STANDING
from ..references import is_reference, pledge_of
from ..statements.finding import meant_in, pledges_in

State, Verdict = StatementLine.State, StatementLine.Verdict
COUNTED = (State.BOOKED, State.UNCLEAR, State.LISTED, State.NOT_OURS)
BOOKS = (Verdict.PLEDGE, Verdict.BY_HAND)
NOTHING_TO_DO = (Verdict.OUT, Verdict.PAYOUT, Verdict.REFUND)


@dataclass(frozen=True)
class Judged:
    """What a line means, and what it is about."""

    verdict: str
    pledge_id: int | None = None
    payout_id: int | None = None
    attempt_id: int | None = None

    @property
    def state(self) -> str:
        """What the line is once the statement is booked."""
        if self.verdict in BOOKS:
            return State.BOOKED
        if self.verdict == Verdict.REPEATED:
            return State.REPEATED
        return State.LISTED if self.verdict in NOTHING_TO_DO else State.UNCLEAR


def judge(statement: Statement, lines: Sequence[StatementLine], official: User) -> list[Judged]:
    """The judgement of each line, as things stand now, for this official. The same number of queries for any number of lines.

    A pledge is paid by one line: of several in one statement the first counts.
    """
    known = Known(statement, lines, official)
    return [known.judged(line) for line in lines]


def known_keys(iban: str, keys: Iterable[str]) -> set[str]:
    """Lines that stood in another statement and count there. This is the guard that the histories' control takes away."""
    rows = StatementLine.objects.filter(iban=iban, key__in=list(keys), state__in=COUNTED)
    return set(rows.values_list("key", flat=True))


class Known:
    """Everything that is to be known about the lines, asked for at once."""

    def __init__(self, statement: Statement, lines: Sequence[StatementLine], official: User) -> None:
        self.statement = statement
        self.keys = known_keys(statement.iban, [line.key for line in lines])
        numbers = {number for line in lines if (number := pledge_of(line.reference))}
        here = Pledge.objects.filter(pk__in=numbers, provider="transfer")
        here = here.filter(campaign__project__municipality=statement.municipality_id).select_related("campaign")
        self.pledges = {pledge.pk: pledge for pledge in here}
        asked = Attempt.objects.filter(pledge__in=self.pledges, kind=Attempt.Kind.AUTHORISE).order_by("number")
        self.asked = {attempt.pledge_id: attempt for attempt in asked}  # the last one stays
        self.paid = paying_lines(self.pledges)
        self.official = official.pk
        helped = Application.objects.filter(user=official, state=Application.State.ACCEPTED).values("project")
        mine = Project.objects.filter(Q(proposer=official) | Q(coordinators__user=official) | Q(pk__in=helped))
        self.own = set(mine.filter(municipality=statement.municipality_id).values_list("pk", flat=True))
        self.payouts = _payouts(statement, {line.payer_iban for line in lines if line.cents < 0})
        self.sent_back = _sent_back(self.pledges)

    def judged(self, line: StatementLine) -> Judged:
        """One line; what it uses up is not there for the next."""
        number = pledge_of(line.reference)
        number = number if number in self.pledges else None
        if line.key in self.keys:
            return Judged(Verdict.REPEATED, number)
        if line.cents < 0:
            return Judged(Verdict.REVERSED, number) if line.is_reversal else self._out(line, number)
        if line.is_reversal:
            return Judged(Verdict.BOUNCED, number)
        if line.currency != EUR:
            return Judged(Verdict.CURRENCY, number)
        return self._named(line, number) if number else Judged(_unnamed(line))

    def _named(self, line: StatementLine, number: int) -> Judged:
        """What came with the reference of a pledge here; the same rule as ``confirm_arrival``, which has the last word."""
        pledge, asked = self.pledges[number], self.asked[number]
        if number in self.paid:
            on, cents, format_ = self.paid[number]
            same = (on, cents) == (line.on, line.cents) and format_ != self.statement.format
            return Judged(Verdict.REPEATED if same else Verdict.AGAIN, number)
        if pledge.campaign.project_id in self.own or pledge.person_id == self.official:
            return Judged(Verdict.OWN, number)
        if pledge.state in (Pledge.State.CANCELLED, Pledge.State.FAILED):
            return Judged(Verdict.LATE, number)
        if asked.is_done and asked.cents == line.cents:
            verdict = Verdict.BY_HAND
        elif asked.done_at is not None or pledge.state not in STANDING:
            return Judged(Verdict.LATE, number)
        elif asked.cents != line.cents:
            return Judged(Verdict.SUM, number)
        else:
            verdict = Verdict.PLEDGE
        self.paid[number] = (line.on, line.cents, self.statement.format)
        return Judged(verdict, number)

    def _out(self, line: StatementLine, number: int | None) -> Judged:
        if number and (sent := self.sent_back.pop((number, -line.cents), None)):
            return Judged(Verdict.REFUND, number, attempt_id=sent)
        if line.currency == EUR and (several := self.payouts.get((line.payer_iban, -line.cents))):
            return Judged(Verdict.PAYOUT, payout_id=several.pop(0))
        return Judged(Verdict.OUT)


def paying_lines(pledges: Iterable[int]) -> dict[int, tuple[date, int, str]]:
    """By which line each pledge was paid: day, cents, and the format it stood in."""
    rows = StatementLine.objects.filter(pledge__in=list(pledges), state=State.BOOKED, cents__gt=0)
    return {
        pk: (on, cents, form) for pk, on, cents, form in rows.values_list("pledge", "on", "cents", "statement__format")
    }


def _unnamed(line: StatementLine) -> str:
    if is_reference(line.reference):
        return Verdict.UNKNOWN  # of a pledge that is not here, or of somebody's invoice
    words = f"{line.reference} {line.text}"
    if len(pledges_in(words)) > 1:
        return Verdict.SEVERAL
    return Verdict.MISTYPED if meant_in(words) else Verdict.NO_REFERENCE


def _payouts(statement: Statement, ibans: set[str]) -> dict[tuple[str, int], list[int]]:
    """Payouts that no line was matched with, by account and sum, the oldest first."""
    rows = Payout.objects.filter(
        state=Payout.State.APPROVED, iban__in=ibans - {""}, statement_lines=None,
        campaign__project__municipality=statement.municipality_id,
    )  # fmt: skip
    found: dict[tuple[str, int], list[int]] = {}
    for pk, iban, cents in rows.order_by("decided_at", "pk").values_list("pk", "iban", "cents"):
        found.setdefault((iban, cents), []).append(pk)
    return found


def _sent_back(pledges: Mapping[int, Pledge]) -> dict[tuple[int, int], int]:
    """Refunds, and what was let go after it had arrived, that no line was matched with."""
    kinds = (Attempt.Kind.REFUND, Attempt.Kind.CANCEL)
    rows = Attempt.objects.filter(pledge__in=pledges, kind__in=kinds, is_done=True, statement_lines=None)
    return {(pledge, cents): pk for pk, pledge, cents in rows.order_by("-pk").values_list("pk", "pledge", "cents")}
