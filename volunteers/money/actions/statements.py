"""Bank statements: uploaded and looked at, booked as a whole, and settled by hand where a line is unclear.

The account's row is locked first, then campaigns, in the order of their numbers: two officials who book at once book one
after the other, and whoever comes second finds what the first one booked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.limits import limit
from participation.personal_numbers import masked
from participation.record.actions import record
from participation.refusals import BadInput, Closed, NotAllowed, Refused, SignInFirst
from participation.retries import there_before

from ..iban import grouped
from ..models import Pledge, Statement, StatementLine, Treasury
from ..policies import may_keep_account
from ..references import pledge_of, reference_of
from ..selectors.judging import BOOKS, Judged, judge
from ..statements.entries import Contents, Entry, cannot_read
from ..statements.finding import meant_in, pledges_in
from ..statements.reading import read_statement
from .arriving import confirm_arrival

State, Verdict = StatementLine.State, StatementLine.Verdict
NO_ACCOUNT = _("Say first to which account people transfer.")
OTHER_ACCOUNT = _("The account has changed since this statement was uploaded. Nothing of it can be booked.")


@transaction.atomic
def upload_statement(
    *, official: object, municipality_id: int, name: str, data: bytes, columns: Mapping[str, int] | None = None
) -> Statement:
    """The statement is read and can be looked at; nothing is booked. The same file twice is the same statement, unless it
    is not booked yet and ``columns`` say to read it otherwise.

    By officials, of the municipality's own account. Raises SignInFirst, NotAllowed, TooMany, ColumnsUnclear, BadInput with
    why it cannot be read, is another account's, or does not add up.
    """
    if not isinstance(official, User):
        raise SignInFirst
    if not may_keep_account(official, municipality_id):
        raise NotAllowed
    limit(f"statement:{official.pk}", times=60, seconds=3600)
    treasury = _locked(municipality_id)
    digest = hashlib.sha256(data).hexdigest()
    before = Statement.objects.filter(municipality=municipality_id, digest=digest).first()
    if before is not None and (before.state == Statement.State.BOOKED or not columns):
        return there_before(before)
    contents = read_statement(data, columns)
    _check_account(contents, treasury)
    if before is not None:
        if _reads(before, contents):
            return there_before(before)
        before.delete()
    days = [entry.on for entry in contents.entries]
    made = Statement.objects.create(
        municipality_id=municipality_id, iban=treasury.iban, format=contents.format, name=masked(name)[:120],
        digest=digest, number=contents.number, begins=min(days), ends=max(days), opening_cents=contents.opening_cents,
        closing_cents=contents.closing_cents, pending=contents.pending, by=official, at=db_now(),
    )  # fmt: skip
    lines = _lines(made, contents)
    StatementLine.objects.bulk_create(lines)
    _record(made, "statement.uploaded", official, lines=len(lines))
    return made


@transaction.atomic
def book_statement(*, official: object, statement_id: int) -> Statement:
    """Every line that names a pledge and its sum is booked, once in whatever statement it stands; others wait for a
    decision or are only listed. Of what is clear nobody's name stays. Harmless the second time.

    Raises SignInFirst, NotAllowed, Closed where the municipality has another account by now.
    """
    statement, treasury = _mine(official, statement_id)
    assert isinstance(official, User)
    if statement.state == Statement.State.BOOKED:
        return there_before(statement)
    if treasury.iban != statement.iban:
        raise Closed(OTHER_ACCOUNT)
    lines = list(statement.lines.order_by("number"))
    both = list(zip(lines, judge(statement, lines, official), strict=True))
    named = Pledge.objects.filter(pk__in={one.pledge_id for _one, one in both if one.pledge_id})
    campaigns = dict(named.values_list("pk", "campaign"))
    for line, judged in sorted(both, key=lambda pair: (campaigns.get(pair[1].pledge_id or 0, 0), pair[0].number)):
        _settle(line, _booked(official, line, judged) if judged.verdict in BOOKS else judged)
    fields = ["state", "verdict", "pledge", "payout", "attempt", "text", "payer", "payer_iban"]
    StatementLine.objects.bulk_update(lines, fields, batch_size=200)
    statement.state, statement.booked_by, statement.booked_at = Statement.State.BOOKED, official, db_now()
    statement.save(update_fields=["state", "booked_by", "booked_at"])
    states = [line.state for line in lines]
    _record(
        statement, "statement.booked", official, lines=len(lines), booked=states.count(State.BOOKED),
        unclear=states.count(State.UNCLEAR),
    )  # fmt: skip
    return statement


@transaction.atomic
def discard_statement(*, official: object, statement_id: int) -> None:
    """Nothing is left of a statement of which nothing was booked. Raises SignInFirst, NotAllowed, Closed afterwards."""
    statement, _treasury = _mine(official, statement_id)
    assert isinstance(official, User)
    if statement.state == Statement.State.BOOKED:
        raise Closed(_("This statement is booked. It stays."))
    _record(statement, "statement.discarded", official)
    statement.delete()


def _locked(municipality_id: int) -> Treasury:
    """The account, alone for this transaction. Raises BadInput where none was said."""
    found = Treasury.objects.select_for_update(of=("self",)).filter(municipality=municipality_id).first()
    if found is None:
        raise cannot_read(NO_ACCOUNT)
    return found


def _mine(official: object, statement_id: int) -> tuple[Statement, Treasury]:
    if not isinstance(official, User):
        raise SignInFirst
    known = Statement.objects.filter(pk=statement_id).first()
    if known is None or not may_keep_account(official, known.municipality_id):
        raise NotAllowed
    treasury = _locked(known.municipality_id)
    return Statement.objects.get(pk=statement_id), treasury


def _check_account(contents: Contents, treasury: Treasury) -> None:
    """Every account that the file says is its own is the municipality's. Raises BadInput."""
    others = sorted(contents.ibans - {treasury.iban})
    if contents.format == "csv" and treasury.iban in contents.ibans:
        others = []  # above a table stand other accounts, too
    if others:
        words = _("This is a statement of another account: %(iban)s. Nothing was kept.")
        raise BadInput(words % {"iban": grouped(others[0][:34]) or "—"}, field="file")


