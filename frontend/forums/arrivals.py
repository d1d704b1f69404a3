"""What happens in topics as pieces of the page: for the one who did it, and for everybody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.dateparse import parse_datetime
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from frontend.consultations.arrivals import media_piece
from frontend.consultations.pieces import piece

from .talk import REACTIONS, Place, draw_body, draw_edited, draw_post, draw_quote, draw_reactions, place_of

Data = Mapping[str, Any]


def own_post(request: HttpRequest, topic: Any, row: Any) -> list[str]:
    """A post just made, with what only its author may do."""
    html = draw_post(row, place_of(request, topic))
    return [
        piece(f"posts-of-{topic.pk}", "append", html, say=_("Your post is published.")),
        *counted(topic.pk, row.post),
    ]


def counted(topic_id: int, post: Any) -> list[str]:
    """How many posts there are and the number of the last, on the topic's own pages."""
    return [piece(f"topic-n-{topic_id}", "inner", str(post.thread.post_count)), *_last(post.number)]


def _last(number: int) -> list[str]:
    """The number of the last post, beside the field for a number: above the posts and below them."""
    words = _("of %(n)s") % {"n": int(number)}
    return [piece(f"jump-{where}-last", "inner", escape(words)) for where in ("top", "foot")]


def edited(post: Any, at: Place, say: str = "") -> list[str]:
    """New words and what stands beside them, and that they are new; in what is hidden in part nothing is changed."""
    pieces: list[str] = [
        piece(f"post-{post.pk}-body", "inner", draw_body(post, at), say=say, seen=True),
        media_piece(post.pk, post.pictures, post.card),
    ]
    if post.edited_at:
        pieces.append(piece(f"post-{post.pk}-edited", "inner", draw_edited(post.pk, at)))
    if post.masked_at:
        pieces.append(piece(f"edit-{post.pk}", "remove"))
    return pieces


def gone_post(post_id: int, kind: str, say: str = "", number: int = 0) -> list[str]:
    """A post whose words are gone: a line stays in its place, so that numbers and answers make sense."""
    words = _("Hidden by a moderator.") if kind == "post.hidden" else _("Taken back by its author.")
    numbered = f"#{number} {words}" if number else words
    html = render_to_string("consultations/gone.html", {"words": numbered})
    return [piece(f"post-{post_id}", "inner", html, say=say, seen=True)]


def reactions(row: Any, at: Place, say: str) -> str:
    """The row of reactions of a post, as the one who reacted sees it."""
    return piece(f"react-form-{row.post.question_id}", "replace", draw_reactions(row, at), say=say)


# Events -----------------------------------------------------------------------------------------------------------


def on_post(stream: str, kind: str, data: Data) -> list[str]:
    """A new post, or one that can be read again: at the end of the last page, or in its place."""
    topic_id = _topic(stream)
    author, organisation = data["author"], data["author"].get("organisation")
    answers = data.get("answers")
    post = SimpleNamespace(
        pk=data["id"],
        number=data["number"],
        is_readable=True,
        parent=SimpleNamespace(pk=answers["id"], number=answers["number"]) if answers else None,
        quote=data["quote"],
        body_html=mark_safe(data["body_html"]),  # made safe when it was written
        **_beside(data),
        question_id=data["question"],
        author_id=None,
        author=SimpleNamespace(pk=author["id"], display_name=author["name"]) if author["name"] else None,
        organisation=SimpleNamespace(name=organisation["name"]) if organisation else None,
        group=author["group"],
        created_at=parse_datetime(data["created_at"]),
        edited_at=parse_datetime(data["edited_at"]) if data["edited_at"] else None,
    )
    row = SimpleNamespace(
        post=post, reaction=SimpleNamespace(counts={}, own=""), quote_gone=bool(data.get("quote_gone"))
    )
    html = draw_post(row, Place(topic_id))
    name = str(organisation["name"] if organisation else author["name"])
    if kind == "post.restored":
        pieces = [piece(f"post-{data['id']}", "replace", html), *_quotes(data)]
    else:
        pieces = [piece(f"posts-of-{topic_id}", "append", html, say=_("New post from %s") % name)]
        pieces += _last(data["number"])
    return [*pieces, piece(f"topic-n-{topic_id}", "inner", str(data["count"]))]


