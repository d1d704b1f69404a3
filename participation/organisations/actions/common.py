"""What every act on an organisation shares."""

from __future__ import annotations

from collections.abc import Mapping

from participation.accounts.models import User
from participation.journal import note
from participation.places.selectors import can_act
from participation.refusals import NotAllowed

from ..models import Organisation
from ..policies import may_manage


def lock_own(user: User, organisation_id: int) -> Organisation:
    """The organisation, for this transaction alone. Raises NotAllowed for anyone but its representatives."""
    organisation = Organisation.objects.select_for_update().filter(pk=organisation_id).first()
    if organisation is None or not can_act(user) or not may_manage(user, organisation):
        raise NotAllowed
    return organisation


def keep_in_record(
    organisation: Organisation, actor: User, kind: str, role: str, data: Mapping[str, object] | None = None
) -> None:
    """The act is in the record; only what the municipality decides about the organisation is public."""
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