def _lines(statement: Statement, contents: Contents) -> list[StatementLine]:
    return [_line(statement, number, entry) for number, entry in enumerate(contents.entries, 1) if entry.cents]


def _reads(statement: Statement, contents: Contents) -> bool:
    """Whether the statement was read just so."""
    names = ("number", "key", "on", "cents", "reference", "text", "payer", "payer_iban")
    now = [tuple(getattr(line, name) for name in names) for line in _lines(statement, contents)]
    return now == list(statement.lines.order_by("number").values_list(*names))


def _line(statement: Statement, number: int, entry: Entry) -> StatementLine:
    """The line as it is kept until it is booked: of payments that went out, only the account they went to."""
    words = " ".join(part for part in (entry.structured, entry.text) if part)
    own = pledge_of(entry.structured)
    named = [own] if own else pledges_in(words)
    reference = reference_of(named[0]) if len(named) == 1 else "" if named else meant_in(words)
    came = entry.cents > 0
    return StatementLine(
        statement=statement, number=number, iban=statement.iban, key=entry.key, on=entry.on, cents=entry.cents,
        currency=entry.currency, is_reversal=entry.is_reversal, reference=reference,
        text=masked(words)[:500] if came else "", payer=masked(entry.name)[:140] if came else "", payer_iban=entry.iban,
    )  # fmt: skip


def _booked(official: User, line: StatementLine, judged: Judged) -> Judged:
    """The judgement after the pledge was booked, or what has changed in between."""
    assert judged.pledge_id is not None
    try:
        with transaction.atomic():
            confirm_arrival(official=official, reference=reference_of(judged.pledge_id), cents=line.cents)
    except Closed:
        return Judged(Verdict.LATE, judged.pledge_id)
    except BadInput as refusal:
        return Judged(Verdict.SUM if refusal.field == "cents" else Verdict.UNKNOWN, judged.pledge_id)
    except Refused:
        return Judged(Verdict.OWN, judged.pledge_id)
    return judged


def _settle(line: StatementLine, judged: Judged) -> None:
    """What became of the line; who paid is kept only where it is to be settled."""
    line.state, line.verdict, line.pledge_id = judged.state, judged.verdict, judged.pledge_id
    line.payout_id, line.attempt_id = judged.payout_id, judged.attempt_id
    if line.state != State.UNCLEAR:
        line.text = line.payer = line.payer_iban = ""


def _record(statement: Statement, kind: str, official: User, **data: int) -> None:
    record(
        kind=kind,
        scope=f"municipality.{statement.municipality_id}",
        actor=official,
        role="official",
        municipality_id=statement.municipality_id,
        ref=f"statement.{statement.pk}",
        data=data,
        is_public=False,
    )
