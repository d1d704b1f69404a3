"""Who hosts a session besides the officials and moderators of its municipality."""

from __future__ import annotations

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from participation.accounts.models import User
from participation.organisations.models import Organisation, Representative

from ..models import Session, SessionHost


def list_hosts(session: Session) -> QuerySet[SessionHost]:
    """Who was named to host it, in the order of naming."""
    return session.named_hosts.select_related("user").order_by("at", "id")


def list_eligible(session: Session) -> list[tuple[int, str]]:
    """Whom one may name: who speaks for an organisation that the municipality vouches for, with its name; once each.

    Nobody else of the municipality is listed: where people live, and that they have an account, is theirs to tell.
    """
    named = session.named_hosts.values("user")
    ties = (
        Representative.objects.filter(
            organisation__municipality=session.municipality_id, organisation__state=Organisation.State.VOUCHED,
            user__is_active=True,
        )
        .exclude(user__in=named)
        .select_related("user", "organisation")
        .order_by("user__display_name", "user", "organisation__name")
    )  # fmt: skip
    found: dict[int, list[str]] = {}
    for tie in ties:
        found.setdefault(tie.user_id, [tie.user.display_name]).append(tie.organisation.name)
    return [(pk, f"{name} ({', '.join(bodies)})") for pk, (name, *bodies) in found.items()]


def led_scopes(person: User) -> QuerySet[SessionHost, str]:
    """The scopes of the sessions that the person was named to host, for a subquery."""
    scope = Concat(Value("session."), Cast("session_id", CharField()))
    return SessionHost.objects.filter(user=person).annotate(scope=scope).values_list("scope", flat=True)
