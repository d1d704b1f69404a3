"""Every read of conversations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet, Sum

from participation.voting.selectors import Tally, ballots_of, tallies_of

from .models import Post, Thread


@dataclass
class PostView:
    """A post as a page shows it: its answers, its support, and whether the reader supports it."""

    post: Post
    support: int = 0
    supported: bool = False
    answers: list[PostView] = field(default_factory=list)


def readable_posts() -> QuerySet[Post]:
    """Posts that are neither hidden nor deleted, with author and organisation."""
    return Post.objects.filter(hidden_at=None, deleted_at=None).select_related("author", "organisation", "thread")


def list_posts(thread_id: int, *, viewer: object = None) -> list[PostView]:
    """A thread as a tree: first posts by time with their answers, three queries whatever its length.

    A hidden or deleted post is kept, without its words, only where answers hang on it.
    """
    posts = list(
        Post.objects.filter(thread_id=thread_id)
        .filter(Q(hidden_at=None, deleted_at=None) | Q(parent=None))
        .select_related("author", "organisation")
        .order_by("created_at", "id")
    )
    questions = [post.question_id for post in posts if post.is_readable]
    tallies, own = tallies_of(questions), ballots_of(viewer, questions)
    views = {post.pk: _view(post, tallies.get(post.question_id), post.question_id in own) for post in posts}
    roots = []
    for post in posts:
        if post.parent_id is None:
            roots.append(views[post.pk])
        elif post.parent_id in views:
            views[post.parent_id].answers.append(views[post.pk])
    return [view for view in roots if view.post.is_readable or view.answers]


def get_post(post_id: int) -> Post | None:
    """A readable post, or None."""
    return readable_posts().filter(pk=post_id).first()


def get_post_view(post_id: int, *, viewer: object = None) -> PostView | None:
    """One readable post as a page shows it, without its answers."""
    post = get_post(post_id)
    if post is None:
        return None
    own = ballots_of(viewer, [post.question_id])
    return _view(post, tallies_of([post.question_id])[post.question_id], bool(own))


def threads_by_ref(refs: Iterable[str]) -> dict[str, Thread]:
    """Threads by what they are about."""
    return {thread.ref: thread for thread in Thread.objects.filter(ref__in=list(refs))}


def count_posts_of(scopes: Iterable[str]) -> dict[str, int]:
    """Readable posts in all conversations of each scope, on clauses and on suggestions; one query."""
    rows = Thread.objects.filter(scope__in=list(scopes)).order_by().values("scope").annotate(n=Sum("post_count"))
    return {row["scope"]: row["n"] or 0 for row in rows}


def count_posts(scope: str) -> int:
    """Readable posts in all conversations of one scope."""
    return count_posts_of([scope]).get(scope, 0)


def _view(post: Post, tally: Tally | None, supported: bool) -> PostView:
    if not post.is_readable:
        post.body = post.body_html = post.quote = ""
        post.author = post.organisation = None
    return PostView(post, tally.total if tally else 0, supported)
