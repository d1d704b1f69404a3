"""Who may listen to forums and topics: whoever may read them; and who may write in a topic."""

from __future__ import annotations

from participation.accounts.models import User
from participation.keys import as_id
from participation.live import policies
from participation.places.selectors import can_act

from .selectors.forums import get_forum
from .selectors.topics import get_topic, visible_topics


def may_listen_to_topic(user_id: int | None, stream: str) -> bool:
    """Whether the topic is read by everybody; nobody else reads it either."""
    number = as_id(stream.partition(".")[2])
    return number is not None and visible_topics().select_related(None).filter(pk=number).exists()


def may_write_in_topic(user_id: int | None, stream: str) -> bool:
    """Whether the person may add a post there now."""
    number = as_id(stream.partition(".")[2])
    topic = get_topic(number) if number is not None else None
    person = User.objects.filter(pk=user_id).first() if user_id else None
    return topic is not None and not topic.is_locked and can_act(person, topic.forum.municipality_id)


def may_listen_to_forum(user_id: int | None, stream: str) -> bool:
    """The same of a forum."""
    number = as_id(stream.partition(".")[2])
    return number is not None and get_forum(number) is not None


def join() -> None:
    """Register the rules for ``topic.<id>`` and ``forum.<id>``."""
    names = policies.Presence.NAMES
    policies.register("topic", may_listen_to_topic, presence=names, may_write=may_write_in_topic)
    policies.register("forum", may_listen_to_forum)
