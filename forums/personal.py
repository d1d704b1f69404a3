"""What this room keeps about a person: what they said, and the pictures they showed with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from participation.accounts import personal_data
from participation.accounts.models import User
from participation.live.actions import publish, rewrite
from participation.moderation.subjects import describe_many
from participation.notifications.actions import forget_name

from .actions.media import tell_media
from .models import Mention, Post, PostEdit, ReadMark, Topic
from .selectors.quotes import gone_quotes
from .telling import without_person


def export(user: User) -> list[dict[str, Any]]:
    """Every post with its earlier wordings; a quote only while what it quotes can be read, as on the pages."""
    edits: dict[int, list[dict[str, Any]]] = {}
    for edit in PostEdit.objects.filter(post__author=user).order_by("pk"):
        edits.setdefault(edit.post_id, []).append({"body": edit.body, "replaced_at": edit.replaced_at})
    posts = Post.objects.filter(author=user).order_by("pk")
    fields = ("pk", "thread__scope", "thread__ref", "argument", "quote", "body", "pictures", "organisation__name")
    moments = ("created_at", "edited_at", "hidden_at", "deleted_at")
    quoting = posts.exclude(quote="").select_related("parent", "thread")
    gone = gone_quotes(quoting)
    about = describe_many({post.thread.ref for post in quoting})  # of a suggestion its own words are quoted
    gone |= {post.pk for post in quoting if (said := about.get(post.thread.ref)) and said.is_hidden}
    return [
        {**row, "quote": "" if row["pk"] in gone else row["quote"], "earlier": edits.get(row["pk"], [])}
        for row in posts.values(*fields, *moments)
    ]


def erase(user: User) -> None:
    """What was said stays, by a former participant: in the streams' past, on open screens, in what others were told.

    Their pictures do not. One event per stream, however much was said there, and one for each post that had pictures.
    """
    found = Post.objects.select_for_update(of=("self",)).select_related("thread").filter(author=user)
    posts = list(found.order_by("pk"))
    said: dict[str, list[str]] = {}
    for post in posts:
        said.setdefault(post.thread.stream, []).append(f"post.{post.pk}")
    with_pictures = [post for post in posts if post.pictures]
    Post.objects.filter(author=user).update(author=None, client_key="", pictures=[])
    forget_name(keys=[f"{ref}.answers" for refs in said.values() for ref in refs])
    leave_streams(user, said)
    for post in sorted(with_pictures, key=lambda post: post.thread.stream):
        post.pictures = []
        if post.is_readable:
            tell_media(post)


def leave_streams(user: User, said: Mapping[str, list[str]]) -> None:
    """On each of the streams, nothing that is listed names the person any more; screens that show the name drop it.

    The event holds the number by which pages know whose words they show, which nothing else knows afterwards.
    """
    for stream, refs in said.items():
        rewrite(stream=stream, refs=refs, change=without_person)
    for stream in sorted(said):
        publish(stream=stream, kind="author.gone", data={"author": user.pk}, ref=f"author.{user.pk}")


def export_topics(user: User) -> dict[str, Any]:
    """Topics they started, how far they have read in which, and where they were named."""
    marks = ReadMark.objects.filter(user=user).order_by("pk")
    return {
        "started": list(Topic.objects.filter(author=user).order_by("pk").values("pk", "title", "created_at")),
        "read": list(marks.values("topic_id", "topic__title", "number", "is_ignored", "was_followed", "at")),
        "named_in": list(Mention.objects.filter(user=user).order_by("pk").values("post_id", "post__body")),
    }


def join() -> None:
    """Posts and topics outlive the person, without them; marks and mentions go with the person's own row."""
    personal_data.register("comments", export, erase)
    personal_data.register("topics", export_topics)
