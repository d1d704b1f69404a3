"""Comments of consultations: what is said about clauses and about suggested wordings."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from forums.models import Post
from forums.selectors import readable_posts
from participation.database import rows
from participation.refusals import BadInput
from participation.voting.selectors import tallies_of, voted_on

from ..models import Clause, Consultation, Suggestion
from .states import may_know, visible_to

# In SQL because every comment runs it: docs/decisions/hot-paths.md.
THREAD_OF_CLAUSE = (
    f"SELECT c.thread_id, k.stage, k.municipality_id FROM {Clause._meta.db_table} c"  # noqa: S608  # names of tables only
    f" JOIN {Consultation._meta.db_table} k ON k.id = c.consultation_id WHERE c.id = %s AND c.thread_id IS NOT NULL"
)


@dataclass(frozen=True)
class CommentView:
    """A comment with its support; ``supported`` is the viewer's own, None where nobody looks."""

    post: Post
    support: int
    supported: bool | None


def visible_comments(viewer: object) -> QuerySet[Post]:
    """Readable comments of the consultations the viewer may know of, oldest first; not those about hidden suggestions."""
    # Subqueries instead of joins: with eleven tables in one join, planning took longer than everything else together.
    hidden = Suggestion.objects.filter(hidden_at__isnull=False).values("thread")
    return (
        readable_posts()
        .filter(thread__window__in=visible_to(viewer).values("window"))
        .exclude(thread__in=hidden)
        .order_by("created_at", "id")
    )


def comment_views(posts: list[Post], viewer: object) -> list[CommentView]:
    """Comments with their support: one query, two with a viewer."""
    questions = [post.question_id for post in posts]
    known = bool(getattr(viewer, "is_authenticated", False))
    tallies, own = tallies_of(questions), voted_on(viewer, questions)
    return [
        CommentView(post, tallies[post.question_id].total, post.question_id in own if known else None) for post in posts
    ]


def thread_to_answer(
    *, viewer: object, clause_id: int | None = None, suggestion_id: int | None = None, parent_id: int | None = None
) -> int:
    """The conversation about a clause, about a suggestion, or around a comment. Raises BadInput naming what is not there."""
    if parent_id is not None:
        thread_id = visible_comments(viewer).filter(pk=parent_id).values_list("thread_id", flat=True).first()
        if thread_id is None:
            raise BadInput(_("What you are answering is not there any more."), field="parent")
        return thread_id
    if suggestion_id is not None:
        of_suggestions = Suggestion.objects.filter(hidden_at=None, clause__consultation__in=visible_to(viewer))
        thread_id = of_suggestions.filter(pk=suggestion_id).values_list("thread_id", flat=True).first()
        if thread_id is None:
            raise BadInput(_("This suggestion is not there any more."), field="suggestion")
        return thread_id
    if clause_id is None:
        raise BadInput(_("Name a clause, a suggestion, or the comment it answers."))
    found = rows(THREAD_OF_CLAUSE, [clause_id])
    if not found or not may_know(viewer, stage=found[0][1], municipality_id=found[0][2]):
        raise BadInput(_("There is no such clause to comment on."), field="clause")
    return int(found[0][0])
