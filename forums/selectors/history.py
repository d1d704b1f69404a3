"""What was done to a topic as a whole, and by whom: begun, called otherwise, put in order, decided about."""

from __future__ import annotations

from django.db.models import QuerySet

from participation.record.models import Act
from participation.record.selectors import list_public_acts

from ..models import Topic

KINDS = [
    "topic.created", "topic.renamed", "topic.pinned", "topic.unpinned", "topic.locked", "topic.unlocked", "topic.moved",
    "topic.split", "topic.opened", "topic.merged", "moderation.hidden", "moderation.masked", "moderation.locked",
    "moderation.restored",
]  # fmt: skip


def list_topic_acts(topic: Topic) -> QuerySet[Act]:
    """Acts of order and decisions of moderators in the topic, newest first, each with who did it."""
    return list_public_acts(scope=topic.scope, kinds=KINDS)
