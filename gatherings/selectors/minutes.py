"""The minutes: written by themselves from what happened, and every version a host has kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from participation.documents.markup import render_typed
from participation.polls.selectors import polls_about, views_of
from participation.record.models import Act

from ..models import Minutes, Session, Turn
from .floor import QuestionView, attendance_of, list_questions, list_spoken
from .gone import gone_of, without
from .polled import counts_of, write_polls
from .sessions import list_items
from .words import KINDS, plain

PLACES_SPEAK = "bg"  # every municipality here does
Chapter = Callable[[Session], list[str]]
_chapters: list[Chapter] = []
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def list_versions(session: Session) -> list[Minutes]:
    """Every version, the newest first, with who wrote it, and without words that a moderator has hidden since."""
    return _as_read(session, session.minutes.select_related("by").order_by("-number"))


def newest_version(session: Session) -> Minutes | None:
    """What a host kept last, public or not, as `list_versions` has it."""
    found = _as_read(session, session.minutes.select_related("by").order_by("-number")[:1])
    return found[0] if found else None


def _as_read(session: Session, versions: Iterable[Minutes]) -> list[Minutes]:
    found, gone = list(versions), gone_of(session)
    for one in found:
        text = without(one.text, gone)
        if text != one.text:
            one.text, one.html = text, render_typed(text)
    return found


def published_minutes(session: Session) -> list[Minutes]:
    """The public versions, the newest first; none before the minutes are published."""
    return [one for one in list_versions(session) if one.published_at is not None]


def minutes_of(session: Session) -> str:
    """The automatic text in the language of the place, whoever asks for it."""
    with translation.override(PLACES_SPEAK):
        return write_minutes(session)


def write_minutes(session: Session) -> str:
    """The automatic text, as Markdown in the active language, from what is kept. Without what was hidden or deleted.

    A poll whose results are secret stands there without them until it has closed.
    """
    spoken = list_spoken(session)
    questions = sorted(list_questions(session), key=lambda one: -one.view.support)
    present, course, floor = _("Who was there"), _("How it went"), _("Questions from the floor")
    lines = [f"# {plain(session.title)}", "", *_facts(session), "", f"## {present}", "", *_present(session)]
    lines += ["", f"## {course}", "", *_course(session, spoken)]
    asked, polls = views_of(polls_about(session.scope)), _("Polls")
    if asked:
        lines += ["", f"## {polls}", "", *write_polls(asked)]
    lines += ["", f"## {floor}", "", *_asked(questions)]
    for chapter in _chapters:
        lines += ["", *told] if (told := chapter(session)) else []
    return "\n".join(lines).rstrip() + "\n"


def add_chapter(chapter: Chapter) -> None:
    """A room above writes these lines of Markdown at the end; none where it has nothing to tell."""
    if chapter not in _chapters:
        _chapters.append(chapter)


def _facts(session: Session) -> Iterator[str]:
    began, ended = session.began_at or session.starts_at, session.ended_at or session.ends_at
    zone = ZoneInfo(session.municipality.timezone)
    yield _("Municipality of %(name)s.") % {"name": session.municipality.name}
    day = began.astimezone(zone).strftime("%d.%m.%Y")
    yield _("Held on %(day)s from %(from)s to %(to)s.") % {
        "day": day, "from": _clock(began, zone), "to": _clock(ended, zone),
    }  # fmt: skip
    if session.venue:
        yield _("Place: %(place)s.") % {"place": plain(session.venue)}
    act = Act.objects.filter(scope=session.scope, kind="session.began").select_related("actor").first()
    if act is not None and act.actor is not None:
        yield _("Led by %(name)s.") % {"name": plain(act.actor.display_name)}


def _present(session: Session) -> Iterator[str]:
    counts = attendance_of(session)
    where = (_("in the hall: %(n)d") % {"n": counts["hall"]}, _("online: %(n)d") % {"n": counts["online"]})
    yield "- " + ", ".join(where)
    if counts["groups"]:
        kinds = ", ".join(f"{KINDS.get(group, group)}: {n}" for group, n in counts["groups"].items())
        yield "- " + _("of them by kind: %(kinds)s") % {"kinds": kinds}


def _course(session: Session, spoken: list[Turn]) -> Iterator[str]:
    zone = ZoneInfo(session.municipality.timezone)
    without = [turn for turn in spoken if turn.item_id is None]
    for item in list_items(session):
        if item.begun_at is None:
            yield f"### {item.position}. {plain(item.title)}"
            yield _("It was not taken up.")
        else:
            times = f"{_clock(item.begun_at, zone)}–{_clock(item.ended_at, zone) if item.ended_at else '…'}"
            yield f"### {item.position}. {plain(item.title)} ({times})"
            yield from _said([turn for turn in spoken if turn.item_id == item.pk], zone)
        yield ""
    yield from _said(without, zone)


def _said(turns: list[Turn], zone: ZoneInfo) -> Iterator[str]:
    confirmed = _("confirmed by the speaker")
    for turn in turns:
        when = _clock(turn.called_at, zone) if turn.called_at else ""
        gist = f": {plain(turn.gist)}" if turn.gist else ""
        mark = f" ({confirmed})" if turn.confirmed_at else ""
        yield f"- {when} {plain(speaker_name(turn))}{gist}{mark}"


def _asked(questions: list[QuestionView]) -> Iterator[str]:
    if not questions:
        yield _("None were asked.")
    for number, one in enumerate(questions, 1):
        name = one.post.organisation.name if one.post.organisation else ""
        name = name or (one.post.author.display_name if one.post.author else _("former participant"))
        support = _("support: %(n)d") % {"n": one.view.support}
        yield f"{number}. {plain(one.post.body)} — {plain(name)} ({support})"
        yield f"   {_answered(one)}"
        yield ""


def _answered(one: QuestionView) -> str:
    if one.answer is None:
        withdrawn = _("Not answered in the session: an answer was noted and taken back.")
        return withdrawn if one.was_withdrawn else _("Not answered in the session.")
    if not one.answer.text:
        return _("Answered in the session.")
    told = _("Answer, corrected later: %(text)s") if one.answer.corrected_at else _("Answer: %(text)s")
    return told % {"text": plain(one.answer.text)}


def speaker_name(turn: Turn) -> str:
    """The speaker as they chose to be shown."""
    if turn.organisation is not None:
        return turn.organisation.name
    if turn.is_guest:
        return turn.guest_name or _("a guest in the hall")
    if turn.is_named:
        return turn.user.display_name if turn.user else _("former participant")
    return _("a participant who did not want to be named")


def minutes_csv(session: Session) -> str:
    """Speakers, questions and polls as a sheet with a byte order mark, formulas made harmless."""
    out, zone = io.StringIO(), ZoneInfo(session.municipality.timezone)
    writer = csv.writer(out)
    writer.writerow([_("kind"), _("time"), _("point"), _("who"), _("words"), _("support"), _("answer")])
    for turn in list_spoken(session):
        item = turn.item.title if turn.item else ""
        when = _clock(turn.called_at, zone) if turn.called_at else ""
        writer.writerow([_("spoke"), when, *map(_harmless, (item, speaker_name(turn), turn.gist)), "", ""])
    for one in list_questions(session):
        author = one.post.organisation or one.post.author or _("former participant")
        answer = one.answer.text if one.answer else ""
        when = _clock(one.post.created_at, zone)
        cells = [when, "", _harmless(str(author)), _harmless(one.post.body), one.view.support, _harmless(answer)]
        writer.writerow([_("question"), *cells])
    for view in views_of(polls_about(session.scope)):
        opened = view.poll.window.opens_at
        when = _clock(opened, zone) if opened else ""
        outcome = "; ".join(counts_of(view))
        writer.writerow([_("poll"), when, "", "", _harmless(view.poll.title), view.turnout, _harmless(outcome)])
    return "\ufeff" + out.getvalue()


def _clock(value: datetime, zone: ZoneInfo) -> str:
    return value.astimezone(zone).strftime("%H:%M")


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULAS) or cell.startswith(FORMULAS) else cell
