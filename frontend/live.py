"""An event of a live stream as HTML, once per language and the same for everybody.

Nothing here asks the database and nothing depends on who is looking: the event's data is all there is. The fragment
is a row of pieces (see ``consultations/pieces.py``), each of which names the place it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from django.template.loader import render_to_string
from django.utils.dateparse import parse_datetime
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from frontend.consultations import arrivals, margins, voices
from frontend.consultations.pieces import piece

Data = Mapping[str, Any]


def render(stream: str, kind: str, data: Any, language: str) -> str | None:
    """The fragment of an event, or None where its kind has none. The language is already active."""
    draw = DRAWN.get(kind)
    return "".join(draw(stream, kind, data)) if draw else None


def _tally(stream: str, kind: str, data: Data) -> list[str]:
    question_id, counts, total = data["question"], data["counts"], data["total"]
    if not str(data.get("ref", "")).startswith("clause."):
        return [piece(f"support-n-{question_id}", "inner", str(total))]
    tally = SimpleNamespace(counts=counts, folded=lambda: data["groups"])
    groups = render_to_string("consultations/groups.html", {"tally": tally})
    return [*margins.tally_pieces(question_id, counts), piece(f"tally-{question_id}", "inner", groups)]


def _setting(stream: str) -> voices.Setting:
    """The consultation of the stream, seen by nobody in particular."""
    return voices.Setting(int(stream.rpartition(".")[2]))


def _author(data: Data) -> dict[str, Any]:
    author, organisation = data["author"], data["author"].get("organisation")
    return {
        "author": SimpleNamespace(display_name=author["name"]) if author["name"] else None,
        "organisation": SimpleNamespace(name=organisation["name"]) if organisation else None,
        "group": author["group"],
    }


def _said_by(data: Data) -> str:
    organisation = data["author"].get("organisation")
    return str(organisation["name"] if organisation else data["author"]["name"])


def _post(stream: str, kind: str, data: Data) -> list[str]:
    post = SimpleNamespace(
        pk=data["id"],
        is_readable=True,
        parent_id=data["parent"],
        argument=data["argument"],
        quote=data["quote"],
        body_html=mark_safe(data["body_html"]),  # made safe when it was written
        is_proposal=data["is_proposal"],
        question_id=data["question"],
        author_id=None,
        created_at=parse_datetime(data["created_at"]),
        edited_at=parse_datetime(data["edited_at"]) if data["edited_at"] else None,
        **_author(data),
    )
    item = SimpleNamespace(post=post, support=0, supported=False, answers=[])
    html = voices.draw_post(item, _setting(stream))
    say = _("New comment from %s") % _said_by(data)
    pieces = [arrivals.post_place(data["parent"], data["thread"], html, say)]
    return pieces + arrivals.count_pieces(data["about"], data["thread"], data["count"])


def _edited(stream: str, kind: str, data: Data) -> list[str]:
    return [piece(f"post-{data['id']}-body", "inner", data["body_html"])]


def _gone_post(stream: str, kind: str, data: Data) -> list[str]:
    return arrivals.gone_post(data["id"], kind) + arrivals.count_pieces(data["about"], data["thread"], data["count"])


def _suggestion(stream: str, kind: str, data: Data) -> list[str]:
    suggestion = SimpleNamespace(
        pk=data["id"],
        state=data["state"],
        text=data["text"],
        passage=SimpleNamespace(body=data["original"]),
        reason_html=mark_safe(data["reason_html"]),  # made safe when it was written
        question_id=data["question"],
        thread_id=data["thread"],
        thread=SimpleNamespace(post_count=0),
        author_id=None,
        created_at=parse_datetime(data["created_at"]),
        **_author(data),
    )
    item = SimpleNamespace(suggestion=suggestion, support=0, supported=False)
    html = voices.draw_suggestion(item, _setting(stream))
    say = _("New wording suggested by %s") % _said_by(data) if kind != "suggestion.withdrawn" else ""
    return arrivals.suggestion_pieces(data["clause"], html, data["count"], say)


def _gone_suggestion(stream: str, kind: str, data: Data) -> list[str]:
    clause = data["clause"]
    return [
        piece(f"suggestion-{data['id']}", "remove"),
        piece(f"suggestions-n-{clause}", "inner", margins.suggestions_words(data["count"])),
        piece(f"suggestions-count-{clause}", "inner", str(data["count"])),
    ]


def _state(stream: str, kind: str, data: Data) -> list[str]:
    words = STATES[kind]()
    html = render_to_string("consultations/state_banner.html", {"words": words, "pk": _setting(stream).pk})
    return [piece("state-banner", "inner", html, say=words)]


STATES: dict[str, Callable[[], str]] = {
    "consultation.opened": lambda: _("The consultation has just opened."),
    "consultation.closed": lambda: _("The consultation has just closed. The votes are sealed."),
    "report.published": lambda: _("The answers have just been published."),
    "consultation.withdrawn": lambda: _("The consultation has been withdrawn."),
    "consultation.adopted": lambda: _("The draft has been adopted."),
}
DRAWN: dict[str, Callable[[str, str, Data], list[str]]] = {
    "tally": _tally,
    "comment.created": _post,
    "comment.restored": _post,
    "comment.edited": _edited,
    "comment.deleted": _gone_post,
    "comment.hidden": _gone_post,
    "suggestion.created": _suggestion,
    "suggestion.restored": _suggestion,
    "suggestion.withdrawn": _suggestion,
    "suggestion.hidden": _gone_suggestion,
    **dict.fromkeys(STATES, _state),
}
