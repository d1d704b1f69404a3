"""Every read of conversations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet, Sum

from participation.live.selectors import Head
from participation.voting.selectors import Tally, ballots_of, tallies_of

from ..kept import kept
from ..models import Post, Thread


@dataclass
class PostView:
    """A post as a page shows it: its answers, its support, and whether the reader supports it."""

    post: Post
    support: int = 0
    supported: bool = False
    answers: list[PostView] = field(default_factory=list)


def readable_posts() -> QuerySet[Post]:
    """Posts that are neither hidden nor deleted, with author and organisation. See also OPEN."""
    return Post.objects.filter(hidden_at=None, deleted_at=None).select_related("author", "organisation", "thread")


# What stands in no topic, or in one that everybody reads.
OPEN = Q(thread__topic=None) | Q(
    thread__topic__hidden_at=None,
    thread__topic__deleted_at=None,
    thread__topic__forum__hidden_at=None,
    thread__topic__forum__municipality__is_live=True,
)


def is_open(post: Post) -> bool:
    """The same of one post whose thread and topic are at hand."""
    topic = getattr(post.thread, "topic", None)
    return topic is None or (
        topic.hidden_at is None
        and topic.deleted_at is None
        and topic.forum.hidden_at is None
        and topic.forum.municipality.is_live
    )


def list_posts(thread_id: int, *, viewer: object = None, head: Head | None = None) -> list[PostView]:
    """A thread as a tree: first posts by time with their answers, three queries whatever its length.

    A hidden or deleted post is kept, without its words, only where answers hang on it. Where the thread's stream stands at
    ``head``, posts and tallies are asked once (``forums/kept.py``) and only the viewer's own ballots each time.
    """
    posts, tallies = kept(head, ("posts", thread_id), lambda: _said_in(thread_id)) if head else _said_in(thread_id)
    own = ballots_of(viewer, [post.question_id for post in posts if post.is_readable])
    views = {post.pk: _view(post, tallies.get(post.question_id), post.question_id in own) for post in posts}
    roots = []
    for post in posts:
        if post.parent_id is None:
            roots.append(views[post.pk])
        elif post.parent_id in views:
            views[post.parent_id].answers.append(views[post.pk])
    return [view for view in roots if view.post.is_readable or view.answers]


def _said_in(thread_id: int) -> tuple[list[Post], dict[int, Tally]]:
    """Its posts by time, and what others think of those that can be read."""
    posts = list(
        Post.objects.filter(thread_id=thread_id)
        .filter(Q(hidden_at=None, deleted_at=None) | Q(parent=None))
        .select_related("author", "organisation")
        .order_by("created_at", "id")
    )
    return posts, tallies_of([post.question_id for post in posts if post.is_readable])


def get_post(post_id: int) -> Post | None:
    """A readable post, or None. What stands in a hidden topic is not there."""
    return readable_posts().filter(OPEN, pk=post_id).first()


def get_kept_place(post_id: int) -> Post | None:
    """A post whose place in its topic can be read, whatever became of its words: a line stands there."""
    return Post.objects.select_related("thread").filter(OPEN, pk=post_id, thread__topic__isnull=False).first()


def get_post_view(post_id: int, *, viewer: object = None) -> PostView | None:
    """One readable post as a page shows it, without its answers."""
    post = get_post(post_id)
    if post is None:
        return None
    own = ballots_of(viewer, [post.question_id])
    return _view(post, tallies_of([post.question_id])[post.question_id], bool(own))


def gone_posts(numbers: Iterable[int]) -> dict[int, str]:
    """Those of the posts that nobody can read any more: ``deleted`` by their author or ``hidden``; one query."""
    wanted = Post.objects.filter(pk__in=list(numbers))
    rows = wanted.filter(Q(hidden_at__isnull=False) | Q(deleted_at__isnull=False) | ~OPEN)
    return {pk: "deleted" if deleted else "hidden" for pk, deleted in rows.values_list("pk", "deleted_at")}


def count_posts_of(scopes: Iterable[str]) -> dict[str, int]:
    """Readable posts in all conversations of each scope, on clauses and on suggestions; one query."""
    rows = Thread.objects.filter(scope__in=list(scopes)).order_by().values("scope").annotate(n=Sum("post_count"))
    return {row["scope"]: row["n"] or 0 for row in rows}


def count_posts(scope: str) -> int:
    """Readable posts in all conversations of one scope."""
    return count_posts_of([scope]).get(scope, 0)


def _view(post: Post, tally: Tally | None, supported: bool) -> PostView:
    if not post.is_readable:
        post.body = post.body_html = post.quote = post.link = ""
        post.pictures, post.card = [], None
        post.author = post.organisation = None
    return PostView(post, tally.total if tally else 0, supported)
