"""The room as HTML: who speaks, who waits, what is asked, how many are there.

Drawn in Python from the board's data alone, so that pages, the projector and live events show the same and carry the
same ids. Nothing personal: names only as their bearers let them be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from types import SimpleNamespace
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frontend import dates
from frontend.consultations import voices
from frontend.consultations.pieces import piece
from frontend.consultations.speakers import ONE, Shown, nobody, speaker_of
from frontend.painted import icon
from frontend.polls.drawing import result_context
from frontend.polls.words import STATES
from frontend.unbroken import unbroken
from gatherings.selectors.words import KINDS

Board = Mapping[str, Any]


@dataclass(frozen=True)
class Room(voices.Setting):
    """The setting of a session's questions."""

    hosts: bool = False  # who looks leads it; never of an event: the desk asks for a question anew (js/session.js)
    said: str = ""  # what became of the question that was just sent, beside it
    carried: Mapping[str, Any] = field(default_factory=dict)  # what stands in a consultation, by "question.7"

    @cached_property
    def base(self) -> str:
        """The session's address."""
        return reverse("session", args=[self.pk])


def draw_speaker(turn: Mapping[str, Any]) -> SafeString:
    """Who speaks or waits, as they chose to be shown."""
    author = turn["author"]
    group = ONE.get(author["group"], author["group"])
    if author["organisation"]:
        who = Shown(author["organisation"]["name"], author["group"], group, True)
    elif author["name"]:
        who = Shown(author["name"], author["group"], group, False, author["id"])
    else:
        words = escape(nobody() if turn["named"] else _("without a name"))
        blank = '<span class="avatar avatar-none" aria-hidden="true">·</span>'
        return mark_safe(f'<span class="who">{blank}<b class="nameless">{words}</b></span>')
    return voices.draw_who(who)


def draw_now(board: Board) -> SafeString:
    """What is talked about, and who has the floor."""
    item, turn = board["item"], board["speaking"]
    lines = []
    if item:
        words = _("Point %(n)d") % {"n": item["position"]}
        lines.append(
            f'<p class="now-item"><span class="quiet">{escape(words)}</span> <b>{escape(item["title"])}</b>{_clock(item)}</p>'
        )
    if turn:
        words = escape(_("has the floor"))
        lines.append(
            f'<p class="now-speaker" data-turn="{turn["id"]}">{draw_speaker(turn)} <span class="quiet">{words}</span></p>'
        )
    elif board["state"] == "live":
        words = escape(_("Nobody has the floor."))
        lines.append(f'<p class="now-speaker quiet">{words}</p>')
    return mark_safe("".join(lines))


def _clock(item: Mapping[str, Any]) -> str:
    """How much of the planned time is left; the page's own clock moves it."""
    n = item["minutes"]
    if not n or not item["begun_at"]:
        return ""
    planned = ngettext("%(n)d minute", "%(n)d minutes", n) % {"n": n}
    left, over = escape(_("%s left")), escape(_("%s over time"))
    return (
        f' <span class="item-clock num" data-from="{escape(item["begun_at"])}" data-minutes="{n}" data-left="{left}"'
        f' data-over="{over}">{escape(planned)}</span>'
    )


def draw_queue(board: Board) -> SafeString:
    """Who waits, in the order in which they will be called."""
    return mark_safe("".join(_waiting(turn) for turn in board["queue"]))


def _waiting(turn: Mapping[str, Any]) -> str:
    n = turn["spoken"]
    spoken = turns_so_far(n) if n else ""
    return (
        f'<li class="waiting" data-turn="{turn["id"]}"><span class="waiting-who">{draw_speaker(turn)}</span>'
        f'<span class="quiet tiny waiting-turns">{escape(spoken)}</span></li>'
    )


def turns_so_far(n: int) -> str:
    """How often somebody had the floor, in words that fit everybody."""
    return ngettext("%(n)d turn so far", "%(n)d turns so far", n) % {"n": n} if n else _("no turn yet")


def queue_words(n: int) -> str:
    """How many wait."""
    return ngettext("%(n)d waits", "%(n)d wait", n) % {"n": n} if n else _("Nobody waits.")


