"""Who speaks: a person for themselves, or a person for an organisation."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.places.selectors import can_act, is_official
from participation.refusals import NotAllowed, SignInFirst

from .models import Organisation, Representative

CITIZEN = "citizen"
OFFICIAL = "official"
SILENCED = _("You are suspended in this municipality for a time: you can vote, report and appeal, but add nothing.")


@dataclass(frozen=True)
class Speaker:
    """The person, the organisation they speak for at this act (or None), and the group they count under."""

    user: User
    organisation: Organisation | None
    group: str


def speaking_as(
    *, user: object, organisation_id: int | None = None, municipality_id: int | None = None, is_vote: bool = False
) -> Speaker:
    """The speaker of an act in a municipality. Whoever is suspended there alone still votes (``is_vote``).

    Raises SignInFirst without a person, NotAllowed when suspended, or when the person does not represent the
    organisation, or nobody has vouched for it.
    """
    if not isinstance(user, User):
        raise SignInFirst
    if not can_act(user):
        raise NotAllowed(_("Your account is suspended for the moment."))
    if not is_vote and not can_act(user, municipality_id):
        raise NotAllowed(SILENCED)
    if organisation_id is not None:
        tie = _ties(user, organisation_id).select_related("organisation").first()
        if tie is None:
            raise NotAllowed(_("You cannot speak for this organisation."), field="organisation")
        return Speaker(user, tie.organisation, tie.organisation.group)
    group = OFFICIAL if is_official(user, municipality_id) else CITIZEN
    return Speaker(user, None, group)


def may_speak_for(user: User, organisation_id: int) -> bool:
    """Whether the person represents the organisation now, and it is vouched for."""
    return _ties(user, organisation_id).exists()


def _ties(user: User, organisation_id: int) -> QuerySet[Representative]:
    vouched = Organisation.State.VOUCHED
    return Representative.objects.filter(user=user, organisation_id=organisation_id, organisation__state=vouched)
