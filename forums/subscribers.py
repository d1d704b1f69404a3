"""What follows from conversations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from participation.notifications.actions import follow_once, notify
from participation.notifications.kinds import Kind, register
from participation.record.models import Act
from participation.record.subscribers import on

from .models import Post

ANSWERED = "comment.answered"
register(ANSWERED, Kind(_("%(name)s answered your comment."), "%(words)s"))
SHOWN = 300  # characters of the answer in the mail


@on("comment.created")
def follow_what_one_talks_about(act: Act) -> None:
    """Whoever says something for the first time is told from then on what becomes of it."""
    follow_once(act)


@on("comment.created")
def tell_the_one_answered(act: Act) -> None:
    """Whoever is answered is told, unless they answered themselves or the answer is gone meanwhile."""
    post = Post.objects.select_related("parent", "thread", "author").filter(pk=act.ref.partition(".")[2]).first()
    if post is None or not post.is_readable or post.parent is None or post.parent.author_id is None:
        return
    if post.parent.author_id != post.author_id:
        notify(
            user_id=post.parent.author_id,
            kind=ANSWERED,
            data={"name": str(post.organisation or post.author or ""), "words": post.body[:SHOWN]},
            url=address_of(post),
            key=f"post.{post.pk}.answers",
        )


def address_of(post: Post) -> str:
    """Where the post is read: its lasting address, resolved by the site."""
    return f"/posts/{post.pk}/"
