"""Where a consultation stands: the officials' stage together with the database's clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from participation.accounts.models import User
from participation.database import DatabaseNow
from participation.keys import as_ref
from participation.places.models import Role
from participation.places.selectors import is_official

from ..models import Consultation

State = Consultation.State
Stage = Consultation.Stage


def _state_by_clock() -> Case:
    now, published = DatabaseNow(), Q(stage=Stage.PUBLISHED)
    return Case(
        When(published & Q(window__opens_at__gt=now), then=Value(State.ANNOUNCED.value)),
        When(published & Q(window__sealed_at=None, window__closes_at__gt=now), then=Value(State.OPEN.value)),
        When(published & Q(window__closes_at=None), then=Value(State.OPEN.value)),
        When(published, then=Value(State.CLOSED.value)),
        default=F("stage"),
        output_field=CharField(),
    )


STATE_BY_CLOCK = _state_by_clock()  # put together once: every query resolves a copy of it


def with_state(consultations: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """Each with ``state`` (a value of Consultation.State), told by the database's clock at this query."""
    return consultations.annotate(state=STATE_BY_CLOCK)  # type: ignore[no-redef]  # declared on the model


def state_at(consultation: Consultation, now: datetime) -> str:
    """The same, of one consultation with its window at hand, at a moment of the database's clock."""
    if consultation.stage != Stage.PUBLISHED:
        return consultation.stage
    window = consultation.window
    if window.opens_at is None or window.opens_at > now:
        return State.ANNOUNCED.value
    if window.sealed_at is None and (window.closes_at is None or window.closes_at > now):
        return State.OPEN.value
    return State.CLOSED.value


def visible_to(user: object) -> QuerySet[Consultation]:
    """What this person may know of: everything published, and the preparations of their own municipalities."""
    everything = Consultation.objects.select_related("municipality__region", "window")
    public = ~Q(stage=Stage.PREPARING)
    if not isinstance(user, User):
        return everything.filter(public)
    theirs = Role.objects.filter(user=user, kind=Role.Kind.OFFICIAL).values("municipality")
    return everything.filter(public | Q(municipality__in=theirs))


def unknown_scopes(scopes: Iterable[str]) -> set[str]:
    """Of these scopes of consultations, those the public does not know (any more). One query, none for none."""
    wanted = {ref[1]: scope for scope in scopes if (ref := as_ref(scope)) and ref[0] == "consultation"}
    if not wanted:
        return set()
    known = Consultation.objects.filter(pk__in=wanted).exclude(stage=Stage.PREPARING).values_list("pk", flat=True)
    return {wanted[pk] for pk in wanted.keys() - set(known)}


def may_know(user: object, *, stage: str, municipality_id: int) -> bool:
    """``visible_to`` for one consultation of which stage and municipality are at hand."""
    return stage != Stage.PREPARING or is_official(user, municipality_id)
