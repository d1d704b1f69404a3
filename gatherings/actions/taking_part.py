"""What people do in a session: raise a hand, ask, support, let themselves be counted."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from forums.actions import add_post, delete_post
from forums.models import Post
from participation.accounts.models import User
from participation.database import db_now
from participation.limits import limit
from participation.organisations.speakers import speaking_as
from participation.places.selectors import can_act
from participation.refusals import BadInput, Closed, NotAllowed, Refused, SignInFirst
from participation.retries import there_before
from participation.voting.actions import cast_ballot, withdraw_ballot

from .. import attendance
from ..models import Attendance, Session, Turn
from ..policies import refusal_to_ask, refusal_to_speak
from ..selectors.floor import get_question_post, is_answered
from .common import locked, note, tell_board

LONGEST_QUESTION = 1000
Refusal = Callable[[Session], Refused | None]  # one of the room's policies


@transaction.atomic
def raise_hand(*, person: object, session_id: int, named: bool = False, organisation_id: int | None = None) -> Turn:
    """The person waits for the floor, once, however often they press. With ``named`` their name is shown to everybody.

    Speaking for an organisation shows its name. Raises SignInFirst, NotAllowed, TooMany, NotYetOpen, Closed.
    """
    if not isinstance(person, User):
        raise SignInFirst
    limit(f"hand:{person.pk}", times=30, seconds=300)
    session = _in_time(session_id, refusal_to_speak)
    speaker = speaking_as(user=person, organisation_id=organisation_id, municipality_id=session.municipality_id)
    open_one = session.turns.filter(user=person, withdrawn_at=None, ended_at=None).first()
    if open_one is not None:
        return there_before(open_one)
    is_named = named or speaker.organisation is not None
    turn = Turn.objects.create(
        session=session,
        user=speaker.user,
        organisation=speaker.organisation,
        group=speaker.group,
        is_named=is_named,
        raised_at=db_now(),
    )
    shown = {"organisation": speaker.organisation, "role": speaker.group}
    note(session, "turn.raised", person, ref=f"turn.{turn.pk}", is_public=False, **shown)  # type: ignore[arg-type]  # both named
    tell_board(session, "turn.raised")
    return turn


@transaction.atomic
def withdraw_hand(*, person: object, session_id: int) -> bool:
    """The person waits no longer; False if they did not. Whoever has the floor stays with it. Raises SignInFirst."""
    if not isinstance(person, User):
        raise SignInFirst
    session = locked(session_id)
    now = db_now()
    taken = session.turns.filter(user=person, called_at=None, withdrawn_at=None).update(withdrawn_at=now)
    if taken:
        note(session, "turn.withdrawn", person, role="citizen", is_public=False)
        tell_board(session, "turn.withdrawn")
    return bool(taken)


@transaction.atomic
def confirm_gist(*, person: object, session_id: int, turn_id: int) -> Turn:
    """The speaker says that the host's words are what they meant. Raises SignInFirst, NotAllowed, BadInput."""
    if not isinstance(person, User):
        raise SignInFirst
    session = locked(session_id)
    turn = session.turns.select_for_update().filter(pk=turn_id).first()
    if turn is None or turn.user_id != person.pk or not can_act(person):
        raise NotAllowed
    if not turn.gist:
        raise BadInput(_("Nothing has been written down yet."))
    if turn.confirmed_at is None:
        turn.confirmed_at = db_now()
        turn.save(update_fields=["confirmed_at"])
        note(session, "turn.confirmed", person, role=turn.group, ref=f"turn.{turn.pk}", is_public=False)
    return turn


@transaction.atomic
def ask_question(
    *, author: object, session_id: int, body: str, organisation_id: int | None = None, client_key: str = ""
) -> Post:
    """A question from the floor, before or during the session, which others can support.

    Raises as add_post does, and Closed with words of its own once the session has ended.
    """
    if not isinstance(author, User):
        raise SignInFirst
    session = _in_time(session_id, refusal_to_ask)
    if len(body.strip()) > LONGEST_QUESTION:
        words = _("A question has at most %(most)d characters.") % {"most": LONGEST_QUESTION}
        raise BadInput(words, field="body")
    return add_post(
        author=author,
        thread_id=session.thread_id,
        body=body,
        argument=Post.Argument.QUESTION,
        organisation_id=organisation_id,
        client_key=client_key,
    )


@transaction.atomic
def take_question_back(*, author: object, session_id: int, post_id: int) -> None:
    """The author's question is gone, unless it was answered. Raises BadInput, NotAllowed, Closed."""
    session = _in_time(session_id, refusal_to_ask)
    post = get_question_post(session, post_id)
    if post is None:
        raise BadInput(_("This question is not there any more."))
    if is_answered(post):
        raise Closed(_("It was answered: question and answer stay together."))
    delete_post(editor=author, post_id=post_id)


@transaction.atomic
def support_question(*, supporter: object, session_id: int, question_id: int, on: bool) -> None:
    """The person supports a question from the floor, or no longer. Raises as cast_ballot, with the session's own words."""
    if not isinstance(supporter, User):
        raise SignInFirst
    session = _in_time(session_id, refusal_to_ask, lock=False)
    known = Post.objects.filter(thread=session.thread_id, question=question_id, hidden_at=None, deleted_at=None)
    if not known.exists():
        raise BadInput(_("There is nothing to support here."))
    if on:
        cast_ballot(voter=supporter, question_id=question_id, choice="support")
    else:
        withdraw_ballot(voter=supporter, question_id=question_id)


@transaction.atomic
def attend(*, person: object, session_id: int, where: str, organisation_id: int | None = None) -> Attendance:
    """The person is counted once, in the hall or online; their name is told to nobody. Raises SignInFirst, Closed, BadInput."""
    if not isinstance(person, User):
        raise SignInFirst
    if where not in Attendance.Where.values:
        raise BadInput(_("Say whether you are in the hall or online."), field="where")
    limit(f"attend:{person.pk}", times=30, seconds=300)
    session = _in_time(session_id, refusal_to_speak)
    speaker = speaking_as(user=person, organisation_id=organisation_id, municipality_id=session.municipality_id)
    found, is_new = Attendance.objects.update_or_create(
        session=session, user=person, defaults={"where": where, "group": speaker.group, "at": db_now()}
    )
    note(session, "session.attended", None, role="citizen", is_public=False)
    attendance.changed(session.pk)
    return found if is_new else there_before(found)


@transaction.atomic
def leave(*, person: object, session_id: int) -> bool:
    """The person is counted no longer; False if they were not. Raises SignInFirst, Closed after the end."""
    if not isinstance(person, User):
        raise SignInFirst
    session = _in_time(session_id, refusal_to_speak)
    gone, _rows = session.attendances.filter(user=person).delete()
    if gone:
        note(session, "session.left", None, role="citizen", is_public=False)
        attendance.changed(session.pk)
    return bool(gone)


def _in_time(session_id: int, refusal: Refusal, *, lock: bool = True) -> Session:
    """The session, if this can be done in it now. Support shares it: its own lock is the window's."""
    session = locked(session_id) if lock else Session.objects.filter(pk=session_id).first()
    if session is None:
        raise BadInput
    reason = refusal(session)
    if reason is not None:
        raise reason
    return session
