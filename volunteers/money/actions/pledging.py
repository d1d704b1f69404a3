"""Pledging: made, changed and taken back by whoever pledges, until the campaign closes."""

from __future__ import annotations

import hashlib
import json

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import breaks, db_now
from participation.limits import limit
from participation.organisations.speakers import Speaker, speaking_as
from participation.places.selectors import can_act
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst
from participation.retries import there_before, was_there

from ..amounts import LEAST, MOST
from ..models import Attempt, Campaign, Pledge
from ..policies import STANDING, refusal_to_pledge
from ..providers import get_provider
from ..refusals import KeyUsedDifferently
from ..selectors.pledges import ways_to_pay
from .asking import carry_out
from .common import hold, locked, note, tell
from .planning import plan
from .standing import let_go

State = Pledge.State
BOUNDS = _("A pledge is between 1 and 50,000 euro.")


def pledge_money(
    *,
    person: object,
    campaign_id: int,
    cents: int,
    provider: str,
    client_key: str,
    organisation_id: int | None = None,
    is_anonymous: bool = True,
) -> Pledge:
    """The person gives ``cents`` euro cents if the campaign is funded; the provider has been asked to reserve them.

    With the same key and the same words it is the pledge that was made before (``was_there``). Raises
    KeyUsedDifferently with other words under the key, SignInFirst, NotAllowed, TooMany, Closed, NotYetOpen, BadInput.
    """
    made = _make(
        person=person,
        campaign_id=campaign_id,
        words={
            "campaign": campaign_id,
            "cents": cents,
            "provider": provider,
            "organisation": organisation_id,
            "is_anonymous": is_anonymous,
        },
        client_key=client_key,
    )
    return _carried_out(made)


