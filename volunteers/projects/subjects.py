"""Projects and their news as moderators see them. What is not public yet cannot be reported: the municipality checks it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from forums.actions import lock_thread, unlock_thread
from participation.moderation.flagging import watch
from participation.moderation.subjects import Around, Described, Subject, register, register_place

from .actions.visibility import hide_project, hide_update, restore_project, restore_update
from .models import BEFORE, Project, Report, Update


def describe(numbers: Iterable[int]) -> dict[int, Described]:
    """Projects that were opened, hidden or not, with their report."""
    found = Project.objects.select_related("proposer", "organisation", "thread", "report")
    return {one.pk: _described(one) for one in found.filter(pk__in=list(numbers)).exclude(state__in=BEFORE)}


def _described(one: Project) -> Described:
    report = getattr(one, "report", None)
    return Described(
        ref=one.scope,
        scope=one.scope,
        municipality_id=one.municipality_id,
        author_id=one.proposer_id,
        author=str(one.organisation or one.proposer or ""),
        html=_words(one, report),
        about=one.title,
        url=one.get_absolute_url(),
        is_hidden=one.hidden_at is not None,
        said_at=one.opened_at,
        pictures=tuple(report.pictures) if report else (),
        is_locked=one.thread.locked_at is not None,
        stands_on=one.scope,
        said_around=one.thread.post_count,
    )


def _words(one: Project, report: Report | None) -> SafeString:
    """Title, summary and where are escaped here; the rest was made safe when it was written (documents.markup)."""
    said = format_html(
        "<p><b>{}</b></p><p>{}</p><p>{}</p>{}", one.title, one.summary, one.where, mark_safe(one.description_html)
    )
    return said + mark_safe(report.html) + mark_safe(report.thanks_html) if report else said


def describe_updates(numbers: Iterable[int]) -> dict[int, Described]:
    """News that was not removed, hidden or not."""
    found = Update.objects.select_related("project__thread", "author", "organisation")
    return {one.pk: _update(one) for one in found.filter(pk__in=list(numbers), removed_at=None)}


def _update(one: Update) -> Described:
    return Described(
        ref=one.ref,
        scope=one.project.scope,
        municipality_id=one.project.municipality_id,
        author_id=one.author_id,
        author=str(one.organisation or one.author or ""),
        html=format_html("<p><b>{}</b></p>{}", one.title, mark_safe(one.html)),  # made safe when it was written
        about=one.title,
        url=f"{one.project.get_absolute_url()}#{one.ref.replace('.', '-')}",
        is_hidden=one.hidden_at is not None or one.project.hidden_at is not None,
        said_at=one.at,
        pictures=tuple(one.pictures),
        stands_on=one.project.scope,
    )


def project_words(number: int) -> Around | None:
    """Title and words of a public project, for a moderator who decides about something said about it."""
    one = Project.objects.filter(pk=number, hidden_at=None).exclude(state__in=BEFORE).first()
    return (one.title, format_html("<p>{}</p>{}", one.summary, mark_safe(one.description_html))) if one else None


def project_names(numbers: Iterable[int]) -> dict[int, str]:
    """Their titles."""
    return dict(Project.objects.filter(pk__in=list(numbers)).values_list("pk", "title"))


def _hide(number: int) -> None:
    hide_project(project_id=number)


def _restore(number: int) -> None:
    restore_project(project_id=number)


def _hide_update(number: int) -> None:
    hide_update(update_id=number)


def _restore_update(number: int) -> None:
    restore_update(update_id=number)


def _lock(number: int) -> None:
    lock_thread(thread_id=Project.objects.values_list("thread_id", flat=True).get(pk=number))


def _unlock(number: int) -> None:
    unlock_thread(thread_id=Project.objects.values_list("thread_id", flat=True).get(pk=number))


def join() -> None:
    """Make projects and their news reportable; let the automatic checks look at what becomes public."""
    watch("project.opened", "project.changed", "project.reported", "project.report_corrected")
    watch("project.updated", "project.update_edited")
    register("project", Subject(describe, _hide, _restore, lock=_lock, unlock=_unlock))
    register("update", Subject(describe_updates, _hide_update, _restore_update))
    register_place("project", project_words, project_names)