def draw_programme(board: Board) -> SafeString:
    """The points of the programme, with where we are."""
    return mark_safe("".join(_point(item) for item in board["items"]))


def _point(item: Mapping[str, Any]) -> str:
    is_now = item["begun_at"] and not item["ended_at"]
    mark = "now" if is_now else "done" if item["ended_at"] else ""
    current = ' aria-current="step"' if is_now else ""
    n = item["minutes"]
    minutes = (ngettext("%(n)d minute", "%(n)d minutes", n) % {"n": n}) if n else ""
    say = {"now": _("now"), "done": _("done")}.get(mark, "")
    state = f'<span class="tag{" tone-support" if is_now else ""}">{escape(say)}</span>' if say else ""
    return (
        f'<li class="point {mark}"{current}><span>{escape(item["title"])}</span> '
        f'<span class="quiet tiny nowrap">{escape(minutes)}</span>{state}</li>'
    )


def draw_attendance(counts: Mapping[str, Any]) -> SafeString:
    """How many are in the hall and online, and of which kinds."""
    if not counts["hall"] and not counts["online"]:
        words = escape(_("Nobody has been counted yet."))
        return mark_safe(f'<p class="present quiet">{words}</p>')
    kinds = ", ".join(f"{escape(str(KINDS.get(group, group)))}: {n}" for group, n in counts["groups"].items())
    hall, online = escape(_("in the hall")), escape(_("online"))
    more = f'<p class="tiny quiet">{kinds}</p>' if kinds else ""
    return mark_safe(
        f'<p class="present"><b class="num">{counts["hall"]}</b> {hall} <span aria-hidden="true">·</span> '
        f'<b class="num">{counts["online"]}</b> {online}</p>{more}'
    )


def draw_questions(views: Iterable[Any], at: Room) -> SafeString:
    """Questions from the floor, as items of a list."""
    return mark_safe("".join(draw_question(view, at) for view in views))


def draw_question(one: Any, at: Room) -> SafeString:
    """A question, its support, its answer, and what can be done with it."""
    post, pk = one.post, one.post.pk
    ref = f"post-{pk}"
    who = voices.draw_who(speaker_of(post.author, post.organisation, post.group))
    words = escape(_("Question by"))
    by = f'<span class="by" id="{ref}-by"><span class="sr">{words} </span>{who}</span>'
    own = at.viewer_id is not None and post.author_id == at.viewer_id
    is_open = at.open and one.answer is None
    support = voices.draw_support(post.question_id, one.view.support, one.view.supported, at, ref, own)
    if not at.open and not one.view.support:
        support = SafeString()  # after the end that nobody supported it is not worth a line
    answer = draw_answer(one.answer.text, bool(one.answer.corrected_at)) if one.answer else ""
    return mark_safe(  # the body was made safe when it was written
        f'<li class="voice-item question" id="{ref}"><article aria-labelledby="{ref}-by">'
        f'<div class="voice-head">{by}<a class="quiet" href="#{ref}">{dates.ago(post.created_at)}</a></div>'
        f'<div class="voice-body" id="{ref}-body">{unbroken(post.body_html)}</div>'
        f'<div class="floor-answer" id="answer-{pk}">{answer}</div>'
        f'<div class="voice-acts no-print">{support}{_take_back(pk, at) if own and is_open else ""}'
        f"{'' if own else _report(ref, at)}{_for_hosts(one, ref, at) if at.hosts else ''}</div>{_said(at)}</article></li>"
    )


def _said(at: Room) -> str:
    return f'<p class="note tone-support small">✓ {escape(at.said)}</p>' if at.said else ""


def draw_answer(text: str, is_corrected: bool) -> SafeString:
    """The answer as the host noted it, and that it said something else before."""
    words, corrected = escape(_("Answered in the session")), escape(_("corrected"))
    mark = f' <span class="quiet tiny">{corrected}</span>' if is_corrected else ""
    said = f"<p>{linebreaksbr(escape(text))}</p>" if text else ""
    return mark_safe(f'<div class="answer-box tone-support"><b>{words}</b>{mark}{said}</div>')


