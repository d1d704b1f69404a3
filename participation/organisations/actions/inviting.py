"""Asking somebody to speak for an organisation too, by an address; answering; letting go of what is not answered.

Nothing here looks for an account before somebody answers: known and unknown addresses are the same to who invites.
"""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.accounts.selectors import confirmed_addresses
from participation.database import db_now
from participation.limits import limit
from participation.places.selectors import can_act
from participation.refusals import BadInput, NotAllowed

from ..models import Invitation, Organisation, Representative
from ..selectors import list_invitations_to
from .common import keep_in_record, lock_own

KEPT = timedelta(days=90)  # an address that never answered is nobody's to keep


@transaction.atomic
def invite_representative(*, representative: User, organisation_id: int, email: str, post: str = "") -> None:
    """Whoever has confirmed that address is asked to speak for it too, now or once they have an account.

    The same address again changes nothing. Raises NotAllowed for anyone but its representatives and before it is
    vouched for, BadInput for what is no address, TooMany.
    """
    organisation = lock_own(representative, organisation_id)
    if organisation.state != Organisation.State.VOUCHED:
        raise NotAllowed(_("Only an organisation that its municipality vouches for can ask people."))
    limit(f"invite:{representative.pk}", times=20, seconds=86_400)
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise BadInput(_("This is not an e-mail address."), field="email") from error
    values = {"post": post.strip()[:120], "invited_by": representative, "invited_at": db_now()}
    made, is_new = Invitation.objects.get_or_create(organisation=organisation, email=email[:254], defaults=values)
    if is_new:
        about = {"invitation": made.pk}
        keep_in_record(organisation, representative, "organisation.invited", organisation.group, about)


@transaction.atomic
def withdraw_invitation(*, representative: User, organisation_id: int, invitation_id: int) -> None:
    """Nobody is asked at that address any more. Raises NotAllowed for anyone but its representatives."""
    organisation = lock_own(representative, organisation_id)
    if organisation.invitations.filter(pk=invitation_id).delete()[0]:
        keep_in_record(organisation, representative, "organisation.invitation_withdrawn", organisation.group)


@transaction.atomic
def answer_invitation(*, user: User, organisation_id: int, accept: bool) -> None:
    """The invited person speaks for it from now on; or they are asked no more, and who asked is not told.

    Raises NotAllowed for the suspended, BadInput without an invitation to an address they have confirmed.
    """
    if not can_act(user):
        raise NotAllowed
    organisation = Organisation.objects.select_for_update().filter(pk=organisation_id).first()
    waiting = list(list_invitations_to(user).filter(organisation=organisation_id))
    if organisation is None or not waiting:
        raise BadInput(_("There is no invitation."))
    own = Invitation.objects.filter(pk__in=[invitation.pk for invitation in waiting])
    if not accept:
        own.update(declined_at=db_now())
        return
    post = next((invitation.post for invitation in waiting if invitation.post), "")
    Representative.objects.create(organisation=organisation, user=user, post=post, since=db_now(), accepted_at=db_now())
    own.delete()
    keep_in_record(organisation, user, "organisation.representative_added", organisation.group)


def forget_old_invitations() -> int:
    """Invitations nobody took up in 90 days are gone; how many."""
    return Invitation.objects.filter(invited_at__lt=db_now() - KEPT).delete()[0]


def forget_invitations_to(user: User) -> None:
    """With an account the invitations to its addresses go."""
    Invitation.objects.filter(email__in=[*confirmed_addresses(user), user.email.lower()]).delete()
