"""Posts of a topic, and what can be done with each. Drawn in Python: a page holds thirty, and every live event draws one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from frontend import dates
from frontend.consultations.marks import with_marks
from frontend.consultations.speakers import speaker_of
from frontend.consultations.voices import draw_who
from frontend.painted import icon
from frontend.pictures.drawing import draw_media
from frontend.unbroken import unbroken
from frontend.viewer import stopped_here
from participation.moderation.selectors import hidden_by

REACTIONS = {"agree": "thumb", "thanks": "heart", "interesting": "bulb", "doubt": "doubt"}  # with their icons


@dataclass(frozen=True)
class Place:
    """The topic and who looks at it. Nobody looks at a live event: it is the same for everyone."""

    pk: int  # of the topic
    open: bool = True  # the reader can add something
    viewer_id: int | None = None
    token: str = ""  # of the page's forms

    @cached_property
    def base(self) -> str:
        """The topic's address; those below it are written as in ``urls.py``, which a test compares."""
        return reverse("topic", args=[self.pk])

    @cached_property
    def report(self) -> str:
        """Where one says that something breaks the rules."""
        return reverse("report")

    @cached_property
    def hidden(self) -> str:
        """The form token as a field."""
        return f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(self.token)}">' if self.token else ""

    @cached_property
    def words(self) -> dict[str, str]:
        """The words that every post repeats, looked up once."""
        words = {
            "agree": pgettext("reaction", "Agree"), "thanks": pgettext("reaction", "Thanks"),
            "interesting": pgettext("reaction", "Interesting"), "doubt": pgettext("reaction", "Doubtful"),
            "edited": _("edited"), "answer": pgettext("verb", "Answer"), "edit": _("Edit"), "report": _("Report"),
            "take_back": _("Take back"),
            # TRANSLATORS: read out before or after the name of the person or organisation that stands for %s
            "post_of": _("Post by %s"),
            "to": _("in answer to"),
            "masked": _("[hidden by a moderator]"), "hidden": _("Hidden by a moderator."),
            "deleted": _("Taken back by its author."),
        }  # fmt: skip
        return {name: escape(word) for name, word in words.items()}


def place_of(request: HttpRequest, topic: Any, token: str = "") -> Place:
    """The place of a page or of an answer to a form; ``token`` of its forms, the request's own where none is given."""
    is_open = not topic.is_locked and stopped_here(request) is None
    return Place(topic.pk, is_open, request.user.pk, token or get_token(request))


def draw_posts(rows: Iterable[Any], at: Place) -> SafeString:
    """Posts as items of a list; one query more where a moderator has hidden some."""
    found = list(rows)
    why = hidden_by(f"post.{row.post.pk}" for row in found if row.post.hidden_at and not row.post.deleted_at)
    return mark_safe("".join(draw_post(row, at, why.get(f"post.{row.post.pk}")) for row in found))


def draw_post(row: Any, at: Place, why: Any = None) -> SafeString:
    """One post; of one that is gone only a line, so that its number and its answers make sense. ``why``: the decision
    that hides it.
    """
    post, pk, words = row.post, row.post.pk, at.words
    if not post.is_readable:
        said = f'<p class="gone small"><span class="num">{_number(post)}</span> {_gone(post, words, why)}</p>'
    else:
        said = _said(row, at)
    return mark_safe(f'<li class="voice-item said" id="post-{pk}" data-number="{post.number}">{said}</li>\n')


def _gone(post: Any, words: dict[str, str], why: Any) -> str:
    """That the words are gone, since which day, and by which rule, with the way to the decision in the public log."""
    if post.deleted_at:
        return f'{words["deleted"]} <span class="quiet">{escape(dates.day(post.deleted_at))}</span>'
    if why is None:
        return f'{words["hidden"]} <span class="quiet">{escape(dates.day(post.hidden_at))}</span>'
    place = why.municipality
    log = reverse("municipality_log", args=[place.code]) if place else reverse("moderation_log")
    day = escape(dates.day(why.effective_at, place.timezone if place else ""))
    rule, way = escape(_("Rule: %(rule)s") % {"rule": why.rule_told}), escape(_("the decision"))
    return f'{words["hidden"]} {rule} · <span class="quiet">{day}</span> · <a href="{log}?decision={why.pk}">{way}</a>'


def _number(post: Any) -> str:
    return f"#{int(post.number)}"


def _said(row: Any, at: Place) -> str:
    """Who, what and the ways to take part. The body was made safe when it was written."""
    post, pk, words = row.post, row.post.pk, at.words
    before, _name, after = words["post_of"].partition("%s")
    who = draw_who(speaker_of(post.author, post.organisation, post.group))
    by = f'<span class="by" id="post-{pk}-by"><span class="sr">{before}</span>{who}<span class="sr">{after}</span></span>'
    edited = draw_edited(pk, at) if post.edited_at else ""
    own = at.viewer_id is not None and post.author_id == at.viewer_id
    ask = f'<div class="post-ask" id="post-{pk}-ask"></div>' if own else ""  # where its author is asked: really?
    return (
        f'\n<article aria-labelledby="post-{pk}-by"><div class="voice-head">{by}'
        f'<span class="post-when"><span class="mark tiny" id="post-{pk}-edited">{edited}</span>'
        f'<a class="quiet" href="/posts/{pk}/">{dates.ago(post.created_at)}<span class="num post-no">{_number(post)}</span></a>'
        f"</span></div>\n{draw_answers(post.parent, draw_quote(post.quote, row.quote_gone), words, pk)}"
        f'<div class="voice-body" id="post-{pk}-body">{draw_body(post, at)}</div>\n'
        f'<div class="voice-media" id="post-{pk}-media">{draw_media(post.pictures, post.card)}</div>\n'
        f'<div class="voice-acts no-print">{draw_reactions(row, at)}\n{_ways(post, at)}</div>{ask}</article>\n'
    )


