"""What stands beside the words of a post: the card of its link, and what is left of its pictures."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from participation.live.actions import publish
from participation.refusals import NotAllowed

from ..models import Post
from ..policies import may_change
from ..telling import media_data, noun_of
from .posts import MARKED, own_post


@transaction.atomic
def show_card(*, post_id: int, url: str, card: dict[str, Any] | None) -> bool:
    """The card of a link stands under the post and is told; False where the post no longer wants it."""
    post = Post.objects.select_for_update(of=("self",)).select_related("thread").filter(pk=post_id, link=url).first()
    if post is None or post.card == card:
        return False
    post.card = card
    post.save(update_fields=["card"])
    if post.is_readable:
        tell_media(post)
    return True


@transaction.atomic
def remove_card(*, editor: object, post_id: int) -> Post:
    """The author wants no card; the link stays in the words. Raises as edit_post; harmless if there is none."""
    post, _municipality_id = own_post(editor, post_id)
    if not may_change(editor, post):
        raise NotAllowed(MARKED)
    if post.link:
        post.link, post.card = "", None
        post.save(update_fields=["link", "card"])
        tell_media(post)
    return post


def tell_media(post: Post) -> None:
    """Open screens show what stands beside the words now."""
    publish(
        stream=post.thread.stream, kind=f"{noun_of(post.thread)}.media", data=media_data(post), ref=f"post.{post.pk}"
    )
