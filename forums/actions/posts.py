"""Saying something, changing it, deleting it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from participation.database import db_now
from participation.documents.markup import render_typed
from participation.limits import limit
from participation.links.finding import first_link
from participation.live.actions import SUPERSEDED, publish, scrub
from participation.moderation.newcomers import limit_words
from participation.organisations.speakers import SILENCED, Speaker, speaking_as
from participation.pictures.actions import Wanted, remove_pictures, set_pictures
from participation.places.selectors import can_act
from participation.record.actions import record
from participation.refusals import BadInput, NotAllowed, SignInFirst
from participation.retries import made_once
from participation.voting.actions import close_question
from participation.voting.locks import lock_window

from ..models import Post, PostEdit, Thread, Topic
from ..policies import is_own, may_change
from ..telling import noun_of, post_data
from .newest import newest_changed, refuse_locked, topic_of
from .quotes import quoting as quoting_answers
from .quotes import renew_quotes
from .writing import LOCKED, LONGEST_QUOTE, checked, put, take_number, written

# In SQL because every comment runs them: docs/decisions/hot-paths.md.
ONE_THREAD = f"SELECT * FROM {Thread._meta.db_table} WHERE id = %s"  # noqa: S608  # names of tables only
MARKED = _("It is marked as a proposal and will be answered as it stands: it cannot be changed or deleted any more.")
MASKED = _("A moderator has hidden part of it: while that stands it can be taken back, but not changed.")
Quoting = Callable[[Thread, str], str]  # the words as they stand in what the thread is about


def add_post(
    *,
    author: object,
    thread_id: int,
    body: str,
    argument: str = "",
    parent_id: int | None = None,
    organisation_id: int | None = None,
    quote: str = "",
    quoting: Quoting | None = None,
    pictures: Sequence[Wanted] = (),
    client_key: str = "",
) -> Post:
    """A post is in its thread, counted, recorded and told. The same ``client_key`` again gives the post made before.

    ``quoting`` is asked about a quote once the person may speak and the window is open; without it the quote is cut.
    ``pictures`` were kept before (`keep_picture`). The card of a link comes later, from the worker. Raises SignInFirst,
    NotAllowed, TooMany, Closed, NotYetOpen, BadInput (empty, too long, an answer to nothing, a key used elsewhere,
    a picture without a description).
    """
    if not getattr(author, "is_authenticated", False):
        raise SignInFirst
    body, quote, client_key = checked(body), quote.strip(), client_key[:40]
    if argument not in ("", *Post.Argument.values):
        raise BadInput(_("Choose for, against or question."), field="argument")
    limit_words("post", author, times=20, seconds=300)  # type: ignore[arg-type]  # signed in, checked above
    return made_once(
        lambda: _add(
            author, thread_id, body, argument, parent_id, organisation_id, quote, quoting, pictures, client_key
        ),
        of=Post, constraint="post_sent_once", author=author, client_key=client_key, thread=thread_id,
    )  # fmt: skip


def _add(
    author: object,
    thread_id: int,
    body: str,
    argument: str,
    parent_id: int | None,
    organisation_id: int | None,
    quote: str,
    quoting: Quoting | None,
    pictures: Sequence[Wanted],
    client_key: str,
) -> Post:
    thread = _taking_posts(thread_id)
    locked = lock_window(thread.window_id) if thread.window_id else None
    municipality_id = locked.window.municipality_id if locked else None
    speaker = speaking_as(user=author, organisation_id=organisation_id, municipality_id=municipality_id)
    body_html = render_typed(body)
    post = Post(
        thread=thread,
        parent=_parent(thread, parent_id),
        author=speaker.user,
        organisation=speaker.organisation,
        group=speaker.group,
        argument=argument,
        quote=quoting(thread, quote) if quote and quoting else quote[:LONGEST_QUOTE],
        body=body,
        body_html=body_html,
        link=first_link(body, body_html),
        client_key=client_key,
        created_at=locked.now if locked else db_now(),
    )
    count, post.number = take_number(thread.pk)
    put(post, kind="support")
    if pictures:
        post.pictures = set_pictures(owner=speaker.user, ref=f"post.{post.pk}", wanted=pictures)
        post.save(update_fields=["pictures"])
    _record(thread, speaker, "comment.created", post, municipality_id)
    _tell(post, "comment.created", count)
    return post


def _tell(post: Post, kind: str, count: int) -> None:
    data = post_data(post, thread_ref=post.thread.ref, count=count)
    publish(stream=post.thread.stream, kind=kind, data=data, ref=f"post.{post.pk}")


def _taking_posts(thread_id: int) -> Thread:
    thread = next(iter(Thread.objects.raw(ONE_THREAD, [thread_id])), None)
    if thread is None:
        raise BadInput(_("This conversation does not exist."))
    if thread.locked_at is not None:
        raise NotAllowed(LOCKED)
    if thread.window_id is None:
        raise BadInput(_("This conversation takes no votes."))
    return thread


@transaction.atomic
def edit_post(*, editor: object, post_id: int, body: str, pictures: Sequence[Wanted] | None = None) -> Post:
    """The author's new words, with the earlier ones kept; with ``pictures`` exactly these beside them. Not once it was
    marked as a proposal: that is answered as it stands. Raises as add_post, and NotAllowed for another's post.
    """
    body = checked(body)
    if not getattr(editor, "is_authenticated", False):
        raise SignInFirst
    limit(f"post_edit:{editor.pk}", times=30, seconds=300)  # type: ignore[attr-defined]  # signed in, checked above
    post, municipality_id = own_post(editor, post_id)
    topic = topic_of(post.thread)
    _refuse_edit(editor, post, topic, municipality_id)
    ref, shown = f"post.{post.pk}", post.pictures
    if pictures is not None and (pictures or shown):
        assert post.author is not None  # it is the editor's own
        post.pictures = set_pictures(owner=post.author, ref=ref, wanted=pictures)
    if post.body == body and post.pictures == shown:
        return post
    if post.body != body:
        PostEdit.objects.create(post=post, body=post.body)
        _reword(post, body, topic)
    post.edited_at = db_now()
    post.save(update_fields=["body", "body_html", "link", "card", "pictures", "edited_at"])
    kind = f"{noun_of(post.thread)}.edited"
    record(
        kind=kind,
        scope=post.thread.scope,
        actor=post.author,
        role=post.group,
        organisation=post.organisation,
        municipality_id=municipality_id,
        ref=ref,
        data={"about": post.thread.ref},
    )
    # The earlier words are told to nobody any more.
    scrub(stream=post.thread.stream, ref=ref, data={"id": post.pk}, kind=SUPERSEDED)
    _tell(post, kind, post.thread.post_count)
    return post


def _refuse_edit(editor: object, post: Post, topic: Topic | None, municipality_id: int | None) -> None:
    if not may_change(editor, post):
        raise NotAllowed(MARKED)
    refuse_locked(topic)
    if post.masked_at is not None:
        raise NotAllowed(MASKED)
    if not can_act(editor, municipality_id):
        raise NotAllowed(SILENCED)


@transaction.atomic
def delete_post(*, editor: object, post_id: int) -> None:
    """The author takes the post back: its words are gone, a trace stays. Not once it was marked as a proposal."""
    post, municipality_id = own_post(editor, post_id)
    if not may_change(editor, post):
        raise NotAllowed(MARKED)
    post.edits.all().delete()
    remove_pictures(ref=f"post.{post.pk}")
    post.body = post.body_html = post.quote = post.link = ""
    post.pictures, post.card, post.deleted_at = [], None, db_now()
    post.save(update_fields=["body", "body_html", "quote", "link", "pictures", "card", "deleted_at"])
    close_question(post.question_id)
    Thread.objects.filter(pk=post.thread_id).update(post_count=F("post_count") - 1)
    ref, kind = f"post.{post.pk}", f"{noun_of(post.thread)}.deleted"
    record(
        kind=kind,
        scope=post.thread.scope,
        actor=post.author,
        role=post.group,
        organisation=post.organisation,
        municipality_id=municipality_id,
        ref=ref,
        data={"about": post.thread.ref},
    )
    tell_gone(post, kind)


def tell_gone(post: Post, kind: str) -> None:
    """Take the words out of the stream's past, and tell open screens to drop them."""
    ref, thread = f"post.{post.pk}", post.thread
    newest_changed(thread)
    scrub(stream=thread.stream, ref=ref, data={"id": post.pk})
    count = Thread.objects.values_list("post_count", flat=True).get(pk=thread.pk)
    data: dict[str, object] = {"id": post.pk, "number": post.number, "thread": thread.pk, "about": thread.ref}
    data |= {"parent": post.parent_id, "count": count}
    data |= renew_quotes(quoting_answers(post), stream=thread.stream)  # gone where they are quoted, too
    publish(stream=thread.stream, kind=kind, data=data, ref=ref)


