"""Every read of topics and their posts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from participation.accounts.models import User
from participation.database import contains
from participation.notifications.models import Follow
from participation.polls.selectors import asked_about
from participation.ready import Ready
from participation.voting.selectors import ballots_of, tallies_of

from ..models import Forum, Post, PostEdit, ReadMark, Topic
from .quotes import gone_quotes

PER_PAGE = 30  # posts
HEAD = ("forum__municipality", "category", "thread", "author", "organisation")  # what the page of one shows
EVERYTHING = (*HEAD, "last_post__author", "last_post__organisation")  # what a list shows
# The columns that these pages read: every further one costs for every row, and posts are read thirty at a time.
PEOPLE = ("author__display_name", "organisation__name")
SHOWN = (
    *(field.attname for field in Topic._meta.concrete_fields),
    *(f"forum__{field.attname}" for field in Forum._meta.concrete_fields),
    *(f"forum__municipality__{name}" for name in ("code", "name_bg", "name_en", "accent", "timezone", "is_live")),
    *("category__title", "thread__post_count", "thread__last_number", "thread__locked_at"),
    *PEOPLE,
)
SAID = (
    *(field.attname for field in Post._meta.concrete_fields),
    *(
        f"parent__{name}"
        for name in ("number", "group", "thread_id", "hidden_at", "deleted_at", "author_id", "organisation_id")
    ),
    *PEOPLE,
    *(f"parent__{name}" for name in PEOPLE),
)


@dataclass
class Reaction:
    """What people say to a post with one click, and what the viewer said."""

    counts: dict[str, int] = field(default_factory=dict)
    own: str = ""


@dataclass
class PostRow:
    """A post of a topic as a page shows it."""

    post: Post
    reaction: Reaction
    quote_gone: bool = False  # words of what nobody reads any more


@dataclass
class Standing:
    """How a person stands to a topic."""

    number: int = 0  # of the last post they have read
    unread: int = 0
    known: bool = False  # they have opened it before
    is_ignored: bool = False
    is_following: bool = False
    was_followed: bool = False  # until they ignored it


def visible_topics() -> QuerySet[Topic]:
    """Topics that everybody reads, in forums that everybody reads, with all that a list shows."""
    topics = Topic.objects.filter(
        hidden_at=None,
        deleted_at=None,
        merged_into=None,
        forum__hidden_at=None,
        forum__municipality__is_live=True,
    )
    return topics.select_related(*EVERYTHING)


def list_topics(*, forum: Forum | None = None, category_id: int | None = None) -> QuerySet[Topic]:
    """Topics of a forum or of one of its parts: pinned ones first, then by their newest post."""
    topics = visible_topics()
    if forum is not None:
        topics = topics.filter(forum=forum)
    if category_id is not None:
        topics = topics.filter(category=category_id)
    return topics.order_by("-is_pinned", "-last_post_at", "-id")


def list_newest(most: int) -> QuerySet[Topic]:
    """What was said last, in all forums."""
    return by_last_post()[:most]


def list_newest_of(municipality_id: int, most: int) -> QuerySet[Topic]:
    """What was said last in the forums of one municipality: its own, and those of its consultations and organisations."""
    return by_last_post().filter(forum__municipality=municipality_id)[:most]


def by_last_post() -> QuerySet[Topic]:
    """All topics, what was said last first."""
    return visible_topics().order_by("-last_post_at", "-id")


def get_topic(topic_id: int) -> Topic | None:
    """A topic that everybody reads, or None. ``is_asked``: it has polls; ``is_split``: posts of it are another topic."""
    return _topic.only(topic_id)


def _topic_query(topic_id: int) -> QuerySet[Topic]:
    topics = visible_topics().select_related(None).select_related(*HEAD).only(*SHOWN)
    parts = Topic.objects.filter(split_from=OuterRef("pk"))
    return topics.annotate(is_asked=asked_about("topic"), is_split=Exists(parts)).filter(pk=topic_id)


_topic = Ready(_topic_query)


def split_around(topic: Topic) -> tuple[Topic | None, list[Topic]]:
    """The topic from whose posts this one was opened, and those that were opened from its own, as far as everybody reads
    them. For a topic of ``get_topic``; one query, none where nothing was split.
    """
    if topic.split_from_id is None and not getattr(topic, "is_split", True):
        return None, []
    near = visible_topics().select_related(None)
    found = list(near.filter(Q(pk=topic.split_from_id) | Q(split_from=topic.pk)).order_by("id"))
    return next((one for one in found if one.pk == topic.split_from_id), None), [
        one for one in found if one.split_from_id == topic.pk
    ]


def where_merged(topic_id: int) -> int | None:
    """The topic that holds what this one held before it was merged away; None where it was not."""
    seen: set[int] = set()
    while topic_id not in seen:
        seen.add(topic_id)
        target = Topic.objects.filter(pk=topic_id).values_list("merged_into_id", flat=True).first()
        if target is None:
            return topic_id if len(seen) > 1 else None
        topic_id = target
    return None


def matching(topics: QuerySet[Topic], words: str) -> QuerySet[Topic]:
    """Those with every one of the words (the first six) in their title or in a post that can be read."""
    for word in words.split()[:6]:
        said = Post.objects.filter(contains("body", word), hidden_at=None, deleted_at=None).values("thread")
        topics = topics.filter(contains("title", word) | Q(thread__in=said))
    return topics


def page_of(number: int) -> int:
    """The first number of the page on which the post with this number stands."""
    return (max(number, 1) - 1) // PER_PAGE * PER_PAGE + 1


def post_numbered(topic: Topic, number: int) -> int | None:
    """The key of the post with this number, or of the next one where that stands in another topic now; None for none."""
    posts = Post.objects.filter(thread=topic.thread_id, number__gte=number).order_by("number")
    return posts.values_list("pk", flat=True).first()


def list_topic_posts(topic: Topic, first: int, *, many: int = PER_PAGE, viewer: object = None) -> list[PostRow]:
    """Posts numbered ``first`` … ``first + many - 1``, in order: three queries with a viewer, two without.

    What was hidden or deleted is kept without its words, so that numbers and answers make sense.
    """
    posts = (
        Post.objects.filter(thread=topic.thread_id, number__gte=first, number__lt=first + many)
        .select_related("author", "organisation", "parent__author", "parent__organisation")
        .only(*SAID)
    )
    return post_rows(sorted(posts, key=lambda post: post.number), viewer)


def post_rows(posts: Iterable[Post], viewer: object = None) -> list[PostRow]:
    """The posts with their reactions."""
    found = list(posts)
    questions = [post.question_id for post in found if post.is_readable]
    tallies, own, gone = tallies_of(questions), ballots_of(viewer, questions), gone_quotes(found)
    rows = []
    for post in found:
        if not post.is_readable:
            post.body = post.body_html = post.quote = post.link = ""
            post.pictures, post.card = [], None
            post.author = post.organisation = None
        elif post.pk in gone:
            post.quote = ""
        tally, ballot = tallies.get(post.question_id), own.get(post.question_id)
        reaction = Reaction(tally.counts if tally else {}, ballot.choice if ballot else "")
        rows.append(PostRow(post, reaction, quote_gone=post.is_readable and post.pk in gone))
    return rows


def get_topic_post(post_id: int, *, also_gone: bool = False) -> Post | None:
    """A readable post of a readable topic with all that is shown of it, or None; ``also_gone``: or what stands where it
    was, once it was taken back or hidden (`post_rows` shows no words of it).
    """
    return (all_topic_posts() if also_gone else topic_posts()).filter(pk=post_id).first()


def get_first_post(topic: Topic) -> Post | None:
    """The post that began the topic, while it can be read."""
    return Post.objects.filter(thread=topic.thread_id, number=1, hidden_at=None, deleted_at=None).first()


def is_theirs_alone(topic: Topic) -> bool:
    """Whether nobody but who began the topic has said anything in it that is not taken back, and no poll stands there."""
    others = Post.objects.filter(thread=topic.thread_id, deleted_at=None).exclude(author=topic.author_id)
    return not others.exists() and not Topic.objects.filter(asked_about("topic"), pk=topic.pk).exists()


def topic_posts() -> QuerySet[Post]:
    """Readable posts of readable topics, in the order of each topic's numbers."""
    return all_topic_posts().filter(hidden_at=None, deleted_at=None)


