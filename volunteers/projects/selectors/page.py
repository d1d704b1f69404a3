"""One project as a page or a program shows it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.db.models import Exists, OuterRef, QuerySet

from forums.kept import kept
from forums.models import Post
from forums.selectors import PostView, list_posts
from participation.accounts.models import User
from participation.live.selectors import Head
from participation.notifications.models import Follow
from participation.places.models import Role
from participation.places.selectors import can_act

from .. import policies
from ..hooks import figures_of
from ..models import BudgetLine, Check, Coordinator, Goal, Need, Offer, Project, Report, Update
from .telling import STANDING, count_offers


@dataclass(frozen=True)
class NeedView:
    """A thing that is needed: how many of it are offered, accepted, brought and still missing."""

    need: Need
    offered: int
    accepted: int
    brought: int
    missing: int
    own: Offer | None = None  # the viewer's offer that stands, or the last one that was brought

    @property
    def promised(self) -> int:
        """What nobody else need bring."""
        return self.offered + self.accepted + self.brought


@dataclass(frozen=True)
class Standing:
    """What the viewer may do; nothing for nobody."""

    leads: bool = False
    may_change: bool = False
    may_check: bool = False
    may_end: bool = False
    may_offer: bool = False
    may_ask: bool = False
    follows: bool = False
    is_official: bool = False


@dataclass(frozen=True)
class PageView:
    """A project whole."""

    project: Project
    goals: list[Goal]
    budget: list[BudgetLine]
    needs: list[NeedView]
    coordinators: list[Coordinator]
    updates: list[Update]
    checks: list[Check]  # the newest first; others than its team and the officials see the one that opened it
    report: Report | None
    figures: dict[str, int]  # what the rooms above count of it, such as "helpers"
    standing: Standing = field(default_factory=Standing)

    @property
    def budget_cents(self) -> int:
        """What everything together would cost, in euro cents."""
        return sum(line.cents for line in self.budget)

    @property
    def check(self) -> Check | None:
        """The newest decision of the municipality that the viewer may read."""
        return self.checks[0] if self.checks else None


def page_of(project: Project, viewer: object, head: Head | None = None) -> PageView:
    """The project as the viewer may read it; the same number of queries however much belongs to it.

    Where its stream stands at ``head``, what is the same for every reader is asked once (``forums/kept.py``).
    """
    standing = standing_of(project, viewer)
    if head is None or not is_shared(project, standing):
        shared = _shared(project)
    else:
        shared = kept(head, ("page", project.state), lambda: _shared(project))
    checks = _checks(project) if standing.leads or standing.is_official else shared.checks
    own = _own_offers([one.need for one in shared.needs], viewer)
    needs = [replace(one, own=own.get(one.need.pk)) for one in shared.needs]
    return replace(shared, project=project, needs=needs, checks=checks, standing=standing)


def is_shared(project: Project, standing: Standing) -> bool:
    """Whether the viewer may be shown what was asked for another reader: not those who lead it, nor before it is public."""
    return not standing.leads and project.opened_at is not None and project.hidden_at is None


def _shared(project: Project) -> PageView:
    """What every reader sees of it."""
    return PageView(
        project=project,
        goals=list(project.goals.all()),
        budget=list(project.budget.all()),
        needs=needs_of(project),
        coordinators=list_coordinators(project),
        updates=list(list_updates(project)),
        checks=[one for one in _checks(project) if one.outcome == Check.Outcome.OPENED],
        report=get_report(project),
        figures=figures_of([project.pk])[project.pk],
    )


def standing_of(project: Project, viewer: object) -> Standing:
    """What the viewer may do now."""
    if not isinstance(viewer, User):
        return Standing()
    leads, official, follows = _ties(viewer, project)
    acts = can_act(viewer, project.municipality_id)
    is_own = leads or project.proposer_id == viewer.pk
    runs = project.state in policies.RUNNING and project.hidden_at is None
    return Standing(
        leads=leads,
        may_change=leads and acts and policies.refusal_to_change(project) is None,
        may_check=official and not is_own and project.state == Project.State.SUBMITTED,
        may_end=((leads and acts) or official) and project.state in policies.RUNNING,
        may_offer=acts and runs,
        may_ask=acts and policies.refusal_to_ask(project) is None,
        follows=follows,
        is_official=official,
    )


def _ties(viewer: User, project: Project) -> tuple[bool, bool, bool]:
    """Whether the viewer coordinates it, is an official of its municipality, follows it. One query for what
    ``policies.leads``, ``is_official`` and ``is_following`` ask one after the other.
    """
    leads = Coordinator.objects.filter(user=OuterRef("pk"), project=project.pk)
    role = Role.objects.filter(user=OuterRef("pk"), municipality=project.municipality_id, kind=Role.Kind.OFFICIAL)
    follows = Follow.objects.filter(user=OuterRef("pk"), scope=project.scope)
    found = User.objects.filter(pk=viewer.pk).values_list(Exists(leads), Exists(role), Exists(follows)).first()
    is_leading, is_official, is_following = found or (False, False, False)
    return is_leading, is_official and can_act(viewer), is_following


def needs_of(project: Project, viewer: object = None) -> list[NeedView]:
    """What it needs, in order, with the viewer's own offers; three queries."""
    needs = list(project.needs.all())
    counts, own = count_offers(needs), _own_offers(needs, viewer)
    return [NeedView(need, **counts[need.pk], own=own.get(need.pk)) for need in needs]


