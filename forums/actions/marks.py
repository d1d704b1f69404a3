"""How far somebody has read, and whether they want to hear of a topic."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import execute
from participation.notifications.actions import follow, unfollow
from participation.notifications.selectors import is_following
from participation.refusals import BadInput, SignInFirst

from ..models import Forum, ReadMark, Topic

LEVELS = ("follow", "normal", "ignore")
FARTHER = (  # in SQL because every post runs it: docs/decisions/hot-paths.md
    f"INSERT INTO {ReadMark._meta.db_table} (user_id, topic_id, number, is_ignored, at) VALUES (%s, %s, %s, %s, %s) "  # noqa: S608  # names only
    "ON CONFLICT (user_id, topic_id) DO UPDATE SET at = excluded.at, number = "
    f"CASE WHEN excluded.number > {ReadMark._meta.db_table}.number THEN excluded.number "
    f"ELSE {ReadMark._meta.db_table}.number END"
)


@transaction.atomic
def mark_read(*, user: object, topic_id: int, number: int) -> None:
    """The person has read the topic up to this post, or farther. Raises SignInFirst, BadInput."""
    if not isinstance(user, User):
        raise SignInFirst
    last = (
        Topic.objects.filter(pk=topic_id, hidden_at=None, deleted_at=None)
        .values_list("thread__last_number", flat=True)
        .first()
    )
    if last is None:
        raise BadInput(_("This topic is not there any more."))
    set_mark(user.pk, topic_id, max(0, min(number, last)))


@transaction.atomic
def mark_forum_read(*, user: object, forum_id: int) -> int:
    """Everything in the forum that the person ever opened is read; how many topics. Raises SignInFirst, BadInput."""
    if not isinstance(user, User):
        raise SignInFirst
    if not Forum.objects.filter(pk=forum_id, hidden_at=None).exists():
        raise BadInput(_("There is no such forum."))
    marks = ReadMark.objects.filter(user=user, topic__forum=forum_id, number__lt=F("topic__thread__last_number"))
    behind = list(marks.values_list("topic_id", "topic__thread__last_number"))
    for topic_id, number in behind:
        set_mark(user.pk, topic_id, number)
    return len(behind)


def set_mark(user_id: int, topic_id: int, number: int) -> None:
    """The mark stands at this number, or farther where it was farther."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    execute(FARTHER, [user_id, topic_id, number, False, now])


@transaction.atomic
def set_level(*, user: object, topic_id: int, level: str) -> None:
    """``follow``: told of every new post; ``ignore``: of none, not even answers, and it is remembered whether they
    followed it; ``normal``: of answers and mentions.

    Raises SignInFirst, BadInput.
    """
    if not isinstance(user, User):
        raise SignInFirst
    if level not in LEVELS:
        raise BadInput(_("Choose follow, normal or ignore."), field="level")
    topic = Topic.objects.filter(pk=topic_id, hidden_at=None, deleted_at=None, merged_into=None).first()
    if topic is None:
        raise BadInput(_("This topic is not there any more."))
    followed = is_following(user, topic.scope)
    (follow if level == "follow" else unfollow)(user=user, scope=topic.scope)
    set_mark(user.pk, topic.pk, 0)
    mark = ReadMark.objects.get(user=user, topic=topic)
    mark.was_followed = level == "ignore" and (followed or mark.was_followed)
    mark.is_ignored = level == "ignore"
    mark.save(update_fields=["is_ignored", "was_followed"])
