"""Who may change a post."""

from __future__ import annotations

from participation.places.selectors import can_act

from .models import Post


def is_own(user: object, post: Post) -> bool:
    """Whether the person wrote this post and may act."""
    return can_act(user) and post.author_id is not None and post.author_id == getattr(user, "pk", None)
