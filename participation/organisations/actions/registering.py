"""Registering an organisation, and vouching for it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import breaks, db_now
from participation.limits import limit
from participation.places.models import Municipality
from participation.places.selectors import can_act
from participation.refusals import BadInput, NotAllowed, SignInFirst
from participation.unseen import one_line

from ..eik import is_eik
from ..models import Organisation, Representative
from ..policies import may_vouch
from .common import keep_in_record


def register_organisation(
    *,
    user: object,
    name: str,
    kind: str,
    municipality_id: int,
    registration_number: str = "",
    website: str = "",
    about: str = "",
    post: str = "",
) -> Organisation:
    """It waits to be vouched for; the person is its first representative. Sent again while it waits: the same one.

    Raises SignInFirst, BadInput, TooMany.
    """
    if not isinstance(user, User) or not can_act(user):
        raise SignInFirst
    name, number = one_line(name), registration_number.replace(" ", "")
    _check(name, kind, number, municipality_id)
    _check_website(website)
    try:
        with transaction.atomic():
            again = _sent_before(user, name[:160], municipality_id)
            if again is not None:
                return again
            limit(f"organisation:{user.pk}", times=5, seconds=86_400)
            made = Organisation.objects.create(
                name=name[:160], kind=kind, municipality_id=municipality_id, registration_number=number,
                website=website, about=about.strip(), registered_by=user,
            )  # fmt: skip
            Representative.objects.create(organisation=made, user=user, post=post.strip()[:120])
            keep_in_record(made, user, "organisation.registered", "citizen")
            return made
    except IntegrityError as error:
        if not breaks(error, Organisation, "one_organisation_per_number"):
            raise
        raise BadInput(
            _("An organisation with this number is registered already."), field="registration_number"
        ) from error


def _check(name: str, kind: str, number: str, municipality_id: int) -> None:
    if len(name) < 3:
        raise BadInput(_("Give the organisation's name."), field="name")
    if kind not in Organisation.Kind.values:
        raise BadInput(_("Choose what kind of organisation it is."), field="kind")
    if number and not is_eik(number):
        raise BadInput(_("This is not a valid register number (ЕИК): check the digits."), field="registration_number")
    if not Municipality.objects.filter(pk=municipality_id, is_live=True).exists():
        raise BadInput(_("Choose a municipality that takes part."), field="municipality")


def _sent_before(user: User, name: str, municipality_id: int) -> Organisation | None:
    """What the person registered under this name and waits; their row is locked, so that two clicks make one."""
    User.objects.select_for_update().get(pk=user.pk)
    waiting = Organisation.objects.filter(registered_by=user, name=name, state=Organisation.State.PENDING)
    return waiting.filter(municipality_id=municipality_id).first()


def _check_website(website: str) -> None:
    """It becomes a link: nothing but the web's own addresses."""
    try:
        if website:
            URLValidator(schemes=["http", "https"])(website)
    except ValidationError as error:
        raise BadInput(_("Give the whole address, for example https://example.org."), field="website") from error


@transaction.atomic
def vouch_for(*, official: User, organisation_id: int) -> Organisation:
    """The municipality knows it: its representatives may speak for it. Raises NotAllowed, BadInput if it was decided."""
    organisation = _to_decide(official, organisation_id)
    _decide(organisation, official, Organisation.State.VOUCHED, "")
    return organisation


@transaction.atomic
def refuse_organisation(*, official: User, organisation_id: int, reason: str) -> Organisation:
    """It is not vouched for (or no longer), and its representatives are told why. Raises NotAllowed, BadInput."""
    if not reason.strip():
        raise BadInput(_("Say why, so that they can put it right."), field="reason")
    organisation = _to_decide(official, organisation_id)
    _decide(organisation, official, Organisation.State.REFUSED, reason.strip())
    return organisation


def _to_decide(official: User, organisation_id: int) -> Organisation:
    organisation = Organisation.objects.select_for_update().filter(pk=organisation_id).first()
    if organisation is None or not may_vouch(official, organisation):
        raise NotAllowed
    return organisation


def _decide(organisation: Organisation, official: User, state: str, reason: str) -> None:
    if organisation.state == state:
        raise BadInput(_("This has been decided already."))
    organisation.state, organisation.decision_reason = state, reason
    organisation.decided_by, organisation.decided_at = official, db_now()
    organisation.save(update_fields=["state", "decision_reason", "decided_by", "decided_at"])
    keep_in_record(organisation, official, f"organisation.{state}", "official", {"reason": reason} if reason else {})
