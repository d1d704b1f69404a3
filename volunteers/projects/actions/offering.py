"""Things that people bring: offered, answered, brought, taken back. Never more than is needed."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.limits import limit
from participation.organisations.speakers import speaking_as
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst
from participation.retries import there_before
from participation.unseen import one_line

from ..models import Need, Offer, Project
from ..policies import refusal_to_offer
from ..selectors.telling import STANDING, count_offers
from ..telling import ANSWERS, OFFERED, TAKEN_BACK
from .common import led, locked, note, tell
from .details import TOO_LONG

State = Offer.State
LONGEST_WORDS = 500
GONE = _("This need is not there any more.")
NO_OFFER = _("This offer is not there any more.")


@transaction.atomic
def offer_thing(
    *, person: object, need_id: int, quantity: int, words: str = "", organisation_id: int | None = None
) -> Offer:
    """The person offers to bring so many; those who lead the project are told. What they offered before and that still
    stands is given back unchanged: an offer is taken back first to be made anew.

    Raises SignInFirst, NotAllowed, TooMany, Closed unless the project runs, BadInput for more than is still missing.
    """
    if not isinstance(person, User):
        raise SignInFirst
    limit(f"offer:{person.pk}", times=40, seconds=3600)
    project, need = _needed(person, need_id)
    if refusal := refusal_to_offer(project):
        raise refusal
    speaker = speaking_as(user=person, organisation_id=organisation_id, municipality_id=project.municipality_id)
    words = words.replace("\r\n", "\n").strip()
    if len(words) > LONGEST_WORDS:
        raise BadInput(TOO_LONG % {"most": LONGEST_WORDS}, field="words")
    standing = need.offers.filter(user=person, state__in=STANDING).first()
    if standing is not None:
        return there_before(standing)
    missing = count_offers([need])[need.pk]["missing"]
    if missing == 0:
        raise BadInput(_("Everything that was needed has been offered. Thank you!"), field="quantity")
    if not 0 < quantity <= missing:
        raise BadInput(_("Offer from 1 to %(most)d: so many are still missing.") % {"most": missing}, field="quantity")
    made = Offer.objects.create(
        need=need, user=speaker.user, organisation=speaker.organisation, quantity=quantity, words=words, at=db_now()
    )
    _done(project, OFFERED, person, made, role=speaker.group)
    return made


@transaction.atomic
def withdraw_offer(*, person: object, offer_id: int) -> Offer:
    """The offer stands no longer, and others can bring the thing; harmless if it did not stand. Also for whoever is
    suspended. Raises SignInFirst, NotAllowed for another's, Closed once it was brought, BadInput.
    """
    project, offer = _offered(person, offer_id)
    if not isinstance(person, User) or offer.user_id != person.pk:
        raise NotAllowed
    if offer.state == State.WITHDRAWN:
        return offer
    if offer.state not in STANDING:
        raise Closed(_("It has been brought, or was declined already."))
    offer.state = State.WITHDRAWN
    offer.save(update_fields=["state"])
    _done(project, TAKEN_BACK, person, offer, role="citizen")
    return offer


@transaction.atomic
def answer_offer(*, person: object, offer_id: int, accept: bool, answer: str = "") -> Offer:
    """Whoever offered is told that the thing is wanted, or is not any more; harmless if they were told the same.

    An accepted one can still be declined. By those who lead the project. Raises SignInFirst, NotAllowed, BadInput, Closed
    for one that does not stand.
    """
    project, offer = _led_offer(person, offer_id)
    wanted = State.ACCEPTED if accept else State.DECLINED
    if offer.state == wanted:
        return offer
    if offer.state not in STANDING:
        raise Closed(_("This offer does not stand any more."))
    answer = one_line(answer)
    if len(answer) > LONGEST_WORDS:
        raise BadInput(TOO_LONG % {"most": LONGEST_WORDS}, field="answer")
    offer.state, offer.answer, offer.answered_at = wanted, answer, db_now()
    offer.save(update_fields=["state", "answer", "answered_at"])
    _done(project, ANSWERS[wanted], person, offer)
    return offer


@transaction.atomic
def mark_brought(*, person: object, offer_id: int, is_brought: bool = True) -> Offer:
    """The thing is there; with ``is_brought`` False it is not yet, after all. Harmless if that was said before.

    By those who lead the project, also after its end. Raises SignInFirst, NotAllowed, BadInput, Closed for one that was
    declined or taken back.
    """
    project, offer = _led_offer(person, offer_id)
    before, after = (STANDING, State.BROUGHT) if is_brought else ((State.BROUGHT,), State.ACCEPTED)
    if offer.state == after:
        return offer
    if offer.state not in before:
        raise Closed(_("This offer does not stand any more."))
    if not is_brought and offer.need.offers.filter(user=offer.user_id, state__in=STANDING).exists():
        raise Closed(_("The same person has offered more in the meantime: answer that first."))
    offer.state, offer.answered_at = after, offer.answered_at or db_now()
    offer.save(update_fields=["state", "answered_at"])
    _done(project, ANSWERS[after] if is_brought else "offer.not_brought", person, offer)
    return offer


def _needed(person: object, need_id: int) -> tuple[Project, Need]:
    """The need with its project, locked: whoever offers, answers or changes needs does so alone. Raises BadInput."""
    project_id = Need.objects.filter(pk=need_id).values_list("project_id", flat=True).first()
    if project_id is None:
        raise BadInput(GONE, field="need")
    project = locked(person, project_id)
    need = Need.objects.filter(pk=need_id).first()
    if need is None:  # taken out while we waited
        raise BadInput(GONE, field="need")
    return project, need


def _offered(person: object, offer_id: int) -> tuple[Project, Offer]:
    need_id = Offer.objects.filter(pk=offer_id).values_list("need_id", flat=True).first()
    if need_id is None:
        raise BadInput(NO_OFFER)
    project, _need = _needed(person, need_id)
    return project, Offer.objects.select_for_update(of=("self",)).select_related("need").get(pk=offer_id)


def _led_offer(person: object, offer_id: int) -> tuple[Project, Offer]:
    project, offer = _offered(person, offer_id)
    led(person, project.pk)
    return project, offer


def _done(project: Project, kind: str, person: object, offer: Offer, role: str = "") -> None:
    assert isinstance(person, User)  # whoever may see the project's offers
    what = {"what": offer.need.what, "quantity": offer.quantity}
    note(project, kind, person, role=role, ref=f"offer.{offer.pk}", data=what, is_public=False)
    tell(project, "project.needs")