def _beside(data: Data) -> dict[str, Any]:
    return {"pictures": data.get("pictures", ()), "card": data.get("card"), "masked_at": data.get("is_masked")}


def on_edited(stream: str, kind: str, data: Data) -> list[str]:
    """New words; where they are quoted, the quote as it stands now."""
    html = mark_safe(data["body_html"])  # made safe when it was written
    post = SimpleNamespace(pk=data["id"], body_html=html, edited_at=data["edited_at"], **_beside(data))
    return [*edited(post, Place(_topic(stream))), *_quotes(data)]


def _quotes(data: Data) -> list[str]:
    """The words of the post where they are quoted, or the line in their place."""
    return [
        piece(f"post-{one['id']}-quote", "inner", draw_quote(one["quote"], bool(one.get("quote_gone"))))
        for one in data.get("quotes", ())
    ]


def on_gone(stream: str, kind: str, data: Data) -> list[str]:
    """Words that are gone."""
    return [
        *gone_post(data["id"], kind, number=data.get("number", 0)),
        *_quotes(data),
        piece(f"topic-n-{_topic(stream)}", "inner", str(data["count"])),
    ]


def on_reactions(data: Data) -> list[str]:
    """How many say what; what nobody says has no number."""
    return [
        piece(f"react-{data['question']}-{name}", "inner", str(data["counts"].get(name) or "")) for name in REACTIONS
    ]


ORDER: dict[str, Callable[[], str]] = {
    "topic.pinned": lambda: _("The topic was pinned."),
    "topic.unpinned": lambda: _("The topic is pinned no longer."),
    "topic.locked": lambda: _("The topic was locked: it is read, and nothing is added."),
    "topic.unlocked": lambda: _("The topic is open again."),
    "topic.moved": lambda: _("The topic was moved."),
    "topic.merged": lambda: _("Posts of another topic were added at the end."),
    "topic.changed": lambda: "",
    "topic.opened": lambda: "",
}


def on_order(stream: str, kind: str, data: Data) -> list[str]:
    """What was done to the topic, above its posts; its title. In a forum's lists, how the topic stands."""
    if stream.startswith("forum."):
        return on_list(stream, kind, data)
    say = ORDER[kind]()
    pieces: list[str] = [piece(f"topic-title-{data['id']}", "inner", escape(data["title"]))]
    if say:
        pieces.append(piece("topic-banner", "inner", f'<p class="note">{escape(say)}</p>', say=say))
    return pieces


def on_split(stream: str, kind: str, data: Data) -> list[str]:
    """Posts that stand in another topic now, and the way there."""
    say = _("Some posts are a topic of their own now:")
    link = f'<a href="/topics/{int(data["to"])}/">{escape(data["into"])}</a>'
    banner = piece("topic-banner", "inner", f'<p class="note">{escape(say)} {link}</p>', say=f"{say} {data['into']}")
    return [
        *(piece(f"post-{pk}", "remove") for pk in data["moved"]),
        piece(f"topic-n-{data['id']}", "inner", str(data["posts"])),
        banner,
    ]


def on_list(stream: str, kind: str, data: Data) -> list[str]:
    """How a topic stands, in the lists of its forum."""
    return [
        piece(f"topic-n-{data['id']}", "inner", str(data["posts"])),
        piece(f"topic-title-{data['id']}", "inner", escape(data["title"])),
    ]


def on_list_gone(stream: str, kind: str, data: Data) -> list[str]:
    """A topic that is in this forum's lists no longer."""
    return [piece(f"topic-{data['id']}", "remove")]


def _topic(stream: str) -> int:
    return int(stream.rpartition(".")[2])
