"""Taking a representative off the list."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.refusals import BadInput

from .common import keep_in_record, lock_own


@transaction.atomic
def remove_representative(*, representative: User, organisation_id: int, user_id: int) -> None:
    """The person speaks for it no longer; what they said stays. The last one stays. Raises NotAllowed, BadInput."""
    organisation = lock_own(representative, organisation_id)
    if not organisation.representatives.exclude(user_id=user_id).exists():
        raise BadInput(_("Somebody has to stay who speaks for it."))
    if organisation.representatives.filter(user_id=user_id).delete()[0]:
        keep_in_record(organisation, representative, "organisation.representative_removed", organisation.group)
