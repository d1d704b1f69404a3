"""Starting topics and speaking in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import execute, only_row, rows
from participation.documents.markup import plain_text, render_typed
from participation.limits import limit
from participation.links.finding import first_link
from participation.live.actions import publish
from participation.moderation.masking import MARK
from participation.moderation.newcomers import limit_words
from participation.notifications.actions import follow
from participation.organisations.speakers import Speaker, speaking_as
from participation.pictures.actions import Wanted, set_pictures
from participation.ready import Ready
from participation.record.actions import record
from participation.refusals import BadInput, NotAllowed, SignInFirst
from participation.retries import made_once, there_before, was_there
from participation.unseen import one_line
from participation.voting.locks import lock_window

from ..models import Category, Post, Thread, Topic
from ..policies import may_order, may_rename, may_start
from ..selectors.mentions import marked, named_in
from ..telling import post_data, topic_data
from .forums import role_in
from .marks import set_mark
from .newest import Locked, refuse_locked, touch
from .writing import LONGEST_QUOTE, checked, keep_mentions, put, take_number

LONGEST_TITLE = 200
GONE = _("This topic is not there any more.")
MASKED_TITLE = _("A moderator has hidden words of this title: while that stands it cannot be changed.")


def start_topic(
    *,
    author: object,
    category_id: int,
    title: str,
    body: str,
    organisation_id: int | None = None,
    pictures: Sequence[Wanted] = (),
    client_key: str = "",
) -> Topic:
    """A topic with its first post, recorded and told. The same ``client_key`` again gives the topic made before.

    ``pictures`` were kept before (`keep_picture`); the card of a link comes later, from the worker. Raises SignInFirst,
    NotAllowed (suspended, or the hosts alone start topics there), TooMany, BadInput.
    """
    if not isinstance(author, User) or not author.is_authenticated:
        raise SignInFirst
    title, body, client_key = checked_title(title), checked(body), client_key[:40]
    if not client_key or not Post.objects.filter(author=author, client_key=client_key, number=1).exists():
        limit(f"topics:{author.pk}", times=max(1, int(4 * settings.WORDS_RATE)), seconds=60)
        limit_words("topic", author, times=10, seconds=3600)
    post = made_once(
        lambda: _start(author, category_id, title, body, organisation_id, pictures, client_key),
        of=Post, constraint="post_sent_once", author=author, client_key=client_key, number=1,
    )  # fmt: skip
    topic = Topic.objects.select_related("forum", "category", "thread").get(thread=post.thread_id)
    return there_before(topic) if was_there(post) else topic


def _start(
    author: User,
    category_id: int,
    title: str,
    body: str,
    organisation_id: int | None,
    pictures: Sequence[Wanted],
    client_key: str,
) -> Post:
    category = Category.objects.select_related("forum").filter(pk=category_id, forum__hidden_at=None).first()
    if category is None:
        raise BadInput(_("There is no such part of the forum."), field="category")
    forum = category.forum
    locked = lock_window(forum.window_id)
    speaker = speaking_as(user=author, organisation_id=organisation_id, municipality_id=forum.municipality_id)
    if not may_start(author, forum):
        raise NotAllowed(_("In this forum only its hosts start topics."))
    topic = open_topic(category, title, speaker, at=locked.now)
    count, number = take_number(topic.thread_id)
    post = _said(topic, speaker, number, locked.now, body=body, pictures=pictures, client_key=client_key)
    _record(topic, speaker, "topic.created", post, {})
    follow(user=author, scope=topic.scope)  # at once, so that the page that comes next says so
    _tell(topic, post, count)
    return post


def open_topic(category: Category, title: str, speaker: Speaker, *, at: datetime) -> Topic:
    """A topic with an empty conversation."""
    forum = category.forum
    thread = Thread.objects.create(window_id=forum.window_id, scope="", stream="", ref="")
    topic = Topic.objects.create(
        forum=forum, category=category, title=title, thread=thread, author=speaker.user,
        organisation=speaker.organisation, group=speaker.group, last_post_at=at, created_at=at,
    )  # fmt: skip
    thread.scope = thread.stream = thread.ref = topic.scope
    thread.save(update_fields=["scope", "stream", "ref"])
    return topic


def add_topic_post(
    *,
    author: object,
    topic_id: int,
    body: str,
    parent_id: int | None = None,
    quote: str = "",
    organisation_id: int | None = None,
    pictures: Sequence[Wanted] = (),
    client_key: str = "",
) -> Post:
    """A post at the end of the topic, numbered, counted, recorded and told; ``parent_id`` is the post it answers.

    The quoted words stand in the post that is answered. The same ``client_key`` again gives the post made before.
    Raises SignInFirst, NotAllowed, TooMany, Locked, BadInput.
    """
    if not isinstance(author, User) or not author.is_authenticated:
        raise SignInFirst
    body, quote, client_key = checked(body), " ".join(quote.split()), client_key[:40]
    limit_words("post", author, times=20, seconds=300)
    threads = rows("SELECT thread_id FROM forums_topic WHERE id = %s", [topic_id])  # docs/decisions/hot-paths.md
    if not threads:
        raise BadInput(GONE, field="topic")
    thread_id = threads[0][0]
    return made_once(
        lambda: _add(author, topic_id, thread_id, body, parent_id, quote, organisation_id, pictures, client_key),
        of=Post, constraint="post_sent_once", author=author, client_key=client_key, thread=thread_id,
    )  # fmt: skip


def _add(
    author: User,
    topic_id: int,
    thread_id: int,
    body: str,
    parent_id: int | None,
    quote: str,
    organisation_id: int | None,
    pictures: Sequence[Wanted],
    client_key: str,
) -> Post:
    count, number = take_number(thread_id, refusal=Locked)
    topic = standing_topic(topic_id)  # looked at under the thread's lock, which every act of order takes as well
    refuse_locked(topic)
    assert topic.thread.window_id is not None
    now = lock_window(topic.thread.window_id).now
    speaker = speaking_as(user=author, organisation_id=organisation_id, municipality_id=topic.forum.municipality_id)
    parent = _parent(thread_id, parent_id)
    quote = quoted(parent, quote)
    post = _said(
        topic, speaker, number, now, body=body, client_key=client_key, parent=parent, quote=quote, pictures=pictures
    )
    _record(topic, speaker, "post.created", post, {"about": topic.scope, "parent": post.parent_id})
    _tell(topic, post, count)
    return post


def _said(
    topic: Topic,
    speaker: Speaker,
    number: int,
    now: datetime,
    *,
    body: str,
    client_key: str,
    parent: Post | None = None,
    quote: str = "",
    pictures: Sequence[Wanted] = (),
) -> Post:
    named = named_in(body, topic)
    made = render_typed(body)
    post = Post(
        thread=topic.thread,
        number=number,
        parent=parent,
        author=speaker.user,
        organisation=speaker.organisation,
        group=speaker.group,
        quote=quote,
        body=body,
        body_html=marked(made, [name for name, _person in named]),
        link=first_link(body, made),
        client_key=client_key,
        created_at=now,
    )
    put(post, kind="reaction")
    if pictures:
        post.pictures = set_pictures(owner=speaker.user, ref=f"post.{post.pk}", wanted=pictures)
        post.save(update_fields=["pictures"])
    if named:
        keep_mentions(post, named)
    newest = "UPDATE forums_topic SET last_post_id = %s, last_post_at = %s WHERE id = %s"
    execute(newest, [post.pk, connection.ops.adapt_datetimefield_value(now), topic.pk])
    set_mark(speaker.user.pk, topic.pk, number)
    return post


def _tell(topic: Topic, post: Post, count: int) -> None:
    data = post_data(post, thread_ref=topic.scope, count=count)
    publish(stream=topic.scope, kind="post.created", data=data, ref=f"post.{post.pk}")
    touch(topic.pk)


@transaction.atomic
def rename_topic(*, editor: object, topic_id: int, title: str) -> Topic:
    """The topic is called otherwise, and the record says how it was called. Raises SignInFirst, NotAllowed, BadInput."""
    if not isinstance(editor, User):
        raise SignInFirst
    title, topic = checked_title(title), standing_topic(topic_id, lock=True)
    if not may_rename(editor, topic):
        raise NotAllowed
    if MARK in topic.title and not may_order(editor, topic.forum):
        raise NotAllowed(MASKED_TITLE)
    if title != topic.title:
        before, topic.title = topic.title, title
        topic.save(update_fields=["title"])
        record(
            kind="topic.renamed", scope=topic.scope, actor=editor, municipality_id=topic.forum.municipality_id,
            role=role_in(editor, topic.forum) if editor.pk != topic.author_id else topic.group,
            ref=topic.scope, data={"title": title, "before": before},
        )  # fmt: skip
        publish(stream=topic.scope, kind="topic.changed", data=topic_data(topic), ref=topic.scope)
        touch(topic.pk)
    return topic


def standing_topic(topic_id: int, *, lock: bool = False, field: str = "") -> Topic:
    """The topic as acts find it, with forum and thread, locked or not. Raises BadInput about ``field`` for none."""
    topic = only_row(_standing(topic_id).select_for_update(of=("self",))) if lock else _topic.only(topic_id)
    if topic is None:
        raise BadInput(GONE, field=field)
    return topic


def _standing(topic_id: int) -> QuerySet[Topic]:
    there = Topic.objects.select_related("forum", "category", "thread")
    return there.filter(pk=topic_id, hidden_at=None, deleted_at=None, merged_into=None, forum__hidden_at=None)


_topic = Ready(_standing)


def checked_title(title: str) -> str:
    """The title on one line. Raises BadInput for none and for one that is too long."""
    title = one_line(title)
    if not title:
        raise BadInput(_("Give the topic a title."), field="title")
    if len(title) > LONGEST_TITLE:
        raise BadInput(_("This is too long: at most %(most)d characters.") % {"most": LONGEST_TITLE}, field="title")
    return title


def quoted(parent: Post | None, quote: str) -> str:
    """The quoted words, if they stand in the post that is answered. Raises BadInput."""
    if not quote:
        return ""
    if len(quote) > LONGEST_QUOTE:
        raise BadInput(_("Quote at most %(most)d characters.") % {"most": LONGEST_QUOTE}, field="quote")
    text = " ".join(plain_text(parent.body_html).split()) if parent else ""
    at = text.casefold().find(quote.casefold())
    if at < 0:
        raise BadInput(
            _("These words are not in the post that you answer. Copy them as they stand there."), field="quote"
        )
    return quote


def _parent(thread_id: int, parent_id: int | None) -> Post | None:
    if parent_id is None:
        return None
    parent = Post.objects.filter(pk=parent_id, thread=thread_id, hidden_at=None, deleted_at=None).first()
    if parent is None:
        raise BadInput(_("What you are answering is not there any more."), field="parent")
    return parent


def _record(topic: Topic, speaker: Speaker, kind: str, post: Post, data: dict[str, object]) -> None:
    record(
        kind=kind,
        scope=topic.scope,
        actor=speaker.user,
        role=speaker.group,
        organisation=speaker.organisation,
        municipality_id=topic.forum.municipality_id,
        ref=f"post.{post.pk}",
        data=data,
        at=post.created_at,
    )
