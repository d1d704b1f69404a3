"""What follows from conversations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from participation.limits import limit
from participation.links.actions import make_card
from participation.notifications.actions import follow_once, notify, notify_all
from participation.notifications.kinds import Kind, register
from participation.notifications.selectors import followers_of
from participation.record.models import Act
from participation.record.subscribers import every, on
from participation.refusals import TooMany

from .actions import open_missing_forums, show_card
from .models import Post
from .selectors.mentions import mentioned_in
from .selectors.topics import get_topic_post, marks_of
from .telling import SHOWN

ANSWERED = "comment.answered"
register(ANSWERED, Kind(_("%(name)s answered your comment."), "%(words)s"))
POST_ANSWERED, MENTIONED, SAID = "post.answered", "post.mentioned", "topic.said"
register(POST_ANSWERED, Kind(_("%(name)s answered you in “%(title)s”."), "%(words)s"))
register(MENTIONED, Kind(_("%(name)s mentioned you in “%(title)s”."), "%(words)s"))
register(SAID, Kind(_("New posts in “%(title)s”."), by_mail=False))


@on("comment.created", "topic.created", "post.created")
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


@on("comment.created", "comment.edited", "topic.created", "post.created", "post.edited")
def draw_the_card_of_its_link(act: Act) -> None:
    """The card of the post's link stands under it. Too many links in a short time get none."""
    post = Post.objects.filter(pk=act.ref.partition(".")[2], hidden_at=None, deleted_at=None).first()
    if post is None or not post.link or post.card is not None:
        return
    try:
        limit(f"cards:{post.author_id}", times=20, seconds=3600)
        card = make_card(url=post.link)
    except TooMany:
        return
    if card is not None:
        show_card(post_id=post.pk, url=post.link, card=card)


def address_of(post: Post) -> str:
    """Where the post is read: its lasting address, resolved by the site."""
    return f"/posts/{post.pk}/"


@on("topic.created", "post.created")
def tell_of_a_topic(act: Act) -> None:
    """Whoever is answered or named is told, once for the post; whoever follows the topic, once until they have read on.

    Who ignores the topic is told nothing; the one who spoke neither; nothing where it is gone meanwhile.
    """
    post = get_topic_post(int(act.ref.rpartition(".")[2]))
    if post is None:
        return
    topic = post.thread.topic
    name = str(post.organisation or post.author or "")
    named, answered = mentioned_in(post), post.parent.author_id if post.parent else None
    followers = followers_of(topic.scope)
    marks = marks_of(topic.pk, [*named, *followers, *([answered] if answered else [])])
    deaf = {user for user, (_number, ignored) in marks.items() if ignored} | {post.author_id}
    told: set[int | None] = set(deaf)
    data = {"name": name, "words": post.body[:SHOWN], "title": topic.title}
    for kind, people in ((POST_ANSWERED, [answered]), (MENTIONED, named)):
        fresh = [user for user in people if user is not None and user not in told]
        notify_all(user_ids=fresh, kind=kind, data=data, url=address_of(post), key=f"post.{post.pk}.answers")
        told.update(fresh)
    waiting: dict[int, list[int]] = {}
    for user in followers:
        if user not in told:
            waiting.setdefault(marks.get(user, (0, False))[0], []).append(user)
    for number, users in waiting.items():
        key = f"{topic.scope}.after.{number}"
        notify_all(user_ids=users, kind=SAID, data={"title": topic.title}, url=address_of(post), key=key)


@every(seconds=30)
def open_forums_of_new_places() -> None:
    """A municipality that takes part has a forum."""
    open_missing_forums()
