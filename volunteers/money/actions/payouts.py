"""Paying out to a project: asked by its coordinators, approved by officials who have no part in it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst, Words, refuse_all
from participation.retries import there_before

from ..accounts import PAID_OUT, held
from ..iban import is_iban, plain_iban
from ..models import Approval, Campaign, Payout
from ..policies import approvals_needed, may_decide_payout
from ..refusals import KeyUsedDifferently
from ..selectors.payouts import available
from ..telling import PAYOUT_APPROVED, PAYOUT_ASKED, PAYOUT_REFUSED, euro
from .common import led, locked, note, tell
from .ledger import post

State = Payout.State
DECIDED = _("It has been decided already.")


@transaction.atomic
def ask_payout(
    *,
    person: object,
    campaign_id: int,
    cents: int,
    purpose: str,
    document: str,
    holder: str,
    iban: str,
    client_key: str = "",
) -> Payout:
    """The municipality is asked to pay so much of what is held for the project to this account. A form sent twice asks once.

    Raises SignInFirst, NotAllowed but for coordinators, Closed before everything is collected, BadInput by field.
    """
    campaign = led(person, campaign_id)
    assert isinstance(person, User)
    if client_key and (before := campaign.payouts.filter(client_key=client_key[:64]).first()):
        return _same(before, cents, purpose, document, holder, iban)
    if campaign.state != Campaign.State.SETTLED:
        raise Closed(_("Money can be paid out once the campaign is collected."))
    purpose, document, holder, iban = purpose.strip(), document.strip(), holder.strip(), plain_iban(iban)
    wrong: dict[str, Words] = {}
    most = available(campaign.pk, campaign.project_id)
    if not 0 < cents <= most:
        wrong["cents"] = gettext("At most %(most)s can be paid out now.") % {"most": euro(max(most, 0))}
    for name, value in (("purpose", purpose), ("document", document), ("holder", holder)):
        if not value:
            wrong[name] = _("This is needed.")
    if not is_iban(iban):
        wrong["iban"] = _("This is no IBAN. Look at each character.")
    refuse_all(wrong)
    made = Payout.objects.create(
        campaign=campaign, cents=cents, purpose=purpose[:200], document=document[:5000], holder=holder[:70], iban=iban,
        is_other_account=_is_other(campaign, iban), by=person, at=db_now(), client_key=client_key[:64],
    )  # fmt: skip
    note(campaign, PAYOUT_ASKED, person, ref=f"payout.{made.pk}", data={"cents": cents})
    return made


def _same(before: Payout, cents: int, purpose: str, document: str, holder: str, iban: str) -> Payout:
    """The payout that the form made before. Raises KeyUsedDifferently where it says something else now."""
    said = (cents, purpose.strip()[:200], document.strip()[:5000], holder.strip()[:70], plain_iban(iban))
    if said != (before.cents, before.purpose, before.document, before.holder, before.iban):
        raise KeyUsedDifferently(field="client_key")
    return there_before(before)


@transaction.atomic
def approve_payout(*, official: object, payout_id: int) -> Payout:
    """The official approves it; with as many as are needed it leaves the books. An official counts once.

    Two are needed for a large sum, and where it goes to another account than the last one. Raises SignInFirst,
    NotAllowed for whoever has a part in the project or asked for it, Closed once it is decided.
    """
    campaign, payout = _decided_by(official, payout_id)
    if payout.state == State.APPROVED and payout.approvals.filter(official_id=_pk(official)).exists():
        return there_before(payout)
    _still_asked(payout)
    try:
        with transaction.atomic():
            Approval.objects.create(payout=payout, official_id=_pk(official), at=db_now())
    except IntegrityError:
        return there_before(payout)
    if payout.approvals.count() < approvals_needed(payout):
        note(campaign, "payout.seconded", _user(official), ref=f"payout.{payout.pk}")
        return payout
    payout.state, payout.decided_at = State.APPROVED, db_now()
    payout.save(update_fields=["state", "decided_at"])
    lines = {held(campaign.project_id): payout.cents, PAID_OUT: -payout.cents}
    post(kind="payout", key=f"payout.{payout.pk}", lines=lines)
    note(campaign, PAYOUT_APPROVED, _user(official), ref=f"payout.{payout.pk}", data={"cents": payout.cents})
    tell(campaign)
    return payout


@transaction.atomic
def refuse_payout(*, official: object, payout_id: int, reason: str) -> Payout:
    """Nothing is paid, for a reason that the coordinators read. Raises as approve_payout does, BadInput without a reason."""
    campaign, payout = _decided_by(official, payout_id)
    if payout.state == State.REFUSED:
        return there_before(payout)
    _still_asked(payout)
    if not reason.strip():
        raise BadInput(_("Say why it is refused."), field="reason")
    payout.state, payout.reason, payout.decided_at = State.REFUSED, reason.strip()[:2000], db_now()
    payout.save(update_fields=["state", "reason", "decided_at"])
    note(campaign, PAYOUT_REFUSED, _user(official), ref=f"payout.{payout.pk}", data={"cents": payout.cents})
    return payout


@transaction.atomic
def withdraw_payout(*, person: object, payout_id: int) -> Payout:
    """A coordinator takes back what was asked. Raises SignInFirst, NotAllowed, Closed once it is decided."""
    known = Payout.objects.filter(pk=payout_id).first()
    if not isinstance(person, User):
        raise SignInFirst
    if known is None:
        raise NotAllowed
    campaign = led(person, known.campaign_id)
    payout = Payout.objects.select_for_update(of=("self",)).get(pk=payout_id)
    if payout.state == State.WITHDRAWN:
        return there_before(payout)
    _still_asked(payout)
    payout.state, payout.decided_at = State.WITHDRAWN, db_now()
    payout.save(update_fields=["state", "decided_at"])
    note(campaign, "payout.withdrawn", person, ref=f"payout.{payout.pk}")
    return payout


def _decided_by(official: object, payout_id: int) -> tuple[Campaign, Payout]:
    known = Payout.objects.filter(pk=payout_id).first()
    if not isinstance(official, User):
        raise SignInFirst
    if known is None:
        raise NotAllowed
    campaign = locked(known.campaign_id)
    payout = Payout.objects.select_for_update(of=("self",)).select_related("campaign__project").get(pk=payout_id)
    if not may_decide_payout(official, payout):
        raise NotAllowed
    return campaign, payout


def _still_asked(payout: Payout) -> None:
    if payout.state != State.ASKED:
        raise Closed(DECIDED)


def _is_other(campaign: Campaign, iban: str) -> bool:
    """Whether the last money went elsewhere. The first payout has nothing to be compared with."""
    last = campaign.payouts.filter(state=State.APPROVED).order_by("-decided_at", "-pk").first()
    return last is not None and last.iban != iban


def _user(official: object) -> User:
    assert isinstance(official, User)
    return official


def _pk(official: object) -> int:
    return _user(official).pk
