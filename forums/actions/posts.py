"""Saying something, changing it, deleting it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from participation.database import db_now
from participation.documents.markup import render_markdown
from participation.limits import limit
from participation.live.actions import publish, scrub
from participation.organisations.speakers import Speaker, speaking_as
from participation.record.actions import record
from participation.refusals import BadInput, NotAllowed, SignInFirst
from participation.voting.actions import close_question, open_question
from participation.voting.locks import lock_window

from ..models import Post, PostEdit, Thread
from ..policies import is_own
from ..telling import post_data

LONGEST = 5000  # characters of Markdown
LONGEST_QUOTE = 500


def add_post(
    *,
    author: object,
    thread_id: int,
    body: str,
    argument: str = "",
    parent_id: int | None = None,
    organisation_id: int | None = None,
    quote: str = "",
    client_key: str = "",
) -> Post:
    """A post is in its thread, counted, recorded and told. The same ``client_key`` again gives the post made before.

    Raises SignInFirst, NotAllowed, TooMany, BadInput (empty, too long, an answer to nothing), Closed, NotYetOpen.
    """
    if not getattr(author, "is_authenticated", False):
        raise SignInFirst
    body, quote = _checked(body), quote.strip()[:LONGEST_QUOTE]
    if argument not in ("", *Post.Argument.values):
        raise BadInput(_("Choose for, against or question."), field="argument")
    limit(f"post:{author.pk}", times=20, seconds=300)  # type: ignore[attr-defined]  # signed in, checked above
    try:
        with transaction.atomic():
            return _add(author, thread_id, body, argument, parent_id, organisation_id, quote, client_key[:40])
    except IntegrityError:
        sent = Post.objects.filter(author=author, client_key=client_key[:40]).first() if client_key else None  # type: ignore[misc]  # signed in
        if sent is None:
            raise
        return sent


def _add(
    author: object,
    thread_id: int,
    body: str,
    argument: str,
    parent_id: int | None,
    organisation_id: int | None,
    quote: str,
    client_key: str,
) -> Post:
    thread = Thread.objects.filter(pk=thread_id).first()
    if thread is None:
        raise BadInput(_("This conversation does not exist."))
    locked = lock_window(thread.window_id) if thread.window_id else None
    municipality_id = locked.window.municipality_id if locked else None
    speaker = speaking_as(user=author, organisation_id=organisation_id, municipality_id=municipality_id)
    parent = _parent(thread, parent_id)
    question = open_question(window_id=_window_of(thread), kind="support", stream=thread.stream)
    post = Post.objects.create(
        thread=thread,
        parent=parent,
        author=speaker.user,
        organisation=speaker.organisation,
        group=speaker.group,
        argument=argument,
        quote=quote,
        body=body,
        body_html=render_markdown(body),
        question=question,
        client_key=client_key,
        created_at=locked.now if locked else db_now(),
    )
    type(question).objects.filter(pk=question.pk).update(ref=f"post.{post.pk}")
    Thread.objects.filter(pk=thread.pk).update(post_count=F("post_count") + 1)
    _record(thread, speaker, "comment.created", post, municipality_id)
    count = Thread.objects.values_list("post_count", flat=True).get(pk=thread.pk)
    data = post_data(post, thread_ref=thread.ref, count=count)
    publish(stream=thread.stream, kind="comment.created", data=data, ref=f"post.{post.pk}")
    return post


@transaction.atomic
def edit_post(*, editor: object, post_id: int, body: str) -> Post:
    """The author's new words, with the earlier ones kept. Raises as add_post, and NotAllowed for another's post."""
    body = _checked(body)
    post, municipality_id = _own(editor, post_id)
    if post.body == body:
        return post
    PostEdit.objects.create(post=post, body=post.body)
    post.body, post.body_html, post.edited_at = body, render_markdown(body), db_now()
    post.save(update_fields=["body", "body_html", "edited_at"])
    ref = f"post.{post.pk}"
    record(
        kind="comment.edited",
        scope=post.thread.scope,
        actor=post.author,
        role=post.group,
        organisation=post.organisation,
        municipality_id=municipality_id,
        ref=ref,
        data={"about": post.thread.ref},
    )
    scrub(stream=post.thread.stream, ref=ref, data={"id": post.pk})  # the earlier words are told to nobody any more
    data = post_data(post, thread_ref=post.thread.ref, count=post.thread.post_count)
    publish(stream=post.thread.stream, kind="comment.edited", data=data, ref=ref)
    return post


@transaction.atomic
def delete_post(*, editor: object, post_id: int) -> None:
    """The author takes the post back: its words are gone, a trace stays. Not once it was marked as a proposal."""
    post, municipality_id = _own(editor, post_id)
    if post.is_proposal:
        raise NotAllowed(_("It is marked as a proposal and will be answered. It cannot be deleted any more."))
    post.edits.all().delete()
    post.body = post.body_html = post.quote = ""
    post.deleted_at = db_now()
    post.save(update_fields=["body", "body_html", "quote", "deleted_at"])
    close_question(post.question_id)
    Thread.objects.filter(pk=post.thread_id).update(post_count=F("post_count") - 1)
    ref = f"post.{post.pk}"
    record(
        kind="comment.deleted",
        scope=post.thread.scope,
        actor=post.author,
        role=post.group,
        organisation=post.organisation,
        municipality_id=municipality_id,
        ref=ref,
        data={"about": post.thread.ref},
    )
    tell_gone(post, "comment.deleted")


def tell_gone(post: Post, kind: str) -> None:
    """Take the words out of the stream's past, and tell open screens to drop them."""
    ref, thread = f"post.{post.pk}", post.thread
    scrub(stream=thread.stream, ref=ref, data={"id": post.pk})
    count = Thread.objects.values_list("post_count", flat=True).get(pk=thread.pk)
    data = {"id": post.pk, "thread": thread.pk, "about": thread.ref, "parent": post.parent_id, "count": count}
    publish(stream=thread.stream, kind=kind, data=data, ref=ref)


def _checked(body: str) -> str:
    body = body.replace("\r\n", "\n").strip()
    if not body:
        raise BadInput(_("Write something first."), field="body")
    if len(body) > LONGEST:
        raise BadInput(_("This is too long: at most %(most)d characters.") % {"most": LONGEST}, field="body")
    return body


def _parent(thread: Thread, parent_id: int | None) -> Post | None:
    """The post that is answered. Answers to answers stand under the same first post: two levels read well on a phone."""
    if parent_id is None:
        return None
    parent = Post.objects.select_related("parent").filter(pk=parent_id, thread=thread).first()
    if parent is None or not parent.is_readable:
        raise BadInput(_("What you are answering is not there any more."), field="parent")
    return parent.parent or parent


def _own(editor: object, post_id: int) -> tuple[Post, int | None]:
    if not getattr(editor, "is_authenticated", False):
        raise SignInFirst
    post = (
        Post.objects.select_for_update(of=("self",))
        .select_related("thread", "author", "organisation")
        .filter(pk=post_id)
        .first()
    )
    if post is None or not post.is_readable:
        raise BadInput(_("This comment is not there any more."))
    if not is_own(editor, post):
        raise NotAllowed
    locked = lock_window(post.thread.window_id) if post.thread.window_id else None
    return post, locked.window.municipality_id if locked else None


def _window_of(thread: Thread) -> int:
    if thread.window_id is None:
        raise BadInput(_("This conversation takes no votes."))
    return thread.window_id


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