def list_coordinators(project: Project) -> list[Coordinator]:
    """Who leads it, with their names, in the order of naming."""
    return list(project.coordinators.select_related("user").order_by("since", "id"))


def list_updates(project: Project) -> QuerySet[Update]:
    """Its news that can be read, the newest first."""
    found = project.updates.filter(hidden_at=None, removed_at=None).select_related("author", "organisation")
    return found.order_by("-at", "-id")


def get_update(update_id: int, viewer: object) -> Update | None:
    """News of a project that the viewer may see; None otherwise."""
    found = Update.objects.select_related("project__municipality", "author", "organisation")
    update = found.filter(pk=update_id, hidden_at=None, removed_at=None).first()
    return update if update is not None and policies.may_see(viewer, update.project) else None


def get_report(project: Project) -> Report | None:
    """What became of it, once that is told."""
    return Report.objects.select_related("author").filter(project=project).first()


def list_offers(project: Project) -> QuerySet[Offer]:
    """What was offered, for those who lead it: what waits for an answer first, then the newest."""
    found = Offer.objects.filter(need__project=project).select_related("need__project", "user", "organisation")
    return found.order_by("answered_at", "-at", "-id")


def list_own_offers(person: object) -> QuerySet[Offer]:
    """What the person offered, the newest first, of projects that can still be read."""
    if not isinstance(person, User):
        return Offer.objects.none()
    found = Offer.objects.filter(user=person, need__project__hidden_at=None)
    return found.select_related("need__project__municipality", "organisation").order_by("-at", "-id")


def get_offer(offer_id: int, project: Project) -> Offer | None:
    """An offer to this project, or None."""
    found = Offer.objects.select_related("need__project", "user", "organisation")
    return found.filter(pk=offer_id, need__project=project).first()


def get_need(need_id: int, project: Project) -> Need | None:
    """A need of this project, or None."""
    return Need.objects.filter(pk=need_id, project=project).first()


def list_questions(project: Project, *, viewer: object = None, head: Head | None = None) -> list[PostView]:
    """What was asked and said about it, as a tree; four queries at most, one where ``head`` says that nothing changed."""
    return list_posts(project.thread_id, viewer=viewer, head=head)


def get_question(post_id: int, project: Project) -> Post | None:
    """Something said about this project that can be read, or None."""
    found = Post.objects.select_related("author", "organisation", "thread")
    return found.filter(pk=post_id, thread=project.thread_id, hidden_at=None, deleted_at=None).first()


def project_of_thread(scope: str, viewer: object) -> Project | None:
    """The project whose conversation has this scope, where the viewer may see it."""
    kind, _dot, number = scope.partition(".")
    found = Project.objects.filter(pk=int(number)).first() if kind == "project" and number.isdigit() else None
    return found if found is not None and policies.may_see(viewer, found) else None


def _checks(project: Project) -> list[Check]:
    return list(project.checks.select_related("by").order_by("-at", "-id"))


def _own_offers(needs: list[Need], viewer: object) -> dict[int, Offer]:
    if not isinstance(viewer, User) or not needs:
        return {}
    shown = (*STANDING, Offer.State.BROUGHT)
    offers = Offer.objects.filter(need__in=needs, user=viewer, state__in=shown).order_by("at", "id")
    own: dict[int, Offer] = {}
    for offer in offers:
        if offer.need_id not in own or own[offer.need_id].state not in STANDING:
            own[offer.need_id] = offer
    return own
