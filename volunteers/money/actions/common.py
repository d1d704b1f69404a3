"""What every act about money has in common: the campaign locked first, the act recorded, screens told."""

from __future__ import annotations

from typing import Any

from participation.accounts.models import User
from participation.live.actions import publish
from participation.organisations.models import Organisation
from participation.places.selectors import is_official
from participation.ready import Ready
from participation.record.actions import record
from participation.refusals import BadInput, NotAllowed, SignInFirst
from volunteers.projects.policies import may_lead

from ..models import Campaign
from ..selectors.campaigns import numbers_of

_LOCKED: Ready[Campaign] = Ready(
    lambda pk: Campaign.objects.select_for_update(of=("self",)).select_related("project__municipality").filter(pk=pk)
)


def locked(campaign_id: int) -> Campaign:
    """The campaign, alone for this transaction; everything about its money takes this lock first. Raises BadInput."""
    campaign = _LOCKED.only(campaign_id)
    if campaign is None:
        raise BadInput(field="campaign")
    return campaign


def hold(person: User) -> None:
    """The person stays for this transaction: whoever leaves takes their own row first, then those of campaigns."""
    User.objects.select_for_update(no_key=True).filter(pk=person.pk).values_list("pk").first()


def led(person: object, campaign_id: int) -> Campaign:
    """The campaign, locked for a coordinator of its project. Raises SignInFirst, NotAllowed, BadInput."""
    campaign = locked(campaign_id)
    if not isinstance(person, User):
        raise SignInFirst
    if not may_lead(person, campaign.project):
        raise NotAllowed
    return campaign


def note(
    campaign: Campaign,
    kind: str,
    actor: User | None,
    *,
    organisation: Organisation | None = None,
    ref: str = "",
    data: dict[str, Any] | None = None,
    is_public: bool = True,
) -> None:
    """Record an act about the campaign. Who pledges is recorded for nobody but themselves."""
    project = campaign.project
    role = "system" if actor is None else "official" if is_official(actor, project.municipality_id) else "citizen"
    record(
        kind=kind,
        scope=project.scope,
        actor=actor,
        role=organisation.group if organisation else role,
        organisation=organisation,
        municipality_id=project.municipality_id,
        ref=ref or f"campaign.{campaign.pk}",
        data={"title": project.title, **(data or {})},
        is_public=is_public,
    )


def tell(campaign: Campaign, kind: str = "campaign.changed") -> None:
    """Tell screens the campaign's numbers after the act. The last thing an act does."""
    publish(stream=campaign.project.scope, kind=kind, data=numbers_of(campaign), ref=f"campaign.{campaign.pk}")
