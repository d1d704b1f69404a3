"""Hiding a project or its news by a moderator's decision, locking its conversation, and the opposites. The decision and its
statement are the moderation room's, and it alone calls these (through ``projects.subjects``).
"""

from __future__ import annotations

from django.db import transaction

from forums.models import Post
from participation.database import db_now
from participation.live.actions import forget_stream, publish, revoke
from participation.notifications.actions import retell, retell_each
from participation.record.actions import reword
from participation.voting.actions import close_questions

from ..models import Project, Update
from ..selectors.telling import told_update
from ..telling import told_key
from .common import tell
from .news import tell_update_gone


@transaction.atomic
def hide_project(*, project_id: int) -> None:
    """Nobody reads the project any more but its team and those who look after the municipality: no page, list, stream or
    past of one; nothing is added to it. Harmless if it was hidden before.
    """
    project = _locked(project_id)
    if project.hidden_at is not None:
        return
    project.hidden_at = db_now()
    project.save(update_fields=["hidden_at"])
    posts = Post.objects.filter(thread=project.thread_id)
    close_questions(posts.values_list("question_id", flat=True))
    retell_each(words=_told_words(project, is_gone=True))
    reword(scope=project.scope, change=lambda data: {**data, "title": ""} if "title" in data else data)
    forget_stream(stream=project.scope)
    revoke(stream=project.scope)


@transaction.atomic
def restore_project(*, project_id: int) -> None:
    """It is read again as it stood, and goes on."""
    project = _locked(project_id)
    if project.hidden_at is None:
        return
    project.hidden_at = None
    project.save(update_fields=["hidden_at"])
    readable = Post.objects.filter(thread=project.thread_id, hidden_at=None, deleted_at=None)
    close_questions(readable.values_list("question_id", flat=True), is_open=True)
    retell_each(words=_told_words(project, is_gone=False))
    reword(scope=project.scope, change=lambda data: {**data, "title": project.title} if "title" in data else data)
    tell(project, "project.restored")


@transaction.atomic
def hide_update(*, update_id: int) -> None:
    """Nobody reads it any more, nor its pictures. Harmless if it was hidden before."""
    update = Update.objects.select_for_update(of=("self",)).select_related("project").get(pk=update_id)
    if update.is_readable:
        update.hidden_at = db_now()
        update.save(update_fields=["hidden_at"])
        tell_update_gone(update.project, update, "update.hidden")


@transaction.atomic
def restore_update(*, update_id: int) -> None:
    """It is read again."""
    update = Update.objects.select_for_update(of=("self",)).select_related("project").get(pk=update_id)
    if update.hidden_at is None or update.removed_at is not None:
        return
    update.hidden_at = None
    update.save(update_fields=["hidden_at"])
    retell(key=told_key(update.pk), words=update.title)
    if update.project.is_public:
        publish(stream=update.project.scope, kind="update.restored", data=told_update(update), ref=update.ref)


def _locked(project_id: int) -> Project:
    found = Project.objects.select_for_update(of=("self",)).select_related("municipality", "thread")
    return found.get(pk=project_id)


def _told_words(project: Project, *, is_gone: bool) -> dict[str, str]:
    """What people were told of it: the titles of its news, and what was said about it."""
    news = Update.objects.filter(project=project, hidden_at=None, removed_at=None).values_list("pk", "title")
    posts = Post.objects.filter(thread=project.thread_id, hidden_at=None, deleted_at=None).values_list("pk", "body")
    words = {told_key(pk): title for pk, title in news} | {f"post.{pk}.answers": body[:300] for pk, body in posts}
    return dict.fromkeys(words, "") if is_gone else words
