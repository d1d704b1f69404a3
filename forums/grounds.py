"""Topics as places for polls."""

from __future__ import annotations

from django.db.models import QuerySet

from participation.accounts.models import User
from participation.polls import grounds
from participation.polls.grounds import Ground

from .models import Thread, Topic
from .selectors.topics import get_topic, visible_topics, where_merged


def find(number: int, person: object) -> Ground | None:
    """Where a poll at the head of this topic stands; a topic that was merged away leads to the one that holds it now."""
    topic = get_topic(number)
    if topic is None and (into := where_merged(number)) is not None:
        topic = get_topic(into)
    return None if topic is None else ground_at(topic, person)


def ground_at(topic: Topic, person: object = None) -> Ground:
    """Where a poll at the head of this topic stands."""
    return Ground(
        scope=topic.scope,
        stream=topic.scope,
        municipality_id=topic.forum.municipality_id,
        url=f"/topics/{topic.pk}/",
        title=topic.title,
        about=topic.scope,
        is_own=isinstance(person, User) and person.pk == topic.author_id,
        is_over=topic.is_locked,
    )


def readable() -> QuerySet[Topic]:
    """Topics that everybody reads: the polls on others are read by nobody."""
    return visible_topics().select_related(None)


def hold(number: int) -> None:
    """The topic is not merged into another until the transaction ends."""
    list(Thread.objects.select_for_update(no_key=True).filter(topic=number))


def join() -> None:
    """Polls may stand at the head of topics."""
    grounds.register("topic", find, readable=readable, hold=hold)
