"""Who may do what with money, and when."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.organisations.speakers import may_speak_for
from participation.places.selectors import can_act, is_official
from participation.refusals import Closed, NotAllowed, NotYetOpen, Refused
from volunteers.projects.models import Project
from volunteers.projects.policies import HIDDEN as PROJECT_HIDDEN
from volunteers.projects.policies import NOT_OPEN, RUNNING, is_own, may_lead
from volunteers.register.selectors.applications import helpers_of

from .amounts import TWO_OFFICIALS_FROM
from .models import Campaign, Payout, Pledge, Pool

OVER = _("The campaign has closed. Pledges can no longer be made, changed or taken back.")
NOT_BEGUN = _("The campaign has not been opened yet.")
HIDDEN = _("A moderator has hidden this project: while that stands no money is collected for it.")
ACCOUNTS_FOR = timedelta(days=90)  # after its end what a project spent is still entered and mended
ACCOUNTS_ARE_MADE = _("The project ended more than 90 days ago: its expenses stay as they are.")
STANDING = (Pledge.State.PLEDGED, Pledge.State.AUTHORISED)


def may_decide_payout(user: object, payout: Payout) -> bool:
    """Whether the person is an official of the municipality with no part in the project or in what is asked."""
    project = payout.campaign.project
    if not isinstance(user, User) or payout.by_id == user.pk or has_part(user, project):
        return False
    return is_official(user, project.municipality_id)


def may_see_payouts(user: object, project: Project) -> bool:
    """Whether the person is told of each payout and its account: coordinators and officials."""
    return may_lead(user, project) or is_official(user, project.municipality_id)


def may_refund(user: object, project: Project) -> bool:
    """Whether the person gives money back: officials who have no part in the project."""
    return is_official(user, project.municipality_id) and not has_part(user, project)


def has_part(user: object, project: Project) -> bool:
    """Whether the project is the person's as well: they proposed or lead it, or are among those who help."""
    if not isinstance(user, User):
        return False
    return is_own(user, project) or helpers_of([project.pk]).filter(user=user).exists()


def may_keep_account(user: object, municipality_id: int) -> bool:
    """Whether the person uploads statements of the municipality's account and settles their lines: its officials."""
    return is_official(user, municipality_id)


def may_manage_pool(user: object, municipality_id: int, organisation_id: int | None) -> bool:
    """Whether the person sets a pool up and ends it: officials, or who speaks for the business whose money it is."""
    if organisation_id is None:
        return is_official(user, municipality_id)
    return isinstance(user, User) and can_act(user, municipality_id) and may_speak_for(user, organisation_id)


def may_end_pool(user: object, pool: Pool) -> bool:
    """The same for a pool that is there."""
    return may_manage_pool(user, pool.municipality_id, pool.organisation_id)


def approvals_needed(payout: Payout) -> int:
    """Two officials for a large sum, and where the money goes to another account than last time; otherwise one."""
    return 2 if payout.cents > TWO_OFFICIALS_FROM or payout.is_other_account else 1


def refusal_to_pledge(campaign: Campaign, now: datetime) -> Refused | None:
    """Why nobody can pledge, change or take back now; None while the campaign is open."""
    if campaign.project.hidden_at is not None:
        return Closed(HIDDEN)
    if campaign.state == Campaign.State.PLANNED:
        return NotYetOpen(NOT_BEGUN)
    if campaign.state != Campaign.State.OPEN or campaign.closes_at <= now or campaign.project.state not in RUNNING:
        return Closed(OVER)
    return None


def refusal_to_account(project: Project, now: datetime) -> Refused | None:
    """Why no expense is entered or changed now; None while the project runs, and for 90 days after its end."""
    if project.hidden_at is not None:
        return NotAllowed(PROJECT_HIDDEN)
    if project.state in RUNNING:
        return None
    over = project.finished_at or project.ended_at
    if over is None:
        return Closed(NOT_OPEN)
    return None if now < over + ACCOUNTS_FOR else Closed(ACCOUNTS_ARE_MADE)


def may_account(user: object, project: Project, now: datetime) -> bool:
    """Whether the person enters and changes expenses now: its coordinators."""
    return refusal_to_account(project, now) is None and may_lead(user, project)


def may_see_papers(user: object, project: Project) -> bool:
    """Whether the person sees receipts and suppliers: coordinators, and the officials of the municipality."""
    return may_see_payouts(user, project)


def may_add_payout_papers(user: object, payout: Payout) -> bool:
    """Whether the person adds papers to what was asked and takes them away: its coordinators, until it is decided."""
    return payout.state == Payout.State.ASKED and may_lead(user, payout.campaign.project)
