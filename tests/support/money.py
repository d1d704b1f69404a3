"""Projects that ask for money, and people who give."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

from forums.models import Thread
from participation.accounts.models import User
from participation.database import db_now
from participation.places.models import Municipality
from tests.support import factories as make
from volunteers.money.actions.campaigns import open_campaign, plan_campaign
from volunteers.money.actions.pledging import pledge_money
from volunteers.money.models import Attempt, Campaign, Pledge, Treasury
from volunteers.projects.models import Coordinator, Project

_numbers = itertools.count(1)


def project(
    municipality: Municipality | None = None, *, lead: User | None = None, is_open: bool = True, **fields: Any
) -> Project:
    """A project that looks for people and money, led by somebody, beginning in two months."""
    municipality, lead = municipality or make.place(), lead or make.person("Румен Водач")
    now = db_now()
    state = Project.State.OPEN if is_open else Project.State.SUBMITTED
    values = {"title": "Пейки край морето", "state": state, "opened_at": now if is_open else None, **fields}
    values = {"starts_on": (now + timedelta(days=60)).date(), "ends_on": (now + timedelta(days=90)).date(), **values}
    thread = Thread.objects.create(scope="project", stream="project", ref=f"project.{next(_numbers)}")
    made = Project.objects.create(municipality=municipality, proposer=lead, thread=thread, **values)
    Coordinator.objects.create(project=made, user=lead)
    return made


def campaign(of: Project | None = None, *, is_open: bool = True, **fields: Any) -> Campaign:
    """Its campaign, all or nothing from 100 euro on, open for thirty days unless told otherwise."""
    of = of or project()
    lead = of.coordinators.select_related("user").order_by("pk")[0].user
    values = {"minimum_cents": 10_000, "closes_at": db_now() + timedelta(days=30), **fields}
    made = plan_campaign(person=lead, project_id=of.pk, **values)
    if is_open:
        open_campaign(person=lead, campaign_id=made.pk)
    return Campaign.objects.select_related("project__municipality").get(pk=made.pk)


def pledge(to: Campaign, cents: int = 5_000, person: User | None = None, **fields: Any) -> Pledge:
    """Somebody pledges, with the demonstration's provider unless told otherwise."""
    if fields.get("provider") == "transfer":
        said = {"holder": "Община Каварна", "iban": "BG80BNBG96611020345678"}
        Treasury.objects.get_or_create(municipality=to.project.municipality, defaults=said)
    values = {"provider": "dummy", "client_key": f"form-{next(_numbers)}", **fields}
    return pledge_money(person=person or make.person(), campaign_id=to.pk, cents=cents, **values)


def end(what: Campaign, *, seconds_ago: float = 1) -> None:
    """Move its closing moment into the past of the database's clock."""
    Campaign.objects.filter(pk=what.pk).update(closes_at=db_now() - timedelta(seconds=seconds_ago))


def make_due() -> None:
    """Claims have run out, and waits are over."""
    Attempt.objects.filter(done_at=None).update(due_at=db_now() - timedelta(seconds=1))
