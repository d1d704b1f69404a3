"""Which projects there are, for whom."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable

from participation.accounts.models import User
from participation.database import contains
from participation.keys import as_ref
from participation.places.models import Municipality, Role

from ..models import BEFORE, Coordinator, Project
from ..policies import CHECKED, RUNNING

State = Project.State
PUBLIC = Q(opened_at__isnull=False, hidden_at__isnull=True)
NEWEST: tuple[str | Combinable, ...] = ("-opened_at", "-id")
MOST_WORDS = 6  # of a search


def _all() -> QuerySet[Project]:
    return Project.objects.select_related("municipality__region", "organisation", "proposer")


def public_projects() -> QuerySet[Project]:
    """What everybody may read, the newest first."""
    return _all().filter(PUBLIC).order_by(*NEWEST)


def visible_projects(viewer: object) -> QuerySet[Project]:
    """What this person may see: what is public, what they lead, and what is looked after in their municipalities.

    See ``policies.may_see``, which says the same of one.
    """
    if not isinstance(viewer, User) or not viewer.is_active:
        return public_projects()
    led = Coordinator.objects.filter(user=viewer).values("project")
    own = Role.objects.filter(user=viewer)
    checks = own.filter(kind=Role.Kind.OFFICIAL).values("municipality")
    looks_after = own.filter(kind__in=(Role.Kind.OFFICIAL, Role.Kind.MODERATOR)).values("municipality")
    waiting = Q(state__in=CHECKED, municipality__in=checks)
    hidden = Q(hidden_at__isnull=False, municipality__in=looks_after) & ~Q(state__in=BEFORE)
    return _all().filter(PUBLIC | Q(pk__in=led) | waiting | hidden).order_by(*NEWEST)


def get_project(project_id: int) -> Project | None:
    """A project whoever may see it, or None."""
    return _all().select_related("thread", "consultation", "clause").filter(pk=project_id).first()


def get_visible(project_id: int, viewer: object) -> Project | None:
    """The same; None for whom it is not there."""
    found = visible_projects(viewer).select_related("thread", "consultation", "clause")
    return found.filter(pk=project_id).order_by().first()


def list_own(person: object) -> QuerySet[Project]:
    """What the person leads, in every state, the newest first; nothing for nobody."""
    if not isinstance(person, User):
        return Project.objects.none()
    return _all().filter(coordinators__user=person).order_by("-created_at", "-id")


def list_waiting(official: object, municipality_id: int | None = None) -> QuerySet[Project]:
    """What waits for a check in the municipalities of an official, in the order in which it was sent."""
    if not isinstance(official, User):
        return Project.objects.none()
    theirs = Role.objects.filter(user=official, kind=Role.Kind.OFFICIAL).values("municipality")
    found = _all().filter(state=State.SUBMITTED, municipality__in=theirs)
    if municipality_id is not None:
        found = found.filter(municipality=municipality_id)
    return found.order_by("submitted_at", "id")


def list_checked(official: object) -> QuerySet[Project]:
    """What officials of the person's municipalities have decided on, the newest decision first."""
    if not isinstance(official, User):
        return Project.objects.none()
    theirs = Role.objects.filter(user=official, kind=Role.Kind.OFFICIAL).values("municipality")
    known = _all().filter(municipality__in=theirs).exclude(state__in=(State.DRAFT, State.SUBMITTED))
    return known.order_by("-submitted_at", "-id")


def list_of_consultation(consultation_id: int) -> QuerySet[Project]:
    """Public projects that serve the consultation, the newest first."""
    return public_projects().filter(consultation=consultation_id)


def list_of_organisation(organisation_id: int) -> QuerySet[Project]:
    """Public projects of the organisation, the newest first."""
    return public_projects().filter(organisation=organisation_id)


def list_running(municipality: str = "") -> QuerySet[Project]:
    """Public projects that are open or under way, the newest first; of one municipality by its code."""
    found = public_projects().filter(state__in=RUNNING)
    return found.filter(municipality__code=municipality.upper()) if municipality else found


def matching(projects: QuerySet[Project], search: str) -> QuerySet[Project]:
    """Those with every one of the words (the first six) in their title or summary."""
    for word in search.split()[:MOST_WORDS]:
        projects = projects.filter(contains("title", word) | contains("summary", word))
    return projects


def titles_of_projects(scopes: Iterable[str]) -> dict[str, str]:
    """``{scope: title}`` of the public projects among these scopes; one query."""
    numbers = [ref[1] for scope in scopes if (ref := as_ref(scope)) and ref[0] == "project"]
    if not numbers:
        return {}
    found = Project.objects.filter(PUBLIC, pk__in=numbers)
    return {f"project.{pk}": title for pk, title in found.values_list("pk", "title")}


def unknown_projects(scopes: Iterable[str]) -> set[str]:
    """Of these scopes of projects, those that the public does not know (any more). One query, none for none."""
    wanted = {scope for scope in scopes if (ref := as_ref(scope)) and ref[0] == "project"}
    return wanted - set(titles_of_projects(wanted))


def list_proposable_places() -> QuerySet[Municipality]:
    """Where a project can be proposed: the municipalities that take part."""
    return Municipality.objects.select_related("region").filter(is_live=True).order_by("name_bg", "id")
