"""Lines of a statement that nobody can tell by themselves: an official says what they are. And forgetting who paid."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.record.actions import record
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst
from participation.retries import there_before

from ..models import Campaign, Pledge, Statement, StatementLine, Treasury
from ..models.ledger import EUR
from ..policies import may_keep_account, may_refund
from ..references import pledge_of, reference_of
from ..selectors.judging import paying_lines
from ..telling import FAILED
from .arriving import confirm_arrival
from .common import locked, note, tell
from .standing import let_go

State, Verdict = StatementLine.State, StatementLine.Verdict
OPEN = (State.UNCLEAR, State.NOT_OURS)
UNBOOKED_FOR = timedelta(days=7)  # a statement that nobody books
UNCLEAR_FOR = timedelta(days=90)  # who paid, on a line that nobody settles


@transaction.atomic
def settle_line(*, official: object, line_id: int, reference: str) -> StatementLine:
    """The line is the money of the pledge with this reference, booked by the same rule as money that is confirmed by hand;
    or, for a line with which the bank took money back, that pledge is let go. Who paid is forgotten. Harmless the second time.

    Raises SignInFirst, NotAllowed, Closed for a pledge that is over and for a line that was settled, BadInput.
    """
    line = _mine(official, line_id)
    assert isinstance(official, User)
    number = pledge_of(reference)
    if number is None:
        raise BadInput(_("No pledge has this reference."), field="reference")
    if line.state == State.BOOKED and line.pledge_id == number:
        return there_before(line)
    _still_open(line)
    if line.currency != EUR:
        words = _(
            "It is in another currency. The bank has to change it or send it back; then say here that it is not ours."
        )
        raise BadInput(words, field="reference")
    if line.cents > 0 and not line.is_reversal:
        _pay(official, line, number)
    elif line.cents < 0 and line.is_reversal:
        _let_go(official, line, number)
    else:
        raise BadInput(_("This line pays no pledge. Say in a word what it is."), field="reference")
    line.pledge_id, line.reference = number, reference_of(number)
    line.verdict = Verdict.PLEDGE if line.cents > 0 else line.verdict
    return _settled(line, official, State.BOOKED)


@transaction.atomic
def set_aside_line(*, official: object, line_id: int, words: str) -> StatementLine:
    """The line has nothing to do with pledges, or was dealt with elsewhere; ``words`` say how. Who paid is forgotten.

    It can still be settled afterwards. Raises SignInFirst, NotAllowed, Closed, BadInput without a word.
    """
    line = _mine(official, line_id)
    assert isinstance(official, User)
    words = " ".join(words.split())
    if line.state == State.NOT_OURS and line.words == words:
        return there_before(line)
    _still_open(line)
    if not 0 < len(words) <= 300:
        raise BadInput(_("Say in a word what it is."), field="words")
    line.words = words
    return _settled(line, official, State.NOT_OURS)


def forget_payers() -> int:
    """Statements that nobody booked for a week go whole; who paid goes from lines that stayed unclear for 90 days."""
    now = db_now()
    Statement.objects.filter(state=Statement.State.READ, at__lt=now - UNBOOKED_FOR).delete()
    old = StatementLine.objects.filter(statement__booked_at__lt=now - UNCLEAR_FOR, state=State.UNCLEAR)
    return old.exclude(text="", payer="", payer_iban="").update(text="", payer="", payer_iban="")


def _mine(official: object, line_id: int) -> StatementLine:
    """The line, under the lock of its account, for an official of its municipality."""
    if not isinstance(official, User):
        raise SignInFirst
    known = StatementLine.objects.filter(pk=line_id).select_related("statement").first()
    if known is None or not may_keep_account(official, known.statement.municipality_id):
        raise NotAllowed
    Treasury.objects.select_for_update(of=("self",)).get(municipality=known.statement.municipality_id)
    return StatementLine.objects.select_related("statement").get(pk=line_id)


def _still_open(line: StatementLine) -> None:
    if line.state == State.READ:
        raise Closed(_("Book the statement first."))
    if line.state not in OPEN:
        raise Closed(_("This line is settled already."))


def _pay(official: User, line: StatementLine, number: int) -> None:
    if number in paying_lines([number]):
        words = _("Another line paid this pledge before. If the donor paid twice, the bank sends this back.")
        raise BadInput(words, field="reference")
    here = Pledge.objects.filter(pk=number, campaign__project__municipality=line.statement.municipality_id)
    if not here.exists():
        raise BadInput(_("No pledge has this reference."), field="reference")
    try:
        confirm_arrival(official=official, reference=reference_of(number), cents=line.cents)
    except BadInput as refusal:
        raise BadInput(refusal.args[0], field="reference") from refusal


def _let_go(official: User, line: StatementLine, number: int) -> None:
    """The money is gone from the account, so the pledge is over; the ledger follows as for every pledge that is let go."""
    known = Pledge.objects.filter(
        pk=number, provider="transfer", campaign__project__municipality=line.statement.municipality_id
    ).first()
    if known is None:
        raise BadInput(_("No pledge has this reference."), field="reference")
    campaign = locked(known.campaign_id)
    if not may_refund(official, campaign.project):
        raise NotAllowed
    pledge = Pledge.objects.select_for_update(of=("self",)).get(pk=number)
    if pledge.state != Pledge.State.AUTHORISED or campaign.state != Campaign.State.OPEN:
        words = _(
            "Its money was taken, or it is over. Give it back where refunds are made, then say here what was done."
        )
        raise Closed(words)
    if pledge.cents != -line.cents:
        raise BadInput(_("Another sum was booked to this pledge."), field="reference")
    let_go(campaign, pledge, Pledge.State.FAILED)
    note(campaign, FAILED, None, ref=f"pledge.{pledge.pk}", data={"cents": pledge.cents}, is_public=False)
    tell(campaign)


def _settled(line: StatementLine, official: User, state: str) -> StatementLine:
    line.state, line.settled_by, line.settled_at = state, official, db_now()
    line.text = line.payer = line.payer_iban = ""
    if state == State.BOOKED:
        line.words = ""
    line.save()
    place = line.statement.municipality_id
    record(
        kind="statement.line_settled" if state == State.BOOKED else "statement.line_set_aside",
        scope=f"municipality.{place}",
        actor=official,
        role="official",
        municipality_id=place,
        ref=f"statement.{line.statement_id}",
        data={"line": line.number},
        is_public=False,
    )
    return line
