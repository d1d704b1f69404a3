"""Sessions and their programmes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from participation.keys import as_ref
from participation.places.models import Municipality, Role
from participation.places.selectors import can_act

from ..models import AgendaItem, Session
from ..policies import HOSTED

PAST = (Session.State.ENDED, Session.State.PUBLISHED, Session.State.CANCELLED)


def all_sessions() -> QuerySet[Session]:
    """Every session with its municipality; all of them are public."""
    return Session.objects.select_related("municipality__region")


def list_coming(municipality: str = "") -> QuerySet[Session]:
    """What is live or announced, the next first; of one municipality by its code."""
    found = all_sessions().filter(state__in=HOSTED).order_by("starts_at", "id")
    return found.filter(municipality__code=municipality.upper()) if municipality else found


def list_past(municipality: str = "") -> QuerySet[Session]:
    """What ended or was cancelled, the newest first."""
    found = all_sessions().filter(state__in=PAST).order_by("-starts_at", "-id")
    return found.filter(municipality__code=municipality.upper()) if municipality else found


def list_about(scope: str) -> QuerySet[Session]:
    """Sessions about a consultation, the newest first."""
    return all_sessions().filter(about=scope).order_by("-starts_at", "-id")


def get_session(session_id: int) -> Session | None:
    """A session with its municipality, or None."""
    return all_sessions().filter(pk=session_id).first()


def session_exists(session_id: int) -> bool:
    """Whether there is such a session."""
    return Session.objects.filter(pk=session_id).exists()


def list_items(session: Session) -> list[AgendaItem]:
    """The programme in its order."""
    return list(session.items.order_by("position"))


def titles_of_sessions(scopes: Iterable[str]) -> dict[str, str]:
    """``{scope: title}`` of the sessions among these scopes; one query."""
    numbers = [ref[1] for scope in scopes if (ref := as_ref(scope)) and ref[0] == "session"]
    if not numbers:
        return {}
    return {f"session.{pk}": title for pk, title in Session.objects.filter(pk__in=numbers).values_list("pk", "title")}


def list_arranged_places(user: object) -> list[Municipality]:
    """The municipalities in which the person may announce a session."""
    if not can_act(user):
        return []
    theirs = Municipality.objects.filter(roles__user=user, roles__kind=Role.Kind.OFFICIAL)  # type: ignore[misc]  # somebody, checked above
    return list(theirs.order_by("name_bg", "id"))
