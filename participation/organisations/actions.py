"""Registering an organisation, vouching for it, and who speaks for it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.journal import note
from participation.limits import limit
from participation.places.models import Municipality
from participation.places.selectors import can_act
from participation.refusals import BadInput, NotAllowed, SignInFirst

from .eik import is_eik
from .models import Organisation, Representative
from .policies import may_manage, may_vouch


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
    """It waits to be vouched for; the person is its first representative. Raises SignInFirst, BadInput, TooMany."""
    if not isinstance(user, User) or not can_act(user):
        raise SignInFirst
    name, number = " ".join(name.split()), registration_number.replace(" ", "")
    if len(name) < 3:
        raise BadInput(_("Give the organisation's name."), field="name")
    if kind not in Organisation.Kind.values:
        raise BadInput(_("Choose what kind of organisation it is."), field="kind")
    if number and not is_eik(number):
        raise BadInput(_("This is not a valid register number (ЕИК): check the digits."), field="registration_number")
    _check_website(website)
    if not Municipality.objects.filter(pk=municipality_id, is_live=True).exists():
        raise BadInput(_("Choose a municipality that takes part."), field="municipality")
    limit(f"organisation:{user.pk}", times=5, seconds=86_400)
    try:
        with transaction.atomic():
            made = Organisation.objects.create(
                name=name[:160],
                kind=kind,
                municipality_id=municipality_id,
                registration_number=number,
                website=website,
                about=about.strip(),
                registered_by=user,
            )
            Representative.objects.create(organisation=made, user=user, post=post.strip()[:120])
            _record(made, user, "organisation.registered", "citizen")
            return made
    except IntegrityError as error:
        raise BadInput(
            _("An organisation with this number is registered already."), field="registration_number"
        ) from error


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


@transaction.atomic
def invite_representative(*, representative: User, organisation_id: int, email: str, post: str = "") -> None:
    """The person of that address is asked to speak for it too; whether there is an account is not told.

    Raises NotAllowed for anyone but its representatives.
    """
    organisation = _own(representative, organisation_id)
    limit(f"invite:{representative.pk}", times=20, seconds=86_400)
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        return
    tie, made = Representative.objects.get_or_create(
        organisation=organisation, user=user, defaults={"post": post.strip()[:120], "accepted_at": None}
    )
    if made:
        _record(organisation, representative, "organisation.invited", organisation.group, {"user": tie.user_id})


@transaction.atomic
def answer_invitation(*, user: User, organisation_id: int, accept: bool) -> None:
    """The invited person speaks for it from now on, or the invitation is gone. Raises NotAllowed for the suspended,
    BadInput without an invitation.
    """
    if not can_act(user):
        raise NotAllowed
    tie = Representative.objects.select_for_update().filter(user=user, organisation_id=organisation_id).first()
    if tie is None or tie.accepted_at is not None:
        raise BadInput(_("There is no invitation."))
    if not accept:
        tie.delete()
        return
    tie.accepted_at = db_now()
    tie.save(update_fields=["accepted_at"])
    _record(tie.organisation, user, "organisation.representative_added", tie.organisation.group)


@transaction.atomic
def remove_representative(*, representative: User, organisation_id: int, user_id: int) -> None:
    """The person speaks for it no longer; what they said stays. The last one stays. Raises NotAllowed, BadInput."""
    organisation = _own(representative, organisation_id)
    accepted = organisation.representatives.filter(accepted_at__isnull=False)
    if not accepted.exclude(user_id=user_id).exists():
        raise BadInput(_("Somebody has to stay who speaks for it."))
    if organisation.representatives.filter(user_id=user_id).delete()[0]:
        _record(organisation, representative, "organisation.representative_removed", organisation.group)


def _to_decide(official: User, organisation_id: int) -> Organisation:
    organisation = Organisation.objects.select_for_update().filter(pk=organisation_id).first()
    if organisation is None or not may_vouch(official, organisation):
        raise NotAllowed
    return organisation


def _own(user: User, organisation_id: int) -> Organisation:
    organisation = Organisation.objects.select_for_update().filter(pk=organisation_id).first()
    if organisation is None or not can_act(user) or not may_manage(user, organisation):
        raise NotAllowed
    return organisation


def _decide(organisation: Organisation, official: User, state: str, reason: str) -> None:
    if organisation.state == state:
        raise BadInput(_("This has been decided already."))
    organisation.state, organisation.decision_reason = state, reason
    organisation.decided_by, organisation.decided_at = official, db_now()
    organisation.save(update_fields=["state", "decision_reason", "decided_by", "decided_at"])
    _record(organisation, official, f"organisation.{state}", "official", {"reason": reason} if reason else {})


def _record(
    organisation: Organisation, actor: User, kind: str, role: str, data: dict[str, object] | None = None
) -> None:
    note(
        kind=kind,
        scope=f"organisation.{organisation.pk}",
        actor=actor,
        role=role,
        organisation=organisation,
        municipality_id=organisation.municipality_id,
        ref=f"organisation.{organisation.pk}",
        data={"name": organisation.name, **(data or {})},
        is_public=kind in ("organisation.registered", "organisation.vouched", "organisation.refused"),
    )
