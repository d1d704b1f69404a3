"""Every read of forums and their categories."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet, Sum

from ..models import Category, Forum, Topic


@dataclass
class ForumView:
    """A forum in a list, with how much is going on in it."""

    forum: Forum
    topics: int = 0
    posts: int = 0
    last_post_at: datetime | None = None


def visible_forums() -> QuerySet[Forum]:
    """Forums that everybody reads, with their municipality: of places that take part, and of what is public there."""
    forums = Forum.objects.filter(hidden_at=None, municipality__is_live=True)
    return forums.select_related("municipality").order_by("municipality__name_bg", "id")


def get_forum(forum_id: int) -> Forum | None:
    """A forum that everybody reads, or None."""
    return visible_forums().filter(pk=forum_id).first()


def get_forum_of(scope: str) -> Forum | None:
    """The forum of a municipality ("municipality.3"), a consultation or an organisation, if it has one."""
    return visible_forums().filter(scope=scope).first()


def forum_views(forums: Iterable[Forum]) -> list[ForumView]:
    """The forums with their counts; one query."""
    found = list(forums)
    views = {forum.pk: ForumView(forum) for forum in found}
    rows = (
        Topic.objects.filter(forum__in=found, hidden_at=None, deleted_at=None, merged_into=None)
        .order_by()
        .values("forum")
        .annotate(n=Count("id"), posts=Sum("thread__post_count"), newest=Max("last_post_at"))
    )
    for row in rows:
        view = views[row["forum"]]
        view.topics, view.posts, view.last_post_at = row["n"], row["posts"] or 0, row["newest"]
    return list(views.values())


def list_categories(forum: Forum) -> QuerySet[Category]:
    """The parts of the forum in their order, each with the number of its topics (``topic_count``)."""
    readable = Q(topics__hidden_at=None, topics__deleted_at=None, topics__merged_into=None, topics__id__isnull=False)
    counted = Category.objects.filter(forum=forum).annotate(topic_count=Count("topics", filter=readable))
    return counted.order_by("position", "id")


def visible_categories() -> QuerySet[Category]:
    """Categories of forums that everybody reads, by forum and order."""
    return Category.objects.filter(forum__in=visible_forums().order_by()).order_by("forum", "position", "id")


def places_to_move(forum: Forum) -> QuerySet[Category]:
    """Where a topic of this forum may be moved: every category of the same municipality's forums."""
    there = Category.objects.filter(forum__municipality=forum.municipality_id, forum__hidden_at=None)
    return there.select_related("forum").order_by("forum__id", "position", "id")
