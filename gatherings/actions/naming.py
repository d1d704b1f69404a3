"""Naming people who host one session, and taking that back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.notifications.actions import notify
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst
from participation.retries import there_before

from ..models import Session, SessionHost
from ..policies import may_name_hosts
from ..selectors.hosts import list_eligible
from ..telling import NAMED
from .common import locked, note

MOST = 10


@transaction.atomic
def name_host(*, by: object, session_id: int, person_id: int) -> SessionHost:
    """The person hosts this session from now on, as officials and moderators do, and is told; harmless if they did.

    Raises SignInFirst, NotAllowed but for officials and moderators there, Closed once the minutes are published or the
    session was cancelled, BadInput for whoever speaks for no organisation of the municipality.
    """
    session = _named(by, session_id)
    assert isinstance(by, User)
    if session.state in (Session.State.PUBLISHED, Session.State.CANCELLED):
        raise Closed(_("It is over: nobody needs to host it any more."))
    known = session.named_hosts.filter(user=person_id).first()
    if known is not None:
        return there_before(known)
    if person_id not in dict(list_eligible(session)):
        raise BadInput(_("Choose somebody who speaks for an organisation of the municipality."), field="person")
    if session.named_hosts.count() >= MOST:
        raise BadInput(_("At most %(most)d people can be named.") % {"most": MOST}, field="person")
    made = SessionHost.objects.create(session=session, user_id=person_id, named_by=by, at=db_now())
    note(session, NAMED, by)
    notify(
        user_id=person_id, kind=NAMED, data={"title": session.title}, url=f"{session.get_absolute_url()}host/",
        key=f"host.{made.pk}",
    )  # fmt: skip
    return made


@transaction.atomic
def remove_host(*, by: object, session_id: int, person_id: int) -> bool:
    """The person hosts it no longer; False if they did not. They may say so themselves. Raises SignInFirst, NotAllowed."""
    is_own = isinstance(by, User) and by.pk == person_id
    session = locked(session_id) if is_own else _named(by, session_id)
    gone = bool(session.named_hosts.filter(user=person_id).delete()[0])
    if gone:
        note(session, "session.host_removed", by if isinstance(by, User) else None)
    return gone


def _named(by: object, session_id: int) -> Session:
    session = locked(session_id)
    if not isinstance(by, User):
        raise SignInFirst
    if not may_name_hosts(by, session):
        raise NotAllowed
    return session
