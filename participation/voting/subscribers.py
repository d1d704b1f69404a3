"""What follows for ballots from acts of other rooms."""

from __future__ import annotations

from django.db.models import Q

from participation.organisations.selectors import representatives_of
from participation.record.models import Act
from participation.record.subscribers import on

from .models import Ballot


@on("organisation.representative_removed")
def let_the_organisation_keep_its_voice(act: Act) -> None:
    """What a former representative voted for the organisation stays its voice, and names them no longer.

    What they may do with it was decided at the act already (`actions/ballots.py`); here the tie itself goes.
    """
    if act.organisation_id is not None:
        still = Q(voter__in=representatives_of(act.organisation_id))
        Ballot.objects.filter(~still, organisation=act.organisation_id, voter__isnull=False).update(voter=None)
