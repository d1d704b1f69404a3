"""Which polls there are, for whom, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat

from participation.accounts.models import User
from participation.database import DatabaseNow
from participation.places.models import Role

from ..grounds import led_by, standing
from ..models import Poll

PREPARED, OPEN, CLOSED = "prepared", "open", "closed"
STATES = (PREPARED, OPEN, CLOSED)


def with_state(polls: QuerySet[Poll]) -> QuerySet[Poll]:
    """Each with its ``state`` by the database's clock, its window, municipality, author and options at hand."""
    ended = Q(window__stopped_at__isnull=False) | Q(window__sealed_at__isnull=False)
    state = Case(
        When(Q(window__opens_at=None) | Q(window__opens_at__gt=DatabaseNow()), then=Value(PREPARED)),
        When(ended | Q(window__closes_at__lte=DatabaseNow()), then=Value(CLOSED)),
        default=Value(OPEN),
        output_field=CharField(),
    )
    at_hand = polls.select_related("window", "municipality", "author", "anchor").prefetch_related("options__question")
    return at_hand.annotate(state=state)  # type: ignore[no-redef]  # declared on the model


def visible_to(user: object) -> QuerySet[Poll]:
    """Polls that the person may know of: none that is hidden, or on something that is; before a poll opens those who
    may open it.
    """
    known = Q(window__opens_at__lte=DatabaseNow())
    if isinstance(user, User):
        kinds = (Role.Kind.OFFICIAL, Role.Kind.MODERATOR)
        staffed = Role.objects.filter(user=user, kind__in=kinds).values("municipality")
        known |= Q(municipality__in=staffed) | (Q(author=user) & ~Q(about="")) | led_by(user)
    return standing(Poll.objects.filter(known, hidden_at=None))


def get_poll(poll_id: int, *, viewer: object = None) -> Poll | None:
    """The poll with its state, if the viewer may know of it."""
    return with_state(visible_to(viewer)).filter(pk=poll_id).first()


def list_polls(*, viewer: object = None, state: str = "", municipality: str = "", about: str = "") -> QuerySet[Poll]:
    """Polls, newest first, by state (one of STATES), the municipality's code, and what they belong to."""
    found = with_state(visible_to(viewer)).order_by("-id")
    if state in STATES:
        found = found.filter(state=state)  # type: ignore[misc]  # annotated by with_state
    if municipality:
        found = found.filter(municipality__code=municipality.upper())
    return found.filter(about=about) if about else found


def open_first(polls: QuerySet[Poll]) -> QuerySet[Poll]:
    """What one can vote in before what is over; each newest first."""
    return polls.order_by(Case(When(state="open", then=0), default=1), "-id")


def asked_about(kind: str) -> Exists:
    """For a query of things of this kind ("topic"): whether any poll belongs to each, in whatever state."""
    scope = Concat(Value(f"{kind}."), Cast(OuterRef("pk"), CharField()))
    return Exists(Poll.objects.filter(about=scope).exclude(about=""))


def polls_about(about: str, *, viewer: object = None) -> QuerySet[Poll]:
    """The polls that belong to this thing, in the order in which they were asked."""
    return with_state(visible_to(viewer)).filter(about=about).order_by("id")


def hidden_polls(numbers: Iterable[int]) -> set[int]:
    """Those of the polls that a moderator has hidden, by themselves or with what they stand on; one query, none for none."""
    wanted = list(numbers)
    if not wanted:
        return set()
    shown = standing(Poll.objects.filter(pk__in=wanted, hidden_at=None))
    return set(Poll.objects.filter(pk__in=wanted).exclude(pk__in=shown.values("pk")).values_list("pk", flat=True))


def titles_of_polls(numbers: Iterable[int]) -> dict[int, str]:
    """``{number: title}`` of those that everybody reads; one query."""
    found = visible_to(None).filter(pk__in=list(numbers))
    return dict(found.order_by().values_list("pk", "title"))
