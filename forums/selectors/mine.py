"""Topics as one reader narrows them, and the post in which the words of a search stand."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from participation.accounts.models import User
from participation.database import contains
from participation.notifications.models import Follow

from ..models import Post, ReadMark, Topic

SHOWS = ("unread", "followed", "mine", "ignored")


def narrowed(topics: QuerySet[Topic], user: object, show: str) -> QuerySet[Topic]:
    """Those that have unread posts (of what the person opened or follows), that they follow, where they spoke, or that
    they ignore. All of them for nobody and for any other word.
    """
    if not isinstance(user, User) or show not in SHOWS:
        return topics
    marks = ReadMark.objects.filter(user=user)
    if show == "ignored":
        return topics.filter(pk__in=marks.filter(is_ignored=True).values("topic"))
    if show == "mine":
        said = Post.objects.filter(author=user, deleted_at=None)
        return topics.filter(Q(author=user) | Q(thread__in=said.values("thread")))
    scopes = Follow.objects.filter(user=user, scope__startswith="topic.").values_list("scope", flat=True)
    followed = [int(scope.partition(".")[2]) for scope in scopes]
    if show == "followed":
        return topics.filter(pk__in=followed)
    later = Post.objects.filter(thread__topic=OuterRef("topic"), hidden_at=None, deleted_at=None)
    behind = marks.filter(Exists(later.filter(number__gt=OuterRef("number"))), is_ignored=False)
    new = Q(pk__in=followed) & ~Q(pk__in=marks.values("topic"))  # followed from elsewhere and never opened
    return topics.filter(Q(pk__in=behind.values("topic")) | new)


def unread_in(user: User, topic_ids: Iterable[int]) -> dict[int, int]:
    """``{topic: posts that the person has not read}`` of those that are not ignored; one query."""
    later = Q(topic__thread__posts__number__gt=F("number"), topic__thread__posts__hidden_at=None)
    later &= Q(topic__thread__posts__deleted_at=None)
    marks = ReadMark.objects.filter(user=user, topic__in=list(topic_ids), is_ignored=False)
    counted = marks.annotate(unread=Count("topic__thread__posts", filter=later))
    return dict(counted.values_list("topic", "unread"))


def posts_with(topics: Iterable[Topic], words: str) -> dict[int, Post]:
    """``{topic: post}``: the first post of each topic that can be read and holds one of the words; two queries."""
    threads = {topic.thread_id: topic.pk for topic in topics}
    wanted = Q()
    for word in words.split()[:6]:
        wanted |= contains("body", word)
    if not threads or not wanted:
        return {}
    said = Post.objects.filter(wanted, thread__in=threads, hidden_at=None, deleted_at=None)
    firsts = said.order_by().values("thread").annotate(first=Min("id")).values_list("first", flat=True)
    found = Post.objects.filter(pk__in=list(firsts)).select_related("author", "organisation")
    return {threads[post.thread_id]: post for post in found}
