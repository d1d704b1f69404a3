"""What happens in the room: the queue, the questions, who is counted; and all of it as one board for screens."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, QuerySet, Sum

from forums.models import Post
from forums.selectors import PostView, list_posts
from forums.telling import author_data
from participation.accounts.models import User

from ..models import AgendaItem, Attendance, FloorAnswer, Headcount, Session, Turn

SHOWN = 40  # of the queue, on screens
Row = dict[str, Any]


@dataclass(frozen=True)
class QuestionView:
    """A question from the floor with its support and, once it was answered, the answer."""

    view: PostView
    answer: FloorAnswer | None
    was_withdrawn: bool = False  # there was an answer, and a host took it back

    @property
    def post(self) -> Post:
        """The words."""
        return self.view.post


def list_questions(session: Session, *, viewer: object = None) -> list[QuestionView]:
    """Those still open first, by support, then by time; the answered ones after them. Four queries at most."""
    views = [view for view in list_posts(session.thread_id, viewer=viewer) if view.post.is_readable]
    answers = {answer.post_id: answer for answer in FloorAnswer.objects.filter(session=session)}
    found = [_asked(view, answers.get(view.post.pk)) for view in views]
    return sorted(found, key=lambda one: (one.answer is not None, -one.view.support, one.post.created_at, one.post.pk))


def _asked(view: PostView, answer: FloorAnswer | None) -> QuestionView:
    is_gone = answer is not None and answer.withdrawn_at is not None
    return QuestionView(view, None if is_gone else answer, is_gone)


def is_answered(post: Post) -> bool:
    """Whether an answer to this question stands."""
    return FloorAnswer.objects.filter(post=post, withdrawn_at=None).exists()


def answer_to(post: Post) -> str:
    """What was noted as the answer that stands; "" also for none."""
    return FloorAnswer.objects.filter(post=post, withdrawn_at=None).values_list("text", flat=True).first() or ""


def get_question_post(session: Session, post_id: int) -> Post | None:
    """A readable question of this session, or None."""
    found = Post.objects.select_related("thread", "author", "organisation")
    return found.filter(pk=post_id, thread=session.thread_id, hidden_at=None, deleted_at=None).first()


def turns_of(session: Session) -> QuerySet[Turn]:
    """Everybody who raised a hand, with who they are."""
    return session.turns.select_related("user", "organisation", "item")


def list_queue(session: Session) -> list[Turn]:
    """Who waits, in the order in which they will be called: those who have not spoken yet first, each by time.

    Each has ``spoken``: how often they had the floor before. Two queries.
    """
    waiting = list(
        turns_of(session).filter(called_at=None, withdrawn_at=None, ended_at=None).order_by("raised_at", "id")
    )
    spoken = spoken_of(session) if waiting else Counter()
    for turn in waiting:
        turn.spoken = spoken[who_is(turn)]  # type: ignore[attr-defined]  # told along
    return sorted(waiting, key=lambda turn: spoken[who_is(turn)])


def who_is(turn: Turn) -> tuple[str, object]:
    """What tells that two turns are one person's: the account, or the name that a guest gave."""
    if turn.is_guest:
        return ("guest", turn.guest_name.casefold() or turn.pk)
    return ("user", turn.user_id if turn.user_id is not None else f"gone.{turn.pk}")


def spoken_of(session: Session) -> Counter[tuple[str, object]]:
    """How often each had the floor."""
    return Counter(who_is(turn) for turn in session.turns.filter(called_at__isnull=False))


def get_speaking(session: Session) -> Turn | None:
    """Who has the floor now."""
    return turns_of(session).filter(called_at__isnull=False, ended_at=None).first()


def list_spoken(session: Session) -> list[Turn]:
    """Who had the floor, in order."""
    return list(turns_of(session).filter(called_at__isnull=False).order_by("called_at", "id"))


def get_own_turn(session: Session, user: object) -> Turn | None:
    """The person's own open turn: waiting, or speaking."""
    if not isinstance(user, User):
        return None
    return session.turns.filter(user=user, withdrawn_at=None, ended_at=None).first()


def list_own_spoken(session: Session, user: object) -> list[Turn]:
    """What the person said there, to confirm the host's words of it."""
    if not isinstance(user, User):
        return []
    return list(session.turns.filter(user=user, called_at__isnull=False).order_by("called_at"))


def get_own_attendance(session: Session, user: object) -> Attendance | None:
    """How the person let themselves be counted."""
    return session.attendances.filter(user=user).first() if isinstance(user, User) else None


def attendance_of(session: Session) -> Row:
    """Numbers alone: in the hall, online, by kind of participant. Two queries."""
    counts: Counter[tuple[str, str]] = Counter()
    for where, group, n in session.attendances.order_by().values_list("where", "group").annotate(n=Count("id")):
        counts[where, group] += n
    for where, group, n in session.headcounts.order_by().values_list("where", "group").annotate(total=Sum("n")):
        counts[where, group] += n
    by_kind: Counter[str] = Counter()
    for (_where, group), n in counts.items():
        by_kind[group] += n
    inside = sum(n for (where, _group), n in counts.items() if where == Attendance.Where.HALL)
    online = sum(counts.values()) - inside
    return {"hall": inside, "online": online, "groups": {group: n for group, n in sorted(by_kind.items()) if n}}


def counted_by_host(session: Session) -> dict[str, int]:
    """What the host counted in the hall, by kind."""
    rows = Headcount.objects.filter(session=session, source=Headcount.Source.HOST)
    return dict(rows.values_list("group", "n"))


def moved_on_at(session: Session) -> datetime | None:
    """When somebody was called or a point was taken up last; None before the first."""
    moments = session.turns.aggregate(called=Max("called_at")), session.items.aggregate(begun=Max("begun_at"))
    return max((at for row in moments for at in row.values() if at is not None), default=None)


def turn_data(turn: Turn) -> Row:
    """A turn as everybody may see it: with a name only where the speaker lets it be shown."""
    if turn.is_guest:
        author = {"id": None, "name": turn.guest_name, "group": turn.group, "organisation": None}
    elif turn.is_named:
        author = author_data(turn.user, turn.organisation, turn.group)
    else:
        author = author_data(None, None, turn.group)
    return {
        "id": turn.pk,
        "author": author,
        "named": bool(turn.guest_name) if turn.is_guest else turn.is_named,
        "spoken": getattr(turn, "spoken", 0),
        "raised_at": turn.raised_at.isoformat(),
        "called_at": turn.called_at.isoformat() if turn.called_at else None,
    }


def item_data(item: AgendaItem) -> Row:
    """A point of the programme."""
    return {
        "id": item.pk,
        "position": item.position,
        "title": item.title,
        "minutes": item.minutes,
        "begun_at": item.begun_at.isoformat() if item.begun_at else None,
        "ended_at": item.ended_at.isoformat() if item.ended_at else None,
    }


def board_of(session: Session) -> Row:
    """The state of the room, whole: what screens show, so that the newest event says everything. Six queries."""
    speaking, queue = get_speaking(session), list_queue(session)
    items = list(session.items.order_by(F("position")))
    current = next((item for item in items if item.begun_at and not item.ended_at), None)
    return {
        "session": session.pk,
        "state": session.state,
        "item": item_data(current) if current else None,
        "items": [item_data(item) for item in items],
        "speaking": turn_data(speaking) if speaking else None,
        "queue": [turn_data(turn) for turn in queue[:SHOWN]],
        "waiting": len(queue),
        "attendance": attendance_of(session),
    }
