"""Comments and suggestions as pieces: for the one who made them, with their own controls."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from frontend.pictures.drawing import draw_media

from . import margins
from .pieces import piece
from .voices import discussed, draw_post, draw_suggestion, setting_of


def own_post(request: HttpRequest, consultation: Any, view: Any) -> list[str]:
    """A post just made, where it belongs, with what only its author may do."""
    html = draw_post(view, setting_of(request, consultation))
    thread, parent_id = view.post.thread, view.post.parent_id
    say = _("Your answer is published.") if parent_id else _("Your comment is published.")
    return [post_place(parent_id, thread.pk, html, say), *count_pieces(thread.ref, thread.pk, thread.post_count)]


def post_place(parent_id: int | None, thread_id: int, html: str, say: str = "") -> str:
    """A post at the end of its thread, or of the answers to its parent."""
    return piece(f"answers-{parent_id}" if parent_id else f"posts-{thread_id}", "append", html, say=say)


def count_pieces(ref: str, thread_id: int, count: int) -> list[str]:
    """How many comments a clause or a suggestion has now, wherever that is shown."""
    kind, _dot, number = ref.partition(".")
    if kind != "clause":
        return [piece(f"discussed-{thread_id}", "inner", discussed(count))]
    return [
        piece(f"comments-n-{number}", "inner", margins.comments_words(count)),
        piece(f"comments-count-{number}", "inner", str(count)),
    ]


def own_suggestion(request: HttpRequest, consultation: Any, view: Any) -> list[str]:
    """A suggestion just made or changed, with what only its author may do."""
    html = draw_suggestion(view, setting_of(request, consultation))
    clause, withdrawn = view.suggestion.clause, view.suggestion.state == "withdrawn"
    say = _("Your suggestion was taken back.") if withdrawn else _("Your suggestion is published.")
    return suggestion_pieces(clause.pk, html, clause.suggestion_count, say)


def suggestion_pieces(clause_id: int, html: str, count: int, say: str = "") -> list[str]:
    """A suggestion in its clause's list, and the counts."""
    return [
        piece(f"suggestion-list-{clause_id}", "put", html, say=say),
        piece(f"suggestions-n-{clause_id}", "inner", margins.suggestions_words(count)),
        piece(f"suggestions-count-{clause_id}", "inner", str(count)),
    ]


def media_piece(post_id: int, pictures: Any, card: Any) -> str:
    """What stands beside the words of a post."""
    return piece(f"post-{post_id}-media", "inner", draw_media(pictures, card))


def gone_post(post_id: int, kind: str, say: str = "") -> list[str]:
    """A post whose words are gone: a line in its place while answers hang on it, nothing otherwise."""
    words = _("Hidden by a moderator.") if kind == "comment.hidden" else _("Taken back by its author.")
    html = render_to_string("consultations/gone.html", {"words": words})
    return [piece(f"post-{post_id}", "gone", html, say=say)]
