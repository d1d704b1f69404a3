"""Keeping order in a forum: pinning, locking, moving; by its hosts and moderators, each act recorded."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.live.actions import publish
from participation.record.actions import record
from participation.refusals import BadInput, NotAllowed, SignInFirst

from ..models import Category, Thread, Topic
from ..policies import may_lock, may_order
from ..telling import topic_data
from .forums import role_in
from .newest import touch
from .topics import standing_topic

RECORDED = ("to", "from")  # of what screens are told: no title, which may have to be hidden
DECIDED = _("A moderator has locked it by a decision: only another decision opens it again.")

OWN_DRAFT = _(
    "This is about a draft of the municipality you work for: only a moderator's decision locks it, and with a reason."
)


@transaction.atomic
def pin_topic(*, by: object, topic_id: int, is_pinned: bool = True) -> Topic:
    """The topic stands first in its lists, or no longer. Raises SignInFirst, NotAllowed, BadInput."""
    topic = locked_topic(by, topic_id)
    if topic.is_pinned != is_pinned:
        topic.is_pinned = is_pinned
        topic.save(update_fields=["is_pinned"])
        tell(topic, by, "topic.pinned" if is_pinned else "topic.unpinned")
    return topic


@transaction.atomic
def lock_topic(*, by: object, topic_id: int, is_locked: bool = True) -> Topic:
    """Nobody adds to the topic any more, or everybody may again.

    Raises SignInFirst, BadInput; NotAllowed also where a moderator's decision keeps it locked, and for officials who would
    lock what is said of their own draft.
    """
    topic = locked_topic(by, topic_id)
    if topic.thread.locked_at is not None:
        raise NotAllowed(DECIDED)
    if is_locked and not may_lock(by, topic.forum):
        raise NotAllowed(OWN_DRAFT)
    if topic.is_locked != is_locked:
        topic.locked_at = db_now() if is_locked else None
        topic.save(update_fields=["locked_at"])
        tell(topic, by, "topic.locked" if is_locked else "topic.unlocked")
    return topic


@transaction.atomic
def move_topic(*, by: object, topic_id: int, category_id: int) -> Topic:
    """The topic stands in another part, of this or of another forum of the same municipality; its address stays.

    Raises SignInFirst, BadInput; NotAllowed unless the person keeps order in both forums.
    """
    topic = locked_topic(by, topic_id)
    category = Category.objects.select_related("forum").filter(pk=category_id, forum__hidden_at=None).first()
    if category is None or category.forum.municipality_id != topic.forum.municipality_id:
        raise BadInput(_("There is no such part of the forum."), field="category")
    if not may_order(by, category.forum):
        raise NotAllowed
    if category.pk == topic.category_id:
        return topic
    before, elsewhere = topic.forum, topic.forum_id != category.forum_id
    topic.category, topic.forum = category, category.forum
    topic.save(update_fields=["category", "forum"])
    tell(topic, by, "topic.moved", {"to": category.title})
    if elsewhere:
        publish(stream=before.stream, kind="topic.gone", data={"id": topic.pk}, ref=topic.scope)
    return topic


def locked_topic(by: object, topic_id: int, *, field: str = "") -> Topic:
    """The topic for who keeps order there, its thread's row held against new posts. ``field``: where it was named.

    Raises SignInFirst, NotAllowed, BadInput.
    """
    if not isinstance(by, User):
        raise SignInFirst
    thread = Topic.objects.filter(pk=topic_id).values("thread")
    list(Thread.objects.select_for_update().filter(pk__in=thread))
    topic = standing_topic(topic_id, lock=True, field=field)
    if not may_order(by, topic.forum):
        raise NotAllowed
    return topic


def tell(topic: Topic, by: object, kind: str, data: dict[str, Any] | None = None) -> None:
    """Record an act of order, and tell it to the topic's screens and to the forum's lists."""
    assert isinstance(by, User)
    record(
        kind=kind,
        scope=topic.scope,
        actor=by,
        role=role_in(by, topic.forum),
        municipality_id=topic.forum.municipality_id,
        data={name: value for name, value in (data or {}).items() if name in RECORDED},
    )
    publish(stream=topic.scope, kind=kind, data={**topic_data(topic), **(data or {})}, ref=topic.scope)
    touch(topic.pk)
