"""Keeping a version of the minutes, publishing them, correcting what is public."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.documents.markup import is_blank, render_typed
from participation.refusals import BadInput, Closed, Stale

from ..models import Minutes, Session
from ..selectors.minutes import newest_version
from .attending import drop_names
from .common import arranged, hosted, note, tell_board

LONGEST = 200_000  # characters of Markdown
WRITABLE = (Session.State.ENDED, Session.State.PUBLISHED)


@transaction.atomic
def save_minutes(*, host: User, session_id: int, text: str, reason: str = "", seen: int | None = None) -> Minutes:
    """A new version is kept; once the minutes are public it is a correction, public at once with its ``reason``.

    ``seen``: the number of the version that was changed (0: the automatic text); raises Stale where another was kept
    since. Raises NotAllowed, Closed before the end, BadInput without words, or without a reason for a correction.
    """
    session = hosted(host, session_id)
    _refuse_before_the_end(session)
    is_public = session.state == Session.State.PUBLISHED
    if is_public:
        arranged(host, session_id)  # what is public is changed by officials alone
    newest = newest_version(session)
    number = newest.number if newest else 0
    if seen is not None and seen != number:
        raise Stale(_("A colleague kept another version in the meantime. Yours is still here; look at theirs first."))
    text, reason = _checked(text), reason.strip()
    if is_public and not reason:
        raise BadInput(_("Say what was corrected and why: the earlier version stays readable."), field="reason")
    if newest is not None and newest.text == text:
        return newest
    version = _keep(session, number + 1, text, reason, host, is_public=is_public)
    kind = "minutes.corrected" if is_public else "minutes.saved"
    note(session, kind, host, data={"number": version.number}, is_public=is_public)
    if is_public:
        tell_board(session, kind)
    return version


@transaction.atomic
def publish_minutes(*, official: User, session_id: int, text: str) -> Minutes:
    """The text is public as the minutes; who was counted is kept in numbers alone from now on.

    Raises NotAllowed for who is no official of the municipality, Closed before the end, BadInput when published before.
    """
    session = arranged(official, session_id)
    _refuse_before_the_end(session)
    if session.state == Session.State.PUBLISHED:
        raise BadInput(_("The minutes are published already. Correct them instead."))
    text, newest = _checked(text), newest_version(session)
    if newest is not None and newest.text == text:
        version = newest
        version.published_at = db_now()
        version.save(update_fields=["published_at"])
    else:
        version = _keep(session, newest.number + 1 if newest else 1, text, "", official, is_public=True)
    drop_names(session)
    session.state, session.published_at = Session.State.PUBLISHED, db_now()
    session.save(update_fields=["state", "published_at"])
    note(session, "minutes.published", official, data={"number": version.number})
    tell_board(session, "minutes.published")
    return version


def _keep(session: Session, number: int, text: str, reason: str, by: User, *, is_public: bool) -> Minutes:
    now = db_now()
    return Minutes.objects.create(
        session=session,
        number=number,
        text=text,
        html=render_typed(text),
        reason=reason[:500],
        by=by,
        at=now,
        published_at=now if is_public else None,
    )


def _refuse_before_the_end(session: Session) -> None:
    if session.state not in WRITABLE:
        raise Closed(_("The minutes are written after the session has ended."))


def _checked(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(text) > LONGEST:
        raise BadInput(_("This is too long: at most %(most)d characters.") % {"most": LONGEST}, field="text")
    if is_blank(text):
        raise BadInput(_("The minutes are empty."), field="text")
    return text
