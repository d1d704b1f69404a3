"""What people said: comments with their answers, suggested wordings, and what can be done with each.

Drawn in Python, not as templates: a conversation holds hundreds of them, and every live event draws one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from frontend import dates, diffs
from frontend.painted import avatar, icon, tag

from .speakers import Shown, speaker_of

ARGUMENT_TONES = {"for": "support", "against": "oppose", "question": "unsure"}
OUTCOME_TONES = {"accepted": "tone-support", "partly": "tone-unsure", "rejected": "tone-oppose"}


@dataclass(frozen=True)
class Setting:
    """Where something was said and who looks at it. Nobody looks at a live event: it is the same for everyone."""

    pk: int  # of the consultation
    language: str = ""
    open: bool = True
    answered: bool = False  # the municipality's answers are public
    viewer_id: int | None = None
    token: str = ""  # of the page's forms

    @cached_property
    def base(self) -> str:
        """The consultation's address; those below it are written as in ``urls.py``, which a test compares."""
        return reverse("consultation", args=[self.pk])

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
        """The words that every item repeats, looked up once."""
        words = {
            "for": _("for"), "against": _("against"), "question": _("question"),
            "proposal": _("proposal, will be answered"), "edited": _("edited"),
            "support": _("Support"), "answer": pgettext("verb", "Answer"), "edit": _("Edit"), "report": _("Report"),
            "hidden": _("Hidden by a moderator."), "deleted": _("Taken back by its author."),
        }  # fmt: skip
        return {name: escape(word) for name, word in words.items()}


def setting_of(request: HttpRequest, consultation: Any, *, answered: bool = False, open_now: bool = True) -> Setting:
    """The setting of a page or of an answer to a form."""
    return Setting(
        consultation.pk, consultation.language, open_now, answered, viewer_id=request.user.pk, token=get_token(request)
    )


def draw_who(who: Shown) -> SafeString:
    """The person as they chose to be shown, or the organisation they spoke for."""
    group = tag(who.group, "accent") if who.organisation or who.kind == "official" else ""
    return mark_safe(f"{avatar(who.name, who.organisation)}<b>{escape(who.name)}</b>{group}")


def draw_support(question_id: int, support: int, supported: bool, at: Setting) -> SafeString:
    """The button to support something with its count; after the closing the count alone."""
    if not at.open:
        words = escape(ngettext("%(n)s supports", "%(n)s support", support) % {"n": support})
        return mark_safe(
            f'<span class="link-btn">{icon("up")}<span class="num" id="support-n-{question_id}">{words}</span></span>'
        )
    url = f"{at.base}support/{question_id}/"
    value, pressed = ("", "true") if supported else ("1", "false")
    return mark_safe(
        f'<form id="support-form-{question_id}" method="post" action="{url}" hx-post="{url}" hx-swap="none">{at.hidden}'
        f'<button class="link-btn" id="support-{question_id}" name="on" value="{value}" aria-pressed="{pressed}">'
        f'{icon("up")}{at.words["support"]} <span class="num" id="support-n-{question_id}">{support}</span></button></form>'
    )


def draw_posts(views: Iterable[Any], at: Setting) -> SafeString:
    """Comments with their answers, as items of a list."""
    return mark_safe("".join(draw_post(view, at) for view in views))


def draw_post(view: Any, at: Setting) -> SafeString:
    """One comment; under a first one its answers and the place for another."""
    post, pk = view.post, view.post.pk
    said = _said(view, at) if post.is_readable else _gone(post, at)
    if not post.parent_id:
        answers = "".join(draw_post(answer, at) for answer in view.answers)
        said += f'<ul class="replies voices-list" id="answers-{pk}">{answers}</ul>\n'
        if at.open and post.is_readable:
            said += f'<div class="reply-form" id="reply-{pk}"></div>'
    return mark_safe(f'<li class="voice-item" id="post-{pk}">{said}</li>\n')


def _gone(post: Any, at: Setting) -> str:
    return f'<p class="gone small">{at.words["hidden" if post.hidden_at else "deleted"]}</p>\n'


