"""What a host does in the room: begin, go on in the programme, give the floor, note answers and numbers, end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.live.actions import publish, rewrite
from participation.notifications.actions import retell
from participation.polls.actions import close_open_ended
from participation.refusals import BadInput, Closed, NotYetOpen, Stale
from participation.unseen import one_line
from participation.voting.actions import seal_window
from participation.voting.models import Group, Window

from .. import attendance
from ..models import AgendaItem, Attendance, FloorAnswer, Headcount, Session, Turn
from ..policies import EARLIEST, TOO_EARLY, refusal_to_speak
from ..selectors.floor import get_question_post, get_speaking, list_queue
from ..telling import ANSWERED, WITHDRAWN, answered_key
from .common import hosted, note, tell_board

LONGEST_ANSWER = 2000
MOST_IN_A_HALL = 100_000


@transaction.atomic
def begin_session(*, host: User, session_id: int) -> Session:
    """It is live from now on, with the first point of its programme. Raises Closed if it was live before, NotYetOpen
    more than an hour before the time that was announced: whoever was told of it would come too late.
    """
    session, now = hosted(host, session_id), db_now()
    if session.state != Session.State.ANNOUNCED:
        raise Closed(_("It has begun already, or will not be held."))
    if now < session.starts_at - EARLIEST:
        raise NotYetOpen(TOO_EARLY)
    session.state, session.began_at = Session.State.LIVE, now
    session.save(update_fields=["state", "began_at"])
    first = session.items.order_by("position").first()
    if first is not None:
        AgendaItem.objects.filter(pk=first.pk).update(begun_at=session.began_at)
    note(session, "session.began", host)
    tell_board(session, "session.began")
    return session


@transaction.atomic
def begin_item(*, host: User, session_id: int, item_id: int) -> AgendaItem:
    """This point is being talked about now, and the one before it is done. Raises Closed, NotYetOpen, BadInput."""
    session = _live(host, session_id)
    item = session.items.filter(pk=item_id).first()
    if item is None:
        raise BadInput(_("There is no such point in the programme."))
    if item.begun_at is not None and item.ended_at is None:
        return item
    now = db_now()
    session.items.filter(begun_at__isnull=False, ended_at=None).update(ended_at=now)
    item.begun_at, item.ended_at = item.begun_at or now, None
    item.save(update_fields=["begun_at", "ended_at"])
    note(session, "session.item_begun", host, ref=f"item.{item.pk}", data={"item": item.title})
    tell_board(session, "session.item_begun")
    return item


@transaction.atomic
def call_turn(*, host: User, session_id: int, turn_id: int | None = None, seen: int | None = None) -> Turn:
    """This person has the floor, or without ``turn_id`` whoever is next; whoever spoke before has ended.

    ``seen`` is the turn that the host saw speaking (0: nobody): raises Stale where another host was faster, so that two
    who press at once call one. Raises Closed, NotYetOpen, BadInput where nobody waits.
    """
    session = _live(host, session_id)
    speaking = get_speaking(session)
    if seen is not None and seen != (speaking.pk if speaking else 0):
        raise Stale(_("Another host has just given the floor to somebody. Look at the newest state."))
    queue = list_queue(session)
    turn = next((one for one in queue if turn_id is None or one.pk == turn_id), None)
    if turn is None:
        raise BadInput(_("Nobody waits any more.") if turn_id is None else _("This person waits no longer."))
    now = db_now()
    if speaking is not None:
        Turn.objects.filter(pk=speaking.pk).update(ended_at=now)
    turn.called_at, turn.item = now, _current_item(session)
    turn.save(update_fields=["called_at", "item"])
    note(session, "turn.called", host, ref=f"turn.{turn.pk}")
    tell_board(session, "turn.called")
    return turn


@transaction.atomic
def end_turn(*, host: User, session_id: int, turn_id: int, gist: str | None = None) -> Turn:
    """Nobody has the floor; ``gist`` keeps what was said. Harmless if it had ended. Raises BadInput, NotAllowed."""
    session = _live(host, session_id)
    turn = _turn(session, turn_id)
    if turn.called_at is None:
        raise BadInput(_("This person has not been called."))
    if gist is not None:
        _keep_gist(turn, gist)
    if turn.ended_at is None:
        turn.ended_at = db_now()
        turn.save(update_fields=["ended_at"])
        note(session, "turn.ended", host, ref=f"turn.{turn.pk}")
        tell_board(session, "turn.ended")
    return turn


@transaction.atomic
def write_gist(*, host: User, session_id: int, turn_id: int, gist: str) -> Turn:
    """What the speaker said, in a sentence or two; a changed one has to be confirmed anew. Also after the session.

    Raises Closed once the minutes are published.
    """
    session = hosted(host, session_id)
    if session.state == Session.State.PUBLISHED:
        raise Closed(_("The minutes are published: correct them there."))
    turn = _turn(session, turn_id)
    if turn.called_at is None:
        raise BadInput(_("This person has not been called."))
    _keep_gist(turn, gist)
    note(session, "turn.noted", host, ref=f"turn.{turn.pk}", is_public=False)
    return turn


@transaction.atomic
def dismiss_turn(*, host: User, session_id: int, turn_id: int) -> Turn:
    """A raised hand is taken down, as when the person has left. Harmless if it was. Raises BadInput."""
    session = _live(host, session_id)
    turn = _turn(session, turn_id)
    if turn.called_at is not None:
        raise BadInput(_("This person has been called already."))
    if turn.withdrawn_at is None:
        turn.withdrawn_at = db_now()
        turn.save(update_fields=["withdrawn_at"])
        note(session, "turn.dismissed", host, ref=f"turn.{turn.pk}", is_public=False)
        tell_board(session, "turn.withdrawn")
    return turn


@transaction.atomic
def enter_guest(*, host: User, session_id: int, name: str = "", group: str = Group.CITIZEN) -> Turn:
    """Somebody in the hall without an account waits for the floor, under the name they gave, or none."""
    session, name = _live(host, session_id), one_line(name)
    if len(name) > 80:
        raise BadInput(_("This is too long: at most %(most)d characters.") % {"most": 80}, field="name")
    if group not in Group.values:
        raise BadInput(_("There is no such kind of participant."), field="group")
    turn = Turn.objects.create(session=session, is_guest=True, guest_name=name, group=group, raised_at=db_now())
    note(session, "turn.raised", host, ref=f"turn.{turn.pk}", is_public=False)
    tell_board(session, "turn.raised")
    return turn


@transaction.atomic
def answer_question(*, host: User, session_id: int, post_id: int, text: str) -> FloorAnswer:
    """The question is marked as answered, with a short answer or without one; another one corrects it, and is told so.

    Raises BadInput for a question that is gone or too many words, Closed once the minutes are published.
    """
    session, known = _to_answer(host, session_id, post_id)
    text = text.replace("\r\n", "\n").strip()
    if len(text) > LONGEST_ANSWER:
        raise BadInput(_("This is too long: at most %(most)d characters.") % {"most": LONGEST_ANSWER}, field="text")
    stands, now = known is not None and known.withdrawn_at is None, db_now()
    if known is not None and stands and known.text == text:
        return known
    answer, _new = FloorAnswer.objects.update_or_create(
        post_id=post_id,
        defaults={
            "session": session, "text": text, "by": host, "at": now, "corrected_at": now if stands else None,
            "withdrawn_at": None,
        },
    )  # fmt: skip
    retell(key=answered_key(post_id), words=text)
    note(session, "session.answer_corrected" if stands else ANSWERED, host, ref=f"post.{post_id}")
    data = {"session": session.pk, "post": post_id, "text": text, "at": now.isoformat(), "is_corrected": stands}
    publish(stream=session.scope, kind=ANSWERED, data=data, ref=f"post.{post_id}")
    return answer


@transaction.atomic
def withdraw_answer(*, host: User, session_id: int, post_id: int) -> None:
    """The question is open again, and the words of the answer are told nowhere; that there was one stays in the record
    and in the minutes. Harmless where there is none. Raises as answer_question.
    """
    session, known = _to_answer(host, session_id, post_id)
    if known is None or known.withdrawn_at is not None:
        return
    known.text, known.by, known.corrected_at, known.withdrawn_at = "", host, None, db_now()
    known.save(update_fields=["text", "by", "corrected_at", "withdrawn_at"])
    retell(key=answered_key(post_id), words="")
    note(session, WITHDRAWN, host, ref=f"post.{post_id}")
    rewrite(stream=session.scope, refs=[f"post.{post_id}"], change=_without_answer)
    data = {"session": session.pk, "post": post_id, "at": known.withdrawn_at.isoformat()}
    publish(stream=session.scope, kind=WITHDRAWN, data=data, ref=f"post.{post_id}")


def _to_answer(host: User, session_id: int, post_id: int) -> tuple[Session, FloorAnswer | None]:
    """The session, locked for one of its hosts, and what was answered before."""
    session = hosted(host, session_id)
    if session.state in (Session.State.PUBLISHED, Session.State.CANCELLED):
        raise Closed(_("The minutes are published: correct them there."))
    if get_question_post(session, post_id) is None:
        raise BadInput(_("This question is not there any more."))
    return session, FloorAnswer.objects.filter(post=post_id).first()


def _without_answer(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "text": ""} if "text" in data else data


@transaction.atomic
def count_hall(*, host: User, session_id: int, numbers: Mapping[str, int]) -> None:
    """So many of each kind are in the hall without having counted themselves; what is not named is none.

    Raises BadInput for numbers that cannot be, Closed once the minutes are published.
    """
    session = hosted(host, session_id)
    if session.state in (Session.State.PUBLISHED, Session.State.CANCELLED):
        raise Closed(_("The minutes are published: correct them there."))
    if any(group not in Group.values or not 0 <= n <= MOST_IN_A_HALL for group, n in numbers.items()):
        raise BadInput(_("Give whole numbers from 0 on."))
    session.headcounts.filter(source=Headcount.Source.HOST).delete()
    Headcount.objects.bulk_create(
        Headcount(session=session, where=Attendance.Where.HALL, group=group, source=Headcount.Source.HOST, n=n)
        for group, n in numbers.items()
        if n
    )
    note(session, "session.counted", host, is_public=False)
    attendance.changed(session.pk)


@transaction.atomic
def end_session(*, host: User, session_id: int) -> Session:
    """Nothing more is said, asked or supported; raised hands go down, support is counted and sealed. Raises Closed.

    Polls that were to be open until a host closes them end as well.
    """
    session = _live(host, session_id)
    now = db_now()
    session.state, session.ended_at = Session.State.ENDED, now
    session.save(update_fields=["state", "ended_at"])
    _close_what_is_open(session, now)
    close_open_ended(host=host, about=session.scope)
    Window.objects.filter(pk=session.window_id).update(stopped_at=now)
    seal_window(session.window_id)
    note(session, "session.ended", host)
    tell_board(session, "session.ended")
    return session


def _close_what_is_open(session: Session, now: datetime) -> None:
    session.items.filter(begun_at__isnull=False, ended_at=None).update(ended_at=now)
    session.turns.filter(called_at__isnull=False, ended_at=None).update(ended_at=now)
    session.turns.filter(called_at=None, withdrawn_at=None).update(withdrawn_at=now)


def _live(host: User, session_id: int) -> Session:
    session = hosted(host, session_id)
    reason = refusal_to_speak(session)
    if reason is not None:
        raise reason
    return session


def _turn(session: Session, turn_id: int) -> Turn:
    turn = session.turns.select_for_update().filter(pk=turn_id).first()
    if turn is None:
        raise BadInput(_("This person waits no longer."))
    return turn


def _current_item(session: Session) -> AgendaItem | None:
    return session.items.filter(begun_at__isnull=False, ended_at=None).first()


def _keep_gist(turn: Turn, gist: str) -> None:
    gist = gist.replace("\r\n", "\n").strip()
    if len(gist) > LONGEST_ANSWER:
        raise BadInput(_("This is too long: at most %(most)d characters.") % {"most": LONGEST_ANSWER}, field="gist")
    if gist != turn.gist:
        turn.gist, turn.confirmed_at = gist, None
        turn.save(update_fields=["gist", "confirmed_at"])
