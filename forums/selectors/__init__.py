"""Every read of conversations."""

from .posts import (
    PostView,
    count_posts,
    count_posts_of,
    get_post,
    get_post_view,
    gone_posts,
    list_posts,
    readable_posts,
)

__all__ = [
    "PostView",
    "count_posts",
    "count_posts_of",
    "get_post",
    "get_post_view",
    "gone_posts",
    "list_posts",
    "readable_posts",
]