def all_topic_posts() -> QuerySet[Post]:
    """The same with those that were taken back or hidden."""
    posts = Post.objects.filter(thread__topic__in=visible_topics().select_related(None))
    related = ("author", "organisation", "parent", "thread__topic")
    return posts.select_related(*related).order_by("thread", "number")


def list_edits(post: Post) -> QuerySet[PostEdit]:
    """The earlier wordings of a post, newest first."""
    return PostEdit.objects.filter(post=post).order_by("-replaced_at", "-id")


def standings_of(user: object, topics: Iterable[Topic]) -> dict[int, Standing]:
    """How the person stands to each of the topics: two queries; none, and nothing, for nobody."""
    found = {topic.pk: Standing() for topic in topics}
    if not isinstance(user, User) or not found:
        return {}
    unread = (
        Post.objects.filter(
            thread__topic=OuterRef("topic"), number__gt=OuterRef("number"), hidden_at=None, deleted_at=None
        )
        .order_by()
        .values("thread")
        .annotate(n=Count("id"))
        .values("n")
    )
    marks = ReadMark.objects.filter(user=user, topic__in=list(found)).annotate(unread=Subquery(unread))
    for mark in marks:
        found[mark.topic_id] = Standing(
            mark.number, mark.unread or 0, mark.number > 0, mark.is_ignored, was_followed=mark.was_followed
        )
    scopes = {f"topic.{pk}": pk for pk in found}
    for scope in Follow.objects.filter(user=user, scope__in=scopes).values_list("scope", flat=True):
        found[scopes[scope]].is_following = True
    return found


def standing_of(user: object, topic: Topic) -> Standing:
    """The same for one topic."""
    return standings_of(user, [topic]).get(topic.pk, Standing())


def first_unread(topic: Topic, standing: Standing) -> Post | None:
    """The first readable post that the person has not read; None where there is none."""
    waiting = Post.objects.filter(
        thread=topic.thread_id, number__gt=standing.number, hidden_at=None, deleted_at=None
    ).order_by("number")
    return waiting.first()


def marks_of(topic_id: int, users: Iterable[int]) -> dict[int, tuple[int, bool]]:
    """``{person: (last number read, ignored)}`` of those who ever opened the topic."""
    marks = ReadMark.objects.filter(topic=topic_id, user__in=list(users))
    return {user: (number, ignored) for user, number, ignored in marks.values_list("user", "number", "is_ignored")}


def titles_of(topic_ids: Iterable[int]) -> dict[int, str]:
    """``{number: title}`` of those that everybody reads; one query, none for none."""
    wanted = list(topic_ids)
    if not wanted:
        return {}
    return dict(visible_topics().select_related(None).filter(pk__in=wanted).values_list("pk", "title"))


def list_newest_posts(topic: Topic, most: int) -> QuerySet[Post]:
    """The newest readable posts of a topic, the newest first."""
    posts = Post.objects.filter(thread=topic.thread_id, hidden_at=None, deleted_at=None)
    return posts.select_related("author", "organisation").order_by("-number")[:most]