def _take_back(pk: int, at: Room) -> str:
    words = escape(_("Take back"))
    return (
        f'<form method="post" action="{at.base}questions/{pk}/take-back/">{at.hidden}'
        f'<button class="link-btn">{words}</button></form>'
    )


def _report(ref: str, at: Room) -> str:
    named = ref.replace("-", ".")
    return (
        f'<a class="link-btn" id="{ref}-report" aria-labelledby="{ref}-report {ref}-by"'
        f' href="{at.report}?ref={named}">{at.words["report"]}</a>'
    )


def _for_hosts(one: Any, ref: str, at: Room) -> str:
    pk, done = one.post.pk, one.answer is not None
    url, text = f"{at.base}questions/{pk}/answer/", one.answer.text if one.answer else ""
    tap, label, keep = (
        escape(_("Answered aloud")),
        escape(_("The answer in a sentence or two")),
        escape(_("Keep the answer")),
    )
    more = escape(_("Change the answer") if done else _("Answer in writing"))
    form = f'method="post" action="{url}" hx-post="{url}" hx-swap="none"'
    button = f'<form {form}>{at.hidden}<button class="btn btn-s" id="{ref}-done">{icon("check")}{tap}</button></form>'
    return (
        f"{'' if done else button}"
        f'<details class="fold" id="{ref}-note"><summary>{more}</summary><form class="stack stack-s" {form}>{at.hidden}'
        f'<div class="field"><label for="{ref}-text">{label}</label>'
        f'<textarea id="{ref}-text" name="text" rows="3" maxlength="2000">{escape(text)}</textarea></div>'
        f'<button class="btn btn-s">{keep}</button></form>{_withdrawing(form, ref, at) if done else ""}</details>'
        f"{_carried(pk, ref, at)}"
    )


def _withdrawing(form: str, ref: str, at: Room) -> str:
    words = escape(_("Take the answer back"))
    named = f'id="{ref}-undo" aria-labelledby="{ref}-undo {ref}-by"'
    return f'<form {form}>{at.hidden}<button class="link-btn" name="withdraw" value="1" {named}>{words}</button></form>'


def _carried(pk: int, ref: str, at: Room) -> str:
    """Where it stands in a consultation, or the way to put it there."""
    made = at.carried.get(f"question.{pk}")
    if made is None:
        words, url = escape(_("Carry into a consultation")), f"{at.base}carry/?source=question.{pk}"
        return f'<a class="link-btn" id="{ref}-carry" aria-labelledby="{ref}-carry {ref}-by" href="{url}">{words}</a>'
    words, url = escape(_("Carried to")), reverse("post", args=[made.consultation_id, made.comment_id])
    return f'<span class="carried small">{icon("check")} {words} <a href="{url}">{escape(made.consultation.title)}</a></span>'


def board_pieces(board: Board, say: str = "") -> list[SafeString]:
    """Everything on a page that the board tells."""
    return [
        piece("session-now", "inner", draw_now(board), say=say),
        piece("session-queue", "inner", draw_queue(board)),
        piece("session-waiting", "inner", escape(queue_words(board["waiting"]))),
        piece("session-programme", "inner", draw_programme(board)),
        piece("session-attendance", "inner", draw_attendance(board["attendance"])),
    ]


def question_of(data: Mapping[str, Any], author: Mapping[str, Any]) -> SimpleNamespace:
    """A question as an event tells it, seen by nobody in particular."""
    post = SimpleNamespace(
        pk=data["id"],
        body_html=mark_safe(data["body_html"]),  # made safe when it was written
        question_id=data["question"],
        author_id=None,
        created_at=parse_datetime(data["created_at"]),
        **author,
    )
    return SimpleNamespace(post=post, view=SimpleNamespace(support=0, supported=False), answer=None)


def draw_wall_poll(data: Mapping[str, Any]) -> SafeString:
    """A poll for the projector: the question, the time that is left, and what everybody may know of the votes."""
    context = {**result_context(data), "state": STATES[data["state"]]}
    return mark_safe(render_to_string("sessions/wall_poll.html", context))  # a template's output is safe