def draw_body(post: Any, at: Place) -> str:
    """The words, with a mark where a moderator has hidden some."""
    return unbroken(with_marks(post, post.body_html, at.words))


def draw_edited(pk: int, at: Place) -> str:
    """That the words were changed, and the way to the earlier ones."""
    return f'<a class="quiet" href="{at.base}posts/{pk}/history/">{at.words["edited"]}</a>'


def draw_quote(quote: str, is_gone: bool) -> str:
    """The words of another post, or a line in their place while nobody reads them where they were said."""
    if not is_gone:
        return escape(quote)
    words = escape(_("What was quoted here is not shown."))
    return f'<span class="quiet">{words}</span>'


def draw_answers(parent: Any, quoted: str, words: dict[str, str], pk: int | None = None) -> str:
    """Which post is answered, and which of its words (as HTML); ``pk`` of the answer, unless it is only being written."""
    if parent is None:
        return ""
    name = speaker_of(parent.author, parent.organisation, parent.group).name if hasattr(parent, "group") else ""
    named = f" <b>{escape(name)}</b>" if name and parent.is_readable else ""
    named_as = f' id="post-{pk}-quote"' if pk else ""
    quote = f"<p{named_as}>{quoted}</p>"  # empty, it is the place for words that come back
    return (
        f'<blockquote class="quoted answers">{quote}<a class="tiny" href="/posts/{parent.pk}/" data-jump="{parent.pk}">'
        f'{words["to"]}{named} <span class="num">{_number(parent)}</span></a></blockquote>\n'
    )


def draw_reactions(row: Any, at: Place) -> SafeString:
    """What people say with one click; on what is one's own the counts alone."""
    post, q = row.post, row.post.question_id
    counts, own = row.reaction.counts, row.reaction.own
    if at.viewer_id is not None and post.author_id == at.viewer_id:
        facts = "".join(
            f'<span class="react" title="{at.words[name]}">{icon(sign)}'
            f'<span class="num" id="react-{q}-{name}">{counts.get(name, 0) or ""}</span>'
            f'<span class="react-word">{at.words[name]}</span></span>'
            for name, sign in REACTIONS.items()
        )
        return mark_safe(f'<span class="reacts is-own">{facts}</span>')
    url = f"{at.base}react/{q}/"
    buttons = "".join(
        f'<button class="react" id="react-{q}-{name}-b" name="choice" value="{"" if own == name else name}"'
        f' aria-pressed="{"true" if own == name else "false"}" title="{at.words[name]}"'
        f' aria-labelledby="react-{q}-{name}-w post-{post.pk}-by react-{q}-{name}">{icon(sign)}'
        f'<span class="num" id="react-{q}-{name}">{counts.get(name, 0) or ""}</span>'
        f'<span class="react-word" id="react-{q}-{name}-w">{at.words[name]}</span></button>'
        for name, sign in REACTIONS.items()
    )
    return mark_safe(
        f'<form class="reacts" id="react-form-{q}" method="post" action="{url}" hx-post="{url}" hx-swap="none">'
        f"{at.hidden}{buttons}</form>"
    )


def _ways(post: Any, at: Place) -> str:
    """Answering; for its author changing it; for everybody else reporting it."""
    pk, words = post.pk, at.words
    own = at.viewer_id is not None and post.author_id == at.viewer_id
    drawn = ""
    if at.open:
        drawn = (
            f'<a class="link-btn" id="post-{pk}-answer" aria-labelledby="post-{pk}-answer post-{pk}-by" data-answer="{pk}"'
            f' href="{at.base}?post={int(post.number)}&amp;answer={pk}#say">{words["answer"]}</a>\n'
        )
    if own and post.masked_at:
        return drawn
    if own:
        edit = f"{at.base}posts/{pk}/edit/"
        return drawn + (
            f'<a class="link-btn" id="edit-{pk}" aria-labelledby="edit-{pk} post-{pk}-by" href="{edit}" hx-get="{edit}"'
            f' hx-target="#post-{pk}-body" hx-swap="innerHTML">{words["edit"]}</a>\n'
            f'<a class="link-btn way-last" id="post-{pk}-take-back" aria-labelledby="post-{pk}-take-back post-{pk}-by"'
            f' href="{edit}?delete=1" hx-get="{edit}?delete=1" hx-target="#post-{pk}-ask" hx-swap="innerHTML">'
            f"{words['take_back']}</a>\n"
        )
    return drawn + (
        f'<a class="link-btn way-last" id="post-{pk}-report" aria-labelledby="post-{pk}-report post-{pk}-by"'
        f' href="{at.report}?ref=post.{pk}">{words["report"]}</a>\n'
    )
