"""Who may change a post, and who keeps order in a forum."""

from __future__ import annotations

from participation.accounts.models import User
from participation.keys import as_ref
from participation.organisations.speakers import may_speak_for
from participation.places.selectors import can_act, is_moderator, is_official

from .models import Forum, Post, Topic


def is_own(user: object, post: Post) -> bool:
    """Whether the person wrote this post and may act."""
    return can_act(user) and post.author_id is not None and post.author_id == getattr(user, "pk", None)


def may_change(user: object, post: Post) -> bool:
    """Whether the person may edit or delete the post: its author, until it is marked as a proposal to be answered."""
    return is_own(user, post) and not post.is_proposal


def may_host(user: object, scope: str, municipality_id: int) -> bool:
    """Whose forum it is: an organisation's representatives, for every other one the officials of the municipality."""
    kind, number = as_ref(scope) or ("", 0)
    if kind == "organisation":
        return isinstance(user, User) and can_act(user) and may_speak_for(user, number)
    return is_official(user, municipality_id)


def may_order(user: object, forum: Forum) -> bool:
    """Who pins, locks, moves, splits and merges: the forum's hosts and the moderators of its municipality."""
    return may_host(user, forum.scope, forum.municipality_id) or is_moderator(user, forum.municipality_id)


def is_of_draft(forum: Forum) -> bool:
    """Whether a municipality's draft is talked about there."""
    return forum.scope.startswith("consultation.")


def may_lock(user: object, forum: Forum) -> bool:
    """Who locks topics: who keeps order, but officials not where their municipality's own draft is talked about. There a
    moderator decides; one who is an official there not without a second one.
    """
    return may_order(user, forum) and not (is_of_draft(forum) and is_official(user, forum.municipality_id))


def may_start(user: object, forum: Forum) -> bool:
    """Who starts topics: everybody who may act, unless the hosts keep that to themselves."""
    return can_act(user, forum.municipality_id) and (
        forum.starting == Forum.Starting.EVERYONE or may_order(user, forum)
    )


def began(user: object, topic: Topic) -> bool:
    """Whether the person began this topic and may act."""
    return can_act(user) and topic.author_id is not None and topic.author_id == getattr(user, "pk", None)


def may_rename(user: object, topic: Topic) -> bool:
    """Who changes a topic's title: who started it while it is not locked, and who keeps order."""
    own = topic.author_id is not None and topic.author_id == getattr(user, "pk", None)
    return (own and can_act(user, topic.forum.municipality_id) and not topic.is_locked) or may_order(user, topic.forum)
