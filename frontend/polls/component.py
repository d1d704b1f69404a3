"""A poll that any page can place: question, voting form, results. See ``templates/polls/poll.html``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from participation.keys import as_id
from participation.organisations.selectors import list_voices
from participation.polls.policies import may_run
from participation.polls.selectors import PollView, get_poll, polls_about, view_of, views_of
from participation.polls.telling import poll_data
from participation.refusals import BadInput

from . import words
from .drawing import result_context

Marks = dict[str, int]


def draw_poll(
    request: HttpRequest,
    view: PollView,
    *,
    alone: bool = False,
    error: str = "",
    said: str = "",
    typed: Marks | None = None,
) -> SafeString:
    """The poll for this reader. ``alone``: on its own page, where its title stands above it already."""
    context = poll_context(request, view, alone=alone, error=error, said=said, typed=typed)
    return mark_safe(render_to_string("polls/poll.html", context, request))  # a template's output is safe


def draw_polls_about(request: HttpRequest, about: str) -> list[SafeString]:
    """The polls that belong to this thing, in their order, for a page that is about it: the same queries for 1 and 9."""
    polls = list(polls_about(about, viewer=request.user))
    return [draw_poll(request, view) for view in views_of(polls, viewer=request.user)]


def find_view(request: HttpRequest, pk: int) -> PollView | None:
    """The poll as this reader may see it, or None."""
    poll = get_poll(pk, viewer=request.user)
    return view_of(poll, viewer=request.user) if poll else None


def poll_context(
    request: HttpRequest, view: PollView, *, alone: bool, error: str = "", said: str = "", typed: Marks | None = None
) -> dict[str, Any]:
    """What the component's template needs."""
    poll = view.poll
    voices = list_voices(request.user) if poll.by == "organisation" else []
    voice = _chosen(request, view, voices)
    own = view.own.get(voice)
    marks = typed if typed is not None else own or {}
    return {
        **result_context(poll_data(view)),
        "poll": poll,
        "alone": alone,
        "open": poll.state == "open",
        "choices": [
            {"key": option.key, "name": words.option_name(option.key, option.text), "points": marks.get(option.key, 0)}
            for option in view.options
        ],
        "how": words.how(poll.kind, poll.limit),
        "who": words.who(poll.by),
        "when_known": words.when_known(is_secret=poll.is_secret),
        "state": words.STATES[poll.state],
        "tone": words.TONES[poll.state],
        "left": words.time_left(poll),
        "opens": words.when_opens(poll),
        "voices": voices,
        "voice": voice,
        "cannot": poll.by == "organisation" and request.user.is_authenticated and not voices,
        "own": own,
        "own_names": [
            _named(view, key, points) for key, points in (own or {}).items()
        ],
        "error": error,
        "said": said,
        # A script puts the focus on what is said in answer to it; as a live region it would be read twice.
        "told": "" if getattr(request, "htmx", False) else "alert" if error else "status",
        "runs": may_run(request.user, poll),
        "given": sum(marks.values()) if poll.kind == "points" else 0,
    }  # fmt: skip


def _named(view: PollView, key: str, points: int) -> str:
    option = next(option for option in view.options if option.key == key)
    name = words.option_name(key, option.text)
    return f"{name} ({points})" if view.poll.kind == "points" else name


def _chosen(request: HttpRequest, view: PollView, voices: list[Any]) -> int | None:
    """The organisation that the reader speaks for here: the one asked for, one that has voted, or the first."""
    if not voices:
        return None
    known: list[int] = [voice.pk for voice in voices]
    asked = as_id(request.POST.get("organisation", "") or request.GET.get("voice", ""))
    if asked in known:
        return asked
    return next((pk for pk in known if pk in view.own), known[0])


def marks_of(sent: Mapping[str, Any], kind: str, keys: list[str]) -> Marks:
    """What a form of the component says. Raises BadInput for points that are no numbers."""
    if kind != "points":
        chosen = sent.getlist("choice") if hasattr(sent, "getlist") else sent.get("choice", [])
        return {str(key)[:20]: 1 for key in chosen}
    marks: Marks = {}
    for key in keys:
        text = str(sent.get(f"points_{key}", "")).strip()
        points = as_id(text) if text else 0
        if points is None or points > 1000:
            raise BadInput(field="marks")
        if points:
            marks[key] = points
    return marks
