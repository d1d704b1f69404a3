"""Words of one post in another: they are read where they are quoted as long as they are read where they were said."""

from __future__ import annotations

from collections.abc import Iterable

from ..models import Post
from .posts import gone_posts


def gone_quotes(posts: Iterable[Post]) -> set[int]:
    """The numbers of those whose quoted words nobody reads any more where they were said.

    What they answer is at hand; one query where some of it stands in another topic, none otherwise.
    """
    quoting = [(post, post.parent) for post in posts if post.quote and post.parent is not None]
    elsewhere = {parent.pk for post, parent in quoting if parent.thread_id != post.thread_id}
    lost = gone_posts(elsewhere) if elsewhere else {}
    return {post.pk for post, parent in quoting if not parent.is_readable or parent.pk in lost}
