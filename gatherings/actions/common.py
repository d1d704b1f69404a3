"""What every act in a session has in common: the session locked, the board told, the act recorded."""

from __future__ import annotations

from typing import Any

from participation.accounts.models import User
from participation.live.actions import publish
from participation.organisations.models import Organisation
from participation.places.models import Role
from participation.places.selectors import has_role, is_official
from participation.record.actions import record
from participation.refusals import BadInput, NotAllowed, SignInFirst

from ..models import Session
from ..policies import may_arrange, may_host
from ..selectors.floor import board_of


def locked(session_id: int) -> Session:
    """The session, alone for this transaction: in a room people act one after the other. Raises BadInput."""
    session = (
        Session.objects.select_for_update(of=("self",)).select_related("municipality").filter(pk=session_id).first()
    )
    if session is None:
        raise BadInput
    return session


def hosted(host: object, session_id: int) -> Session:
    """The session, locked for one of its hosts. Raises SignInFirst, NotAllowed."""
    session = locked(session_id)
    if not isinstance(host, User):
        raise SignInFirst
    if not may_host(host, session):
        raise NotAllowed
    return session


def arranged(official: object, session_id: int) -> Session:
    """The session, locked for an official of its municipality. Raises SignInFirst, NotAllowed."""
    session = locked(session_id)
    if not isinstance(official, User):
        raise SignInFirst
    if not may_arrange(official, session.municipality_id):
        raise NotAllowed
    return session


def role_of(user: User, municipality_id: int) -> str:
    """In which role a host acts."""
    if is_official(user, municipality_id):
        return str(Role.Kind.OFFICIAL)
    return str(Role.Kind.MODERATOR) if has_role(user, municipality_id, Role.Kind.MODERATOR) else "citizen"


def note(
    session: Session,
    kind: str,
    actor: User | None,
    *,
    role: str = "",
    organisation: Organisation | None = None,
    ref: str = "",
    data: dict[str, Any] | None = None,
    is_public: bool = True,
) -> None:
    """Record an act of the session."""
    record(
        kind=kind,
        scope=session.scope,
        actor=actor,
        role=role or (role_of(actor, session.municipality_id) if actor else "system"),
        organisation=organisation,
        municipality_id=session.municipality_id,
        ref=ref or session.scope,
        data={"title": session.title, **(data or {})},
        is_public=is_public,
    )


def tell_board(session: Session, kind: str) -> None:
    """Tell screens the state of the room after the act. The last thing an act does."""
    publish(stream=session.scope, kind=kind, data=board_of(session), ref=f"board.{session.pk}")
