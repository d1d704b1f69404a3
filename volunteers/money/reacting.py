"""Whom acts about money are told to."""

from __future__ import annotations

from participation.keys import as_ref
from participation.notifications.actions import notify, notify_all
from participation.notifications.selectors import followers_of
from participation.places.models import Role
from participation.record.models import Act
from volunteers.projects.models import Coordinator, Project
from volunteers.projects.policies import is_own

from .models import Payout, Pledge
from .telling import (
    CHANGE_FAILED,
    FAILED,
    GIVEN,
    GIVEN_BACK,
    MADE,
    PAYOUT_APPROVED,
    PAYOUT_ASKED,
    PAYOUT_REFUSED,
    WAITS,
)

FOLLOWED = ("campaign.opened", "campaign.funded", "campaign.not_funded")
OF_PLEDGES = (GIVEN, GIVEN_BACK, FAILED, CHANGE_FAILED)
PLEDGED = (MADE,)
OF_PAYOUTS = (PAYOUT_ASKED, PAYOUT_APPROVED, PAYOUT_REFUSED)


def tell_followers(act: Act) -> None:
    """Everybody who follows the project is told, once; but not the one who did it."""
    project = _project(act.scope)
    if project is None:
        return
    people = [pk for pk in followers_of(act.scope) if pk != act.actor_id]
    data = {"title": project.title}
    notify_all(user_ids=people, kind=act.kind, data=data, url=project.get_absolute_url(), key=f"act.{act.pk}")


def tell_of_payout(act: Act) -> None:
    """What was asked, to the officials who may decide; what was decided, to the coordinators. Once."""
    named = as_ref(act.ref)
    payout = Payout.objects.select_related("campaign__project").filter(pk=named[1]).first() if named else None
    if payout is None:
        return
    project = payout.campaign.project
    if act.kind == PAYOUT_ASKED:
        officials = Role.objects.filter(municipality=project.municipality_id, kind=Role.Kind.OFFICIAL)
        people = [role.user_id for role in officials.select_related("user") if not is_own(role.user, project)]
        url = f"/work/projects/{project.pk}/"
    else:
        people = list(Coordinator.objects.filter(project=project).values_list("user_id", flat=True))
        url = project.get_absolute_url()
    data = {"title": project.title, "cents": str(payout.cents), "reason": payout.reason}
    notify_all(user_ids=people, kind=act.kind, data=data, url=url, key=f"act.{act.pk}")


def tell_donor(act: Act) -> None:
    """What became of a pledge, to whoever made it; to nobody once they have left."""
    if (pledge := _pledge(act)) is not None:
        _tell(act, pledge, act.kind)


def tell_what_to_transfer(act: Act) -> None:
    """Whoever pledged by transfer finds account and reference again, while the money is still to come. Once."""
    pledge = _pledge(act)
    if pledge is not None and pledge.provider == "transfer" and pledge.state == Pledge.State.PLEDGED:
        _tell(act, pledge, WAITS)


def _tell(act: Act, pledge: Pledge, kind: str) -> None:
    project = _project(act.scope)
    if project is None or pledge.person_id is None:
        return
    data = {"title": project.title, "cents": str(act.data.get("cents", pledge.cents))}
    notify(user_id=pledge.person_id, kind=kind, data=data, url=f"/pledges/{pledge.pk}/", key=f"act.{act.pk}")


def _pledge(act: Act) -> Pledge | None:
    named = as_ref(act.ref)
    return Pledge.objects.filter(pk=named[1]).first() if named else None


def _project(scope: str) -> Project | None:
    kind, number = as_ref(scope) or ("", 0)
    return Project.objects.filter(pk=number).first() if kind == "project" else None
