"""Uploaded statements, for the officials of the municipality whose account it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from participation.accounts.models import User
from participation.places.models import Municipality, Role

from ..models import Attempt, Pledge, Statement, StatementLine, Treasury
from ..policies import STANDING
from ..references import pledge_of, reference_of
from ..statements.entries import MOST_BYTES
from ..statements.finding import meant_in, near
from .judging import judge

State, Verdict = StatementLine.State, StatementLine.Verdict
LOOKED_THROUGH = 3_000  # pledges that wait for their money; of more, the newest
SUGGESTED = 3
__all__ = ["MOST_BYTES"]  # pages read no more of a file than is looked at


@dataclass(frozen=True)
class Seen:
    """A line with what it means. ``state`` and ``verdict`` are what they will be, where nothing is booked yet."""

    line: StatementLine
    state: str
    verdict: str
    pledge_id: int | None

    @property
    def meaning(self) -> str:
        """The verdict in words of the active language."""
        return str(Verdict(self.verdict).label) if self.verdict else ""

    @property
    def reference(self) -> str:
        """That of the pledge it belongs to, or as it was understood."""
        return reference_of(self.pledge_id) if self.pledge_id else self.line.reference


@dataclass(frozen=True)
class Near:
    """A pledge that a line may have meant."""

    pledge: Pledge
    reference: str
    is_same_sum: bool
    is_like: bool  # its reference differs by few signs from what was written


def account_places(official: object) -> list[Municipality]:
    """The municipalities whose official the person is."""
    if not isinstance(official, User):
        return []
    roles = Role.objects.filter(user=official, kind=Role.Kind.OFFICIAL).select_related("municipality__treasury")
    return [role.municipality for role in roles.order_by("municipality__name_bg") if role.municipality]


def has_account(place: Municipality) -> bool:
    """Whether the municipality has said to which account people transfer."""
    return Treasury.objects.filter(municipality=place).exists()


def statements_of(official: object) -> QuerySet[Statement]:
    """Those of municipalities whose official the person is, the newest first, with how many lines are what."""
    if not isinstance(official, User):
        return Statement.objects.none()
    places = Role.objects.filter(user=official, kind=Role.Kind.OFFICIAL).values("municipality")
    rows = Statement.objects.filter(municipality__in=places).select_related("municipality", "by", "booked_by")
    counts = {
        "line_count": Count("lines"),
        "booked_count": Count("lines", filter=Q(lines__state=State.BOOKED)),
        "unclear_count": Count("lines", filter=Q(lines__state=State.UNCLEAR)),
    }
    return rows.annotate(**counts).order_by("-at", "-pk")


def get_statement(official: object, pk: int) -> Statement | None:
    """One of them; None if there is none."""
    return statements_of(official).filter(pk=pk).first()


def get_line(official: object, statement_id: int, line_id: int) -> StatementLine | None:
    """A line of one of them."""
    statement = get_statement(official, statement_id)
    if statement is None:
        return None
    rows = StatementLine.objects.filter(statement=statement, pk=line_id)
    return rows.select_related("statement__municipality", "pledge__campaign__project", "settled_by").first()


def seen_lines(statement: Statement, official: User) -> list[Seen]:
    """Every line in the order of the file: what became of it, or what will where nothing is booked yet."""
    lines = list(statement.lines.order_by("number"))
    if statement.state == Statement.State.BOOKED:
        return [Seen(line, line.state, line.verdict, line.pledge_id) for line in lines]
    found = judge(statement, lines, official)
    return [Seen(line, one.state, one.verdict, one.pledge_id) for line, one in zip(lines, found, strict=True)]


def words_of(state: str) -> str:
    """The state of a line in words of the active language."""
    return str(State(state).label)


def seen_line(line: StatementLine, official: User) -> Seen:
    """The same of one line, among the others of its statement where nothing is booked yet."""
    if line.state != State.READ:
        return Seen(line, line.state, line.verdict, line.pledge_id)
    return next(one for one in seen_lines(line.statement, official) if one.line.pk == line.pk)


def sums_of(seen: Sequence[Seen]) -> dict[str, tuple[int, int]]:
    """How many lines and how many euro cents by state, of those in euro."""
    found: dict[str, tuple[int, int]] = {}
    for one in seen:
        count, cents = found.get(one.state, (0, 0))
        found[one.state] = (count + 1, cents + (one.line.cents if one.line.currency == "EUR" else 0))
    return found


def near_pledges(line: StatementLine) -> list[Near]:
    """Pledges that wait for their money and that the line may have meant: a like reference first, then the same sum.

    Three queries at most, for any number of pledges.
    """
    waiting = Pledge.objects.filter(
        campaign__project__municipality=line.statement.municipality_id, provider="transfer", state__in=STANDING
    )
    numbers = list(waiting.order_by("-pk").values_list("pk", flat=True)[:LOOKED_THROUGH])
    meant = line.reference or meant_in(line.text)
    like = near(meant, numbers)[:SUGGESTED]
    asked = Attempt.objects.filter(kind=Attempt.Kind.AUTHORISE, done_at=None, cents=line.cents, pledge__in=waiting)
    same = list(asked.order_by("-pledge").values_list("pledge", flat=True)[: SUGGESTED + 1])
    same = same if len(same) <= SUGGESTED else []  # one of many says nothing
    found = [*like, *(pk for pk in same if pk not in like)]
    rows = {one.pk: one for one in Pledge.objects.filter(pk__in=found).select_related("campaign__project")}
    return [Near(rows[pk], reference_of(pk), pk in same, pk in like) for pk in found if pk in rows]


def named_pledge(line: StatementLine) -> int | None:
    """The pledge that the line's reference names, whether or not there is one."""
    return pledge_of(line.reference)