def _said(view: Any, at: Setting) -> str:
    """Who, what and the ways to take part. The body was made safe when it was written."""
    post, pk, words = view.post, view.post.pk, at.words
    head: str = draw_who(speaker_of(post.author, post.organisation, post.group))
    if post.argument:
        head += f'<span class="tag tone-{ARGUMENT_TONES[post.argument]}">{words[post.argument]}</span>'
    if post.is_proposal:
        head += f'<span class="tag tone-unsure">{words["proposal"]}</span>'
    edited = f'<span class="tiny quiet">{words["edited"]}</span>' if post.edited_at else ""
    quote = f'<blockquote class="quoted">{escape(post.quote)}</blockquote>\n' if post.quote else ""
    return (
        f'\n<div class="voice-head">{head}<a class="quiet" href="#post-{pk}">{dates.ago(post.created_at)}</a>{edited}</div>\n'
        f'{quote}<div class="voice-body" id="post-{pk}-body">{post.body_html}</div>\n'
        f'<div class="voice-acts no-print">{draw_support(post.question_id, view.support, view.supported, at)}\n'
        f"{_ways(post, at)}"
        f'<a class="link-btn" href="{at.report}?ref=post.{pk}">{words["report"]}</a></div>\n'
    )


def _ways(post: Any, at: Setting) -> str:
    """Answering, and for its author changing it."""
    if not at.open:
        return ""
    pk, words = post.pk, at.words
    answer = f"{at.base}posts/{pk}/answer/"
    drawn = (
        f'<a class="link-btn" href="{answer}" hx-get="{answer}" hx-target="#reply-{post.parent_id or pk}"'
        f' hx-swap="innerHTML">{words["answer"]}</a>\n'
    )
    if at.viewer_id and post.author_id == at.viewer_id:
        edit = f"{at.base}posts/{pk}/edit/"
        drawn += (
            f'<a class="link-btn" href="{edit}" hx-get="{edit}" hx-target="#post-{pk}-body" hx-swap="innerHTML">'
            f"{words['edit']}</a>\n"
        )
    return drawn


def draw_suggestions(views: Iterable[Any], at: Setting) -> SafeString:
    """Suggested wordings, as items of a list."""
    return mark_safe("".join(draw_suggestion(view, at) for view in views))


def draw_suggestion(view: Any, at: Setting) -> SafeString:
    """One suggested wording: what it changes and why, the municipality's answer, and the ways to take part."""
    said, pk, words = view.suggestion, view.suggestion.pk, at.words
    head: str = draw_who(speaker_of(said.author, said.organisation, said.group))
    if said.state == "withdrawn":
        head += tag(_("withdrawn by its author"))
    pending = said.state == "pending"
    support = draw_support(said.question_id, view.support, view.supported, at) if pending else ""
    own = at.open and at.viewer_id and said.author_id == at.viewer_id and pending
    return mark_safe(  # the reason was made safe when it was written
        f'<li class="voice-item" id="suggestion-{pk}">\n<div class="voice-head">{head}'
        f'<a class="quiet" href="#suggestion-{pk}">{dates.ago(said.created_at)}</a></div>\n'
        f'<div class="diff" lang="{escape(at.language)}">{diffs.redline(said.passage.body, said.text)}</div>\n'
        f'<div class="voice-body">{said.reason_html}</div>\n{_outcome(said) if at.answered else ""}'
        f'<div class="voice-acts no-print">{support}\n<a class="link-btn" href="{at.base}suggestions/{pk}/">'
        f'{icon("comment")}<span id="discussed-{said.thread_id}">{escape(discussed(said.thread.post_count))}</span></a>\n'
        f"{_take_back(pk, at) if own else ''}"
        f'<a class="link-btn" href="{at.report}?ref=suggestion.{pk}">{words["report"]}</a></div>\n</li>\n'
    )


def discussed(n: int) -> str:
    """How much a suggestion is talked about."""
    return (ngettext("%d comment", "%d comments", n) % n) if n else _("Discuss")


def _outcome(said: Any) -> str:
    """What the municipality answered; nothing where it has not."""
    proposal = getattr(said, "proposal", None)
    if proposal is None or not proposal.outcome:
        return ""
    words = _("Answer of the municipality: %(outcome)s") % {"outcome": proposal.get_outcome_display()}
    reason = f"<p>{linebreaksbr(proposal.reason)}</p>" if proposal.reason else ""
    return f'<div class="answer-box {OUTCOME_TONES.get(proposal.outcome, "")}"><b>{escape(words)}</b>{reason}</div>\n'


def _take_back(pk: int, at: Setting) -> str:
    url, sure, words = f"{at.base}suggestions/{pk}/withdraw/", _("Take this suggestion back?"), _("Take back")
    return (
        f'<form method="post" action="{url}" hx-post="{url}" hx-swap="none" '
        f'hx-confirm="{escape(sure)}">{at.hidden}'
        f'<button class="link-btn">{escape(words)}</button></form>\n'
    )
