"""Planning and opening a campaign."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.refusals import BadInput, Closed, NotAllowed, NotYetOpen, Refused, SignInFirst, Words, refuse_all
from volunteers.projects.models import Project
from volunteers.projects.policies import RUNNING, may_lead

from ..amounts import HIGHEST_GOAL, LEAST
from ..models import Campaign
from .common import led, note, tell

Kind, State = Campaign.Kind, Campaign.State
LATEST = _("It has to close before the project begins: what was promised must be there by then.")


@transaction.atomic
def plan_campaign(
    *,
    person: object,
    project_id: int,
    closes_at: datetime,
    minimum_cents: int = 0,
    optimum_cents: int | None = None,
    kind: str = Kind.ALL_OR_NOTHING,
) -> Campaign:
    """The project has a campaign that nobody but its team sees yet. Coordinators, at any time before the project is over.

    Raises SignInFirst, NotAllowed, BadInput by field, also where there is one already.
    """
    project = _project_of(person, project_id)
    made = Campaign(
        project=project,
        kind=kind,
        minimum_cents=minimum_cents,
        optimum_cents=optimum_cents,
        closes_at=closes_at,
    )
    refuse_all(_wrong(made, db_now()))
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        if Campaign.objects.filter(project=project).exists():
            raise BadInput(_("The project has a campaign already.")) from error
        raise
    return made


@transaction.atomic
def change_campaign(*, person: object, campaign_id: int, **fields: Any) -> Campaign:
    """Kind, minimum, optimum and end are others, until it is opened. Raises SignInFirst, NotAllowed, Closed, BadInput."""
    campaign = led(person, campaign_id)
    if campaign.state != State.PLANNED:
        raise Closed(_("The campaign was opened: what people pledged for stays as it was."))
    for name in ("kind", "minimum_cents", "optimum_cents", "closes_at"):
        if name in fields:
            setattr(campaign, name, fields[name])
    refuse_all(_wrong(campaign, db_now()))
    campaign.save()
    return campaign


@transaction.atomic
def open_campaign(*, person: object, campaign_id: int) -> Campaign:
    """Pledges can be made from now on, and everybody sees it. Coordinators, after the municipality opened the project.

    Raises SignInFirst, NotAllowed, NotYetOpen, Closed, BadInput where its time no longer fits.
    """
    campaign = led(person, campaign_id)
    assert isinstance(person, User)
    if campaign.state == State.OPEN:
        return campaign
    if campaign.state != State.PLANNED:
        raise Closed(_("The campaign is over."))
    if refusal := _refusal_to_open(campaign):
        raise refusal
    now = db_now()
    refuse_all(_wrong(campaign, now))
    campaign.state, campaign.opened_at, campaign.opened_by = State.OPEN, now, person
    campaign.save(update_fields=["state", "opened_at", "opened_by"])
    note(campaign, "campaign.opened", person)
    tell(campaign, "campaign.opened")
    return campaign


def _refusal_to_open(campaign: Campaign) -> Refused | None:
    project = campaign.project
    if project.opened_at is None:
        return NotYetOpen(_("The municipality has not opened the project yet."))
    if project.state not in RUNNING:
        return Closed(_("The project is over."))
    if campaign.kind == Kind.ALL_OR_NOTHING and project.state != Project.State.OPEN:
        return Closed(_("The project has begun: it is too late to collect for all or nothing."))
    return None


def _project_of(person: object, project_id: int) -> Project:
    project = Project.objects.select_for_update(of=("self",)).select_related("municipality").filter(pk=project_id)
    found = project.first()
    if found is None:
        raise BadInput(field="project")
    if not isinstance(person, User):
        raise SignInFirst
    if not may_lead(person, found):
        raise NotAllowed
    if found.state in (Project.State.FINISHED, Project.State.ENDED, Project.State.REFUSED):
        raise Closed(_("The project is over."))
    return found


def _wrong(campaign: Campaign, now: datetime) -> dict[str, Words]:
    """What does not fit, by field."""
    wrong: dict[str, Words] = {}
    project, minimum, optimum = campaign.project, campaign.minimum_cents, campaign.optimum_cents
    if campaign.kind not in Kind.values:
        wrong["kind"] = _("Choose one of the two kinds.")
    elif campaign.kind == Kind.KEEP and not project.by_municipality:
        wrong["kind"] = _("Only the municipality's own projects may use whatever comes together.")
    if campaign.kind == Kind.KEEP and minimum:
        wrong["minimum_cents"] = _("What comes together is used: there is no minimum.")
    elif campaign.kind != Kind.KEEP and not LEAST <= minimum <= HIGHEST_GOAL:
        wrong["minimum_cents"] = _("The minimum is between 1 and 10,000,000 euro.")
    if optimum is not None and not max(minimum, LEAST) <= optimum <= HIGHEST_GOAL:
        wrong["optimum_cents"] = _("The optimum is not less than the minimum.")
    if campaign.closes_at <= now:
        wrong["closes_at"] = _("The end is in the past.")
    elif campaign.kind == Kind.ALL_OR_NOTHING and project.starts_on is not None:
        zone = ZoneInfo(project.municipality.timezone)
        if campaign.closes_at.astimezone(zone).date() >= project.starts_on:
            wrong["closes_at"] = LATEST
    return wrong
