"""Announcing a session, changing what was announced, cancelling it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forums.actions import open_thread
from participation.accounts.models import User
from participation.database import db_now
from participation.documents.markup import render_typed
from participation.links.addresses import leads_outside
from participation.live.policies import may_listen
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst
from participation.unseen import one_line
from participation.voting.actions import open_window
from participation.voting.models import Window

from ..models import AgendaItem, Session
from ..policies import may_arrange
from .common import arranged, note, tell_board

FIELDS = ("title", "description", "starts_at", "ends_at", "venue", "online_url", "about")
LONGEST_SESSION = timedelta(hours=24)
MOST_ITEMS = 40
Items = Sequence[Mapping[str, Any]]
is_web_address = URLValidator(schemes=["https"])


@transaction.atomic
def announce_session(*, official: object, municipality_id: int, items: Items = (), **fields: Any) -> Session:
    """The session is public with its programme, and questions can be asked in advance.

    ``fields`` are those of FIELDS; ``items`` have ``title`` and ``minutes``. Raises SignInFirst, NotAllowed, BadInput
    naming the field.
    """
    if not isinstance(official, User):
        raise SignInFirst
    if not may_arrange(official, municipality_id):
        raise NotAllowed
    now = db_now()
    checked, programme = _checked(fields, now), _programme(items)
    window = open_window(municipality_id=municipality_id, opens_at=now)
    thread = open_thread(window_id=window.pk, scope="", stream="", ref="")
    session = Session.objects.create(
        municipality_id=municipality_id, window=window, thread=thread, created_by=official, created_at=now, **checked
    )
    Window.objects.filter(pk=window.pk).update(scope=session.scope)
    type(thread).objects.filter(pk=thread.pk).update(scope=session.scope, stream=session.scope, ref=session.scope)
    _lay_down(session, programme)
    note(session, "session.announced", official)
    tell_board(session, "session.announced")
    return session


@transaction.atomic
def change_session(*, official: object, session_id: int, items: Items | None = None, **fields: Any) -> Session:
    """Before it begins: what is given is changed; followers are told where time or place moved.

    ``items`` replaces the programme. Raises Closed once it has begun or was cancelled, and as announce_session.
    """
    session = arranged(official, session_id)
    _refuse_unless_announced(session)
    before = {name: getattr(session, name) for name in FIELDS}
    moved_before = (session.starts_at, session.ends_at, session.venue, session.online_url)
    elsewhen = fields.get("starts_at", session.starts_at) != session.starts_at
    for name, value in _checked({**before, **fields}, db_now(), is_new=elsewhen).items():
        setattr(session, name, value)
    if session.starts_at != before["starts_at"]:
        session.day_told_at = session.hour_told_at = None
    session.save()
    if items is not None:
        programme = _programme(items)
        session.items.all().delete()
        _lay_down(session, programme)
    moved = moved_before != (session.starts_at, session.ends_at, session.venue, session.online_url)
    note(session, "session.moved" if moved else "session.changed", official)  # type: ignore[arg-type]  # an official, checked
    tell_board(session, "session.changed")
    return session


@transaction.atomic
def cancel_session(*, official: object, session_id: int, reason: str) -> Session:
    """It will not be held, and everybody reads why. Raises BadInput without a reason, Closed once it has begun."""
    session, reason = arranged(official, session_id), reason.strip()[:2000]
    _refuse_unless_announced(session)
    if not reason:
        raise BadInput(_("Say why it is cancelled: people have planned for it."), field="reason")
    session.state, session.reason = Session.State.CANCELLED, reason
    session.save(update_fields=["state", "reason"])
    Window.objects.filter(pk=session.window_id).update(stopped_at=db_now())
    note(session, "session.cancelled", official, data={"reason": reason})  # type: ignore[arg-type]  # an official, checked
    tell_board(session, "session.cancelled")
    return session


def _refuse_unless_announced(session: Session) -> None:
    if session.state != Session.State.ANNOUNCED:
        raise Closed(_("This can be changed only until the session begins."))


def _checked(fields: Mapping[str, Any], now: datetime, *, is_new: bool = True) -> dict[str, Any]:
    """The details as they are kept. Raises BadInput naming the first field that is wrong, and all of them."""
    wrong = list(problems_with(fields, now, is_new=is_new))
    if wrong:
        said: dict[str, list[str]] = {}
        for field, words in wrong:
            said.setdefault(field, []).append(str(words))
        raise BadInput(wrong[0][1], field=wrong[0][0], **({"fields": said} if len(said) > 1 else {}))
    kept = _as_kept(fields)
    times = {name: fields[name] for name in ("starts_at", "ends_at")}
    return {**kept, **times, "description_html": render_typed(kept["description"])}


def _as_kept(fields: Mapping[str, Any]) -> dict[str, str]:
    kept = {
        name: str(fields.get(name) or "").replace("\r\n", "\n").strip() for name in FIELDS if not name.endswith("_at")
    }
    return {**kept, "title": one_line(kept["title"]), "venue": one_line(kept["venue"])}


def problems_with(
    fields: Mapping[str, Any], now: datetime, *, is_new: bool = True
) -> Iterator[tuple[str, str | Promise]]:
    """Everything that stands against these details: (field, words). ``is_new``: it may not begin in the past."""
    kept = _as_kept(fields)
    if not kept["title"]:
        yield "title", _("Give it a title.")
    for name, longest in (("title", 200), ("description", 5000), ("venue", 240), ("online_url", 500)):
        if len(kept[name]) > longest:
            yield name, _("This is too long: at most %(most)d characters.") % {"most": longest}
    yield from _wrong_times(fields.get("starts_at"), fields.get("ends_at"), now, is_new=is_new)
    if not kept["venue"] and not kept["online_url"]:
        yield "venue", _("Say where it is held: in a hall, online, or both.")
    if kept["online_url"]:
        try:
            is_web_address(kept["online_url"])
        except ValidationError:
            yield "online_url", _("Give a whole address that begins with https://.")
        else:
            if not leads_outside(kept["online_url"]):
                yield (
                    "online_url",
                    _("Only machines of one network reach this address. Give one that everybody can open."),
                )
    if kept["about"] and not (kept["about"].startswith("consultation.") and may_listen(None, kept["about"])):
        yield "about", _("There is no such consultation.")


def _wrong_times(starts: object, ends: object, now: datetime, *, is_new: bool) -> Iterator[tuple[str, str | Promise]]:
    if not isinstance(starts, datetime) or not isinstance(ends, datetime):
        yield "starts_at", _("Say when it begins and when it ends.")
        return
    if is_new and starts < now - timedelta(minutes=15):
        yield "starts_at", _("This moment has passed.")
    if ends <= starts or ends - starts > LONGEST_SESSION:
        yield "ends_at", _("It ends after it begins, and within a day.")


def _programme(items: Items) -> list[tuple[str, int]]:
    found = [(one_line(str(item.get("title", ""))), int(item.get("minutes") or 0)) for item in items]
    found = [(title, minutes) for title, minutes in found if title]
    if len(found) > MOST_ITEMS or any(len(title) > 200 or not 0 <= minutes <= 600 for title, minutes in found):
        raise BadInput(
            _("The programme has at most 40 points, each with at most 200 characters and 600 minutes."), field="items"
        )
    return found


def _lay_down(session: Session, programme: list[tuple[str, int]]) -> None:
    AgendaItem.objects.bulk_create(
        [
            AgendaItem(session=session, position=place, title=title, minutes=minutes)
            for place, (title, minutes) in enumerate(programme, 1)
        ]
    )
