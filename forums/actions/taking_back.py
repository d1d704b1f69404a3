"""Taking back a whole topic: by who began it, as long as it is theirs alone."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.live.actions import forget_stream, publish, revoke, scrub
from participation.notifications.actions import forget_told
from participation.notifications.models import Follow
from participation.organisations.speakers import speaking_as
from participation.record.actions import record, reword
from participation.refusals import NotAllowed, SignInFirst

from ..models import Post, Thread, Topic
from ..policies import began
from ..selectors.topics import is_theirs_alone
from .posts import delete_post
from .titles import NAMES
from .topics import standing_topic

SHARED = _(
    "Others have answered here, or there is a poll: the topic is theirs as well. You can take back your own posts."
)


@transaction.atomic
def take_back_topic(*, by: object, topic_id: int) -> None:
    """The topic is nowhere any more, its title and posts are gone; that it was begun and taken back stays in the record.

    Raises SignInFirst, BadInput; NotAllowed for all but who began it, and once anybody else has said something in it.
    """
    if not isinstance(by, User):
        raise SignInFirst
    list(Thread.objects.select_for_update().filter(topic=topic_id))  # nobody answers meanwhile
    topic = standing_topic(topic_id, lock=True)
    if not began(by, topic):
        raise NotAllowed
    if topic.organisation_id is not None:
        speaking_as(user=by, organisation_id=topic.organisation_id, municipality_id=topic.forum.municipality_id)
    if not is_theirs_alone(topic):
        raise NotAllowed(SHARED)
    posts = Post.objects.filter(thread=topic.thread_id).order_by("number")
    for pk in list(posts.filter(hidden_at=None, deleted_at=None).values_list("pk", flat=True)):
        delete_post(editor=by, post_id=pk)
    Topic.objects.filter(pk=topic.pk).update(title="", deleted_at=db_now(), is_pinned=False, last_post=None)
    reword(scope=topic.scope, change=partial(_without, NAMES))
    record(
        kind="topic.deleted", scope=topic.scope, actor=by, role=topic.group, organisation=topic.organisation,
        municipality_id=topic.forum.municipality_id, ref=topic.scope,
    )  # fmt: skip
    _forget(topic, list(posts.values_list("pk", flat=True)))


def _forget(topic: Topic, posts: list[int]) -> None:
    """Nobody follows it, was told of it, or hears of it again."""
    Follow.objects.filter(scope=topic.scope).delete()
    forget_told(keys=[f"post.{pk}.answers" for pk in posts], prefix=f"{topic.scope}.after.")
    forget_stream(stream=topic.scope)
    revoke(stream=topic.scope)
    scrub(stream=topic.forum.stream, ref=topic.scope, data={"id": topic.pk})
    publish(stream=topic.forum.stream, kind="topic.gone", data={"id": topic.pk}, ref=topic.scope)


def _without(names: tuple[str, ...], data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in names}