@transaction.atomic
def _make(*, person: object, campaign_id: int, words: dict[str, object], client_key: str) -> Pledge:
    if not isinstance(person, User):
        raise SignInFirst
    if not 1 <= len(client_key) <= 64:
        raise BadInput(_("The form has lost its key. Open it again."), field="client_key")
    hold(person)
    campaign = locked(campaign_id)
    sent = hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()
    if before := _sent_before(person, client_key, sent):
        return before
    limit(f"pledge:{person.pk}", times=60, seconds=3600)
    speaker = _speaker(person, campaign, words)
    made = Pledge(
        campaign=campaign,
        person=person,
        organisation=speaker.organisation,
        cents=int(str(words["cents"])),
        is_anonymous=bool(words["is_anonymous"]),
        provider=str(words["provider"]),
        client_key=client_key,
        sent=sent,
        at=db_now(),
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:  # the same form, sent to two campaigns at once
        if not breaks(error, Pledge, "one_pledge_per_key"):
            raise
        raise KeyUsedDifferently(field="client_key") from error
    plan(made, Attempt.Kind.AUTHORISE, cents=made.cents, number=1)
    note(campaign, "pledge.made", person, organisation=speaker.organisation, ref=f"pledge.{made.pk}", is_public=False)
    return made


def _sent_before(person: User, client_key: str, sent: str) -> Pledge | None:
    """The pledge that this form made. Raises KeyUsedDifferently where it made another one."""
    before = Pledge.objects.filter(person=person, client_key=client_key).first()
    if before is not None and before.sent != sent:
        raise KeyUsedDifferently(field="client_key")
    return there_before(before) if before else None


def _speaker(person: User, campaign: Campaign, words: dict[str, object]) -> Speaker:
    """For whom the person pledges, where they may. Raises NotAllowed, Closed, NotYetOpen, BadInput."""
    if refusal := refusal_to_pledge(campaign, db_now()):
        raise refusal
    _check_bounds(words["cents"])
    if words["provider"] not in ways_to_pay(campaign):
        raise BadInput(_("Choose one of the ways to pay."), field="provider")
    organisation = words["organisation"]
    return speaking_as(
        user=person,
        organisation_id=organisation if isinstance(organisation, int) else None,
        municipality_id=campaign.project.municipality_id,
    )


def change_pledge(
    *, person: object, pledge_id: int, cents: int | None = None, is_anonymous: bool | None = None
) -> Pledge:
    """The pledge is another sum once the provider has reserved it; until then the one before stands. Or it shows another
    name, at once. Whoever gives more stands at the end of the line for matching. Harmless where nothing changes.

    Raises SignInFirst, NotAllowed, Closed, BadInput.
    """
    return _carried_out(_change(person=person, pledge_id=pledge_id, cents=cents, is_anonymous=is_anonymous))


@transaction.atomic
def _change(*, person: object, pledge_id: int, cents: int | None, is_anonymous: bool | None) -> Pledge:
    campaign, pledge = own(person, pledge_id)
    assert isinstance(person, User)
    if not can_act(person, campaign.project.municipality_id):
        raise NotAllowed
    if is_anonymous is not None and is_anonymous != pledge.is_anonymous:
        pledge.is_anonymous = is_anonymous
        pledge.save(update_fields=["is_anonymous"])
    if cents is not None and cents != _asked_last(pledge):
        _check_bounds(cents)
        provider = get_provider(pledge.provider)
        if provider is not None and provider.pays_first and pledge.state == State.AUTHORISED:
            raise BadInput(_("The money has arrived. Pledge once more to give more, or take it back."), field="cents")
        last = pledge.attempts.filter(kind=Attempt.Kind.AUTHORISE).aggregate(n=Max("number"))["n"] or 0
        plan(pledge, Attempt.Kind.AUTHORISE, cents=cents, number=last + 1)
        if pledge.state == State.PLEDGED:  # nothing stands yet, so nothing else is meant any more
            pledge.at = db_now() if cents > pledge.cents else pledge.at
            pledge.cents = cents
            pledge.save(update_fields=["cents", "at"])
        note(campaign, "pledge.changed", person, ref=f"pledge.{pledge.pk}", is_public=False)
    return pledge


def withdraw_pledge(*, person: object, pledge_id: int) -> Pledge:
    """Nothing of it will be taken; what was reserved is let go. Harmless the second time.

    Raises SignInFirst, NotAllowed, Closed after the campaign's end.
    """
    return _carried_out(_withdraw(person=person, pledge_id=pledge_id))


@transaction.atomic
def _withdraw(*, person: object, pledge_id: int) -> Pledge:
    campaign, pledge = own(person, pledge_id, standing=False)
    assert isinstance(person, User)
    if pledge.state == State.CANCELLED:
        return there_before(pledge)
    if pledge.state not in STANDING:
        raise Closed(_("This pledge is over."))
    let_go(campaign, pledge)
    note(campaign, "pledge.withdrawn", person, ref=f"pledge.{pledge.pk}", is_public=False)
    tell(campaign)
    return pledge


def own(person: object, pledge_id: int, *, standing: bool = True) -> tuple[Campaign, Pledge]:
    """The person's own pledge and its campaign, both locked, while it is open. Raises SignInFirst, NotAllowed, Closed."""
    if not isinstance(person, User):
        raise SignInFirst
    hold(person)
    known = Pledge.objects.filter(pk=pledge_id, person=person).first()
    if known is None:
        raise NotAllowed
    campaign = locked(known.campaign_id)
    if refusal := refusal_to_pledge(campaign, db_now()):
        raise refusal
    pledge = Pledge.objects.select_for_update(of=("self",)).get(pk=pledge_id)
    if standing and pledge.state not in STANDING:
        raise Closed(_("This pledge is over."))
    return campaign, pledge


def _asked_last(pledge: Pledge) -> int:
    """The sum that was asked for last, whether or not it is reserved."""
    asked = pledge.attempts.filter(kind=Attempt.Kind.AUTHORISE).exclude(is_done=False).order_by("-number").first()
    return asked.cents if asked else pledge.cents


def _check_bounds(cents: object) -> None:
    if not isinstance(cents, int) or not LEAST <= cents <= MOST:
        raise BadInput(BOUNDS, field="cents")


def _carried_out(pledge: Pledge) -> Pledge:
    """The pledge after the provider was asked what waits for it, with the note of having been there before."""
    for key in list(pledge.attempts.filter(done_at=None).order_by("pk").values_list("pk", flat=True)):
        carry_out(attempt_id=key)
    fresh = Pledge.objects.select_related("campaign__project", "organisation").get(pk=pledge.pk)
    return there_before(fresh) if was_there(pledge) else fresh