def _reword(post: Post, body: str, topic: Topic | None) -> None:
    """Other words; the card stays while their link does, also where the author has taken it away."""
    before = first_link(post.body, post.body_html)
    post.body, post.body_html = body, written(post, body, topic)
    link = first_link(post.body, post.body_html)
    if link != before:
        post.link, post.card = link, None


def _parent(thread: Thread, parent_id: int | None) -> Post | None:
    """The post that is answered. Answers to answers stand under the same first post: two levels read well on a phone."""
    if parent_id is None:
        return None
    parent = Post.objects.select_related("parent").filter(pk=parent_id, thread=thread).first()
    if parent is None or not parent.is_readable:
        raise BadInput(_("What you are answering is not there any more."), field="parent")
    return parent.parent or parent


def own_post(editor: object, post_id: int) -> tuple[Post, int | None]:
    """A readable post of the editor's own, locked, its window open; with the municipality. Raises as edit_post.

    What stands in a hidden topic is not there.
    """
    if not getattr(editor, "is_authenticated", False):
        raise SignInFirst
    post = (
        Post.objects.select_for_update(of=("self",))
        .select_related("thread", "author", "organisation")
        .filter(pk=post_id, thread__topic__hidden_at=None)
        .first()
    )
    if post is None or not post.is_readable:
        raise BadInput(_("This comment is not there any more."))
    if not is_own(editor, post):
        raise NotAllowed
    locked = lock_window(post.thread.window_id) if post.thread.window_id else None
    municipality_id = locked.window.municipality_id if locked else None
    if post.organisation_id is not None:  # who speaks for it no longer changes nothing it said
        speaking_as(user=editor, organisation_id=post.organisation_id, municipality_id=municipality_id)
    return post, municipality_id


def _record(thread: Thread, speaker: Speaker, kind: str, post: Post, municipality_id: int | None) -> None:
    record(
        kind=kind,
        scope=thread.scope,
        actor=speaker.user,
        role=speaker.group,
        organisation=speaker.organisation,
        municipality_id=municipality_id,
        ref=f"post.{post.pk}",
        data={"about": thread.ref, "argument": post.argument, "parent": post.parent_id},
        at=post.created_at,
    )
