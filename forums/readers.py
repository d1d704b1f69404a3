"""What the rooms below ask about posts: who reads them, and which links they show."""

from __future__ import annotations

from collections.abc import Collection

from participation.links import users
from participation.pictures import readers
from participation.places.selectors import is_moderator

from .models import Post
from .selectors.posts import OPEN, is_open


def reads(number: int, viewer: object) -> bool:
    """Whether the post's pictures may be seen by this person; a hidden one, or one in a hidden topic, by moderators of
    its place.
    """
    post = (
        Post.objects.select_related("thread__window", "thread__topic__forum__municipality")
        .filter(pk=number, deleted_at=None)
        .first()
    )
    if post is None:
        return False
    window = post.thread.window
    if post.hidden_at is None and is_open(post):
        return True
    return window is not None and is_moderator(viewer, window.municipality_id)


def shown_links(urls: Collection[str]) -> set[str]:
    """Those of the addresses whose card stands under a readable post; one query."""
    posts = Post.objects.filter(OPEN, link__in=list(urls), hidden_at=None, deleted_at=None).exclude(link="")
    return set(posts.values_list("link", flat=True))


def join() -> None:
    """Pictures and cards are shown with the post they belong to, and no longer."""
    readers.register("post", reads)
    users.register(shown_links)
