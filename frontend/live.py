"""An event of a live stream as HTML, once per language and the same for everybody.

Nothing here asks the database and nothing depends on who is looking: the event's data is all there is. The fragment
is a row of pieces (see ``consultations/pieces.py``), each of which names the place it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from types import SimpleNamespace
from typing import Any

from django.template.loader import render_to_string
from django.utils.dateparse import parse_datetime
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from frontend.consultations import arrivals, margins, marks, timeline, voices
from frontend.consultations.pieces import piece
from frontend.expenses import drawing as expenses
from frontend.forums import arrivals as topics
from frontend.giving import live as giving
from frontend.polls import live as polls
from frontend.projects import live as projects
from frontend.sessions.live import drawn as of_sessions
from frontend.tasks import live as tasks

Data = Mapping[str, Any]


def render(stream: str, kind: str, data: Any, language: str) -> str | None:
    """The fragment of an event, or None where its kind has none. The language is already active."""
    draw = (SESSIONS if stream.startswith("session.") else DRAWN).get(kind)
    return "".join(draw(stream, kind, data)) if draw else None


def _tally(stream: str, kind: str, data: Data) -> list[str]:
    question_id, counts, total = data["question"], data["counts"], data["total"]
    if stream.startswith("topic."):
        return topics.on_reactions(data)
    if not str(data.get("ref", "")).startswith("clause."):
        return [piece(f"support-n-{question_id}", "inner", str(total))]
    tally = SimpleNamespace(counts=counts, folded=lambda: data["groups"])
    groups = render_to_string("consultations/groups.html", {"tally": tally})
    return [*margins.tally_pieces(question_id, counts), piece(f"tally-{question_id}", "inner", groups)]


def _setting(stream: str) -> voices.Setting:
    """The consultation or the project of the stream, seen by nobody in particular."""
    number = int(stream.rpartition(".")[2])
    return projects.Place(number) if stream.startswith("project.") else voices.Setting(number)


def _author(data: Data) -> dict[str, Any]:
    author, organisation = data["author"], data["author"].get("organisation")
    return {
        "author": SimpleNamespace(pk=author["id"], display_name=author["name"]) if author["name"] else None,
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
        pictures=data.get("pictures", ()),  # events from before this had neither
        card=data.get("card"),
        is_proposal=data["is_proposal"],
        masked_at=data.get("is_masked"),
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
    said = SimpleNamespace(masked_at=data.get("is_masked"))
    html = marks.with_marks(said, data["body_html"], _setting(stream).words)
    pieces: list[str] = [piece(f"post-{data['id']}-body", "inner", html), *_media(stream, kind, data)]
    if said.masked_at:
        pieces.append(piece(f"edit-{data['id']}", "remove"))
    return pieces


def _media(stream: str, kind: str, data: Data) -> list[str]:
    return [arrivals.media_piece(data["id"], data.get("pictures", ()), data.get("card"))]


def _lock(stream: str, kind: str, data: Data) -> list[str]:
    html = marks.draw_lock(kind == "thread.locked")
    return [piece(f"lock-{data['thread']}", "inner", html)]


def _renamed(stream: str, kind: str, data: Data) -> list[str]:
    return [piece(str(data["author"]), "who", voices.draw_name(data["name"]))]


def _gone_post(stream: str, kind: str, data: Data) -> list[str]:
    return arrivals.gone_post(data["id"], kind) + arrivals.count_pieces(data["about"], data["thread"], data["count"])


def _mark(stream: str, kind: str, data: Data) -> list[str]:
    mark = piece(f"post-{data['post']}-mark", "inner", voices.draw_mark(data["is_proposal"]))
    return [mark, piece(f"edit-{data['post']}", "remove")] if data["is_proposal"] else [mark]


def _gone_author(stream: str, kind: str, data: Data) -> list[str]:
    return [piece(str(data["author"]), "who", voices.draw_nobody())]


def _suggestion(stream: str, kind: str, data: Data) -> list[str]:
    suggestion = SimpleNamespace(
        pk=data["id"],
        state=data["state"],
        masked_at=data.get("is_masked"),
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
    is_new = kind not in ("suggestion.withdrawn", "suggestion.reworded")
    say = _("New wording suggested by %s") % _said_by(data) if is_new else ""
    return arrivals.suggestion_pieces(data["clause"], html, data["count"], say)


def _gone_suggestion(stream: str, kind: str, data: Data) -> list[str]:
    clause = data["clause"]
    return [
        piece(f"suggestion-{data['id']}", "remove"),
        *([piece(f"posts-{data['thread']}", "inner", "")] if "thread" in data else []),  # they were said about it
        piece(f"suggestions-n-{clause}", "inner", margins.suggestions_words(data["count"])),
        piece(f"suggestions-count-{clause}", "inner", str(data["count"])),
    ]


def _state(stream: str, kind: str, data: Data) -> list[str]:
    words = STATES[kind]()
    html = render_to_string("consultations/state_banner.html", {"words": words, "pk": _setting(stream).pk})
    pieces: list[str] = [piece("state-banner", "inner", html, say=words)]
    if kind == "consultation.extended":
        pieces.append(piece("step-2", "inner", escape(timeline.until(data["closes_at"], data["timezone"]))))
    return pieces


STATES: dict[str, Callable[[], str]] = {
    "consultation.opened": lambda: _("The consultation has just opened."),
    "consultation.closed": lambda: _("The consultation has just closed. The votes are sealed."),
    "report.published": lambda: _("The answers have just been published."),
    "consultation.withdrawn": lambda: _("The consultation has been withdrawn."),
    "consultation.adopted": lambda: _("The draft has been adopted."),
    "consultation.decision_corrected": lambda: _("What is recorded of the decision has been corrected."),
    "consultation.taken_back": lambda: _("The announcement has been taken back."),
    "consultation.extended": lambda: _("The term has been extended."),
}
EVERYWHERE: dict[str, Callable[[str, str, Data], list[str]]] = {"tally": _tally, "author.gone": _gone_author}
DRAWN: dict[str, Callable[[str, str, Data], list[str]]] = {
    "comment.created": _post,
    "comment.restored": _post,
    "comment.edited": _edited,
    "comment.media": _media,
    "comment.deleted": _gone_post,
    "comment.hidden": _gone_post,
    "suggestion.created": _suggestion,
    "suggestion.restored": _suggestion,
    "suggestion.withdrawn": _suggestion,
    "suggestion.reworded": _suggestion,
    "suggestion.hidden": _gone_suggestion,
    "proposal.marked": _mark,
    "proposal.unmarked": _mark,
    "author.renamed": _renamed,
    "thread.locked": _lock,
    "thread.unlocked": _lock,
    "post.created": topics.on_post,
    "post.restored": topics.on_post,
    "post.edited": topics.on_edited,
    "post.media": _media,
    "post.deleted": topics.on_gone,
    "post.hidden": topics.on_gone,
    "topic.split": topics.on_split,
    "topic.gone": topics.on_list_gone,
    **dict.fromkeys(topics.ORDER, topics.on_order),
    **dict.fromkeys(STATES, _state),
    **polls.DRAWN,
    **projects.DRAWN,
    **giving.DRAWN,
    **expenses.DRAWN,
    **tasks.DRAWN,
    **EVERYWHERE,
}
SESSIONS = {**of_sessions(_author), **EVERYWHERE}
