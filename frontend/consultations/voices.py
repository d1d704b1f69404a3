"""What people said: comments with their answers, suggested wordings, and what can be done with each.

Drawn in Python, not as templates: a conversation holds hundreds, and every live event draws one."""

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
from frontend.pictures.drawing import draw_media
from frontend.unbroken import unbroken
from frontend.viewer import stopped_here
from proposals.selectors.carried import names_of_carried

from .marks import with_marks
from .speakers import Shown, nobody, speaker_in, speaker_of

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
    speaks: bool = True  # who looks may add something
    locked: bool = False  # a moderator has: what was said is supported and changed, and nothing is added
    alone: bool = False  # the page is about one suggestion, to which its own support leads back

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
        if not self.token:
            return ""
        alone = '<input type="hidden" name="alone" value="1">' if self.alone else ""
        return f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(self.token)}">{alone}'

    @cached_property
    def said_at_forums(self) -> dict[int, str]:
        """Who said what was carried here from public forums; asked only where a page has a post of nobody."""
        return names_of_carried(self.pk) if self.token else {}

    @cached_property
    def words(self) -> dict[str, str]:
        """The words that every item repeats, looked up once."""
        words = {
            "for": _("for"), "against": _("against"), "question": _("question"),
            "edited": _("edited"),
            "support": _("Support"), "answer": pgettext("verb", "Answer"), "edit": _("Edit"), "report": _("Report"),
            "where": _("Show where"),
            # TRANSLATORS: read out before or after the name of the person or organisation that stands for %s
            "comment_of": _("Comment by %s"), "answer_of": _("Answer by %s"), "wording_of": _("Wording suggested by %s"),
            "masked": _("[hidden by a moderator]"), "hidden": _("Hidden by a moderator."),
            "deleted": _("Taken back by its author."),
        }  # fmt: skip
        return {name: escape(word) for name, word in words.items()}


def setting_of(
    request: HttpRequest, consultation: Any, *, answered: bool = False, open_now: bool = True, alone: bool = False
) -> Setting:
    """The setting of a page or of an answer to a form."""
    who, speaks = (request.user.pk, get_token(request)), stopped_here(request) is None
    return Setting(consultation.pk, consultation.language, open_now, answered, *who, speaks, alone=alone)


def draw_who(who: Shown) -> SafeString:
    """The person as they chose to be shown, or the organisation they spoke for."""
    group = tag(who.group, "accent") if who.organisation or who.kind == "official" else ""
    person = f' data-who="{who.person}"' if who.person else ""
    return mark_safe(f'<span class="who"{person}>{_name(who.name, who.organisation)}</span>{group}')


def _by(ref: str, words: str, who: str) -> str:
    """The name, by which its article and its buttons are called; the words around it are read out only."""
    before, _name, after = words.partition("%s")
    return f'<span class="by" id="{ref}-by"><span class="sr">{before}</span>{who}<span class="sr">{after}</span></span>'


def _called(ref: str, act: str) -> str:
    """The attributes of a way to take part that is called by its own words and the author: 'Report, Comment by …'."""
    return f'id="{ref}-{act}" aria-labelledby="{ref}-{act} {ref}-by"'


def _name(name: str, organisation: bool = False) -> str:
    return f"{avatar(name, organisation)}<b>{escape(name)}</b>"


def draw_nobody() -> SafeString:
    """What stands in the place of a name when its bearer has erased their account."""
    return mark_safe(_name(nobody()))


def draw_name(name: str) -> SafeString:
    """A person's new name, where the one before stood."""
    return mark_safe(_name(name))


def draw_support(
    question_id: int, support: int, supported: bool, at: Setting, ref: str, own: bool = False
) -> SafeString:
    """The button to support what ``ref`` (``post-12``) names, with its count.

    After the closing, and on what is one's own, the count alone.
    """
    if own and at.open:
        words = escape(_("Supported by others:"))
        return mark_safe(
            f'<span class="voice-fact">{icon("up")}<span>{words} <span class="num" id="support-n-{question_id}">{support}</span>'
            "</span></span>"
        )
    if not at.open:
        words = escape(ngettext("%(n)s supports", "%(n)s support", support) % {"n": support})
        return mark_safe(
            f'<span class="link-btn">{icon("up")}<span class="num" id="support-n-{question_id}">{words}</span></span>'
        )
    url = f"{at.base}support/{question_id}/"
    value, pressed = ("", "true") if supported else ("1", "false")
    return mark_safe(
        f'<form id="support-form-{question_id}" method="post" action="{url}" hx-post="{url}" hx-swap="none">{at.hidden}'
        f'<button class="link-btn" id="support-{question_id}" name="on" value="{value}" aria-pressed="{pressed}"'
        f' aria-labelledby="support-w-{question_id} {ref}-by support-n-{question_id}">{icon("up")}'
        f'<span id="support-w-{question_id}">{at.words["support"]}</span> '
        f'<span class="num" id="support-n-{question_id}">{support}</span></button></form>'
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
        if at.open and not at.locked and post.is_readable:
            said += f'<div class="reply-form" id="reply-{pk}"></div>'
    return mark_safe(f'<li class="voice-item" id="post-{pk}">{said}</li>\n')


def _gone(post: Any, at: Setting) -> str:
    return f'<p class="gone small">{at.words["hidden" if post.hidden_at else "deleted"]}</p>\n'


def _said(view: Any, at: Setting) -> str:
    """Who, what and the ways to take part. The body was made safe when it was written."""
    post, pk, words = view.post, view.post.pk, at.words
    ref, kind = f"post-{pk}", words["answer_of" if post.parent_id else "comment_of"]
    head = _by(ref, kind, draw_who(speaker_in(post, at)))
    if post.argument:
        head += f'<span class="tag tone-{ARGUMENT_TONES[post.argument]}">{words[post.argument]}</span>'
    head += f'<span class="mark" id="post-{pk}-mark">{draw_mark(post.is_proposal)}</span>'
    edited = f'<span class="tiny quiet">{words["edited"]}</span>' if post.edited_at else ""
    quote = _quoted(post.quote, words) if post.quote else ""
    own = _is_own(post, at)
    return (
        f'\n<article aria-labelledby="{ref}-by"><div class="voice-head">{head}'
        f'<a class="quiet" href="#{ref}">{dates.ago(post.created_at)}</a>{edited}</div>\n'
        f'{quote}<div class="voice-body" id="post-{pk}-body">{unbroken(with_marks(post, post.body_html, words))}</div>\n'
        f'<div class="voice-media" id="post-{pk}-media">{draw_media(post.pictures, post.card)}</div>\n'
        f'<div class="voice-acts no-print">{draw_support(post.question_id, view.support, view.supported, at, ref, own)}\n'
        f"{_ways(post, at)}"
        f"{'' if own else _report(ref, at)}</div></article>\n"
    )


def draw_mark(is_proposal: bool) -> SafeString:
    """That the municipality will answer it; nothing where no official has marked it."""
    return tag(_("proposal, will be answered"), "unsure") if is_proposal else SafeString()


def _quoted(quote: str, words: dict[str, str]) -> str:
    """The words of the clause that it is about, and the way to them."""
    return (
        f'<blockquote class="quoted"><p data-quoted>{escape(quote)}</p><button type="button" class="link-btn js-only no-print"'
        f" data-show-where>{words['where']}</button></blockquote>\n"
    )


def _is_own(said: Any, at: Setting) -> bool:
    return at.viewer_id is not None and said.author_id == at.viewer_id


def _report(ref: str, at: Setting) -> str:
    """The way to say that it breaks the rules, for everybody but its author."""
    named = ref.replace("-", ".")
    return f'<a class="link-btn" {_called(ref, "report")} href="{at.report}?ref={named}">{at.words["report"]}</a>'


def _ways(post: Any, at: Setting) -> str:
    """Answering, and for its author changing it, until it is marked to be answered."""
    if not at.open:
        return ""
    pk, words = post.pk, at.words
    answer = f"{at.base}posts/{pk}/answer/"
    drawn = (
        f'<a class="link-btn" {_called(f"post-{pk}", "answer")} href="{answer}" hx-get="{answer}"'
        f' hx-target="#reply-{post.parent_id or pk}"'
        f' hx-swap="innerHTML">{words["answer"]}</a>\n'
    ) * (at.speaks and not at.locked)
    if _is_own(post, at) and not post.is_proposal and not post.masked_at:
        edit = f"{at.base}posts/{pk}/edit/"
        drawn += (
            f'<a class="link-btn" id="edit-{pk}" aria-labelledby="edit-{pk} post-{pk}-by" href="{edit}"'
            f' hx-get="{edit}" hx-target="#post-{pk}-body" hx-swap="innerHTML">'
            f"{words['edit']}</a>\n"
        )
    return drawn


def draw_suggestions(views: Iterable[Any], at: Setting) -> SafeString:
    """Suggested wordings, as items of a list."""
    return mark_safe("".join(draw_suggestion(view, at) for view in views))


def draw_suggestion(view: Any, at: Setting) -> SafeString:
    """One suggested wording: what it changes and why, the municipality's answer, and the ways to take part."""
    said, pk, words = view.suggestion, view.suggestion.pk, at.words
    ref = f"suggestion-{pk}"
    head = _by(ref, words["wording_of"], draw_who(speaker_of(said.author, said.organisation, said.group)))
    if said.state == "withdrawn":
        head += tag(_("withdrawn by its author"))
    if said.masked_at:
        head += tag(_("hidden in part by a moderator"), "unsure")
    pending = said.state == "pending"
    own = _is_own(said, at)
    support = draw_support(said.question_id, view.support, view.supported, at, ref, own) if pending else ""
    return mark_safe(  # the reason was made safe when it was written
        f'<li class="voice-item" id="{ref}">\n<article aria-labelledby="{ref}-by"><div class="voice-head">{head}'
        f'<a class="quiet" href="#{ref}">{dates.ago(said.created_at)}</a></div>\n'
        f'<div class="diff" lang="{escape(at.language)}">{diffs.redline(said.passage.body, said.text)}</div>\n'
        f'<div class="voice-body">{unbroken(with_marks(said, said.reason_html, words))}</div>\n'
        f"{_outcome(said) if at.answered else ''}"
        f'<div class="voice-acts no-print">{support}\n'
        f'<a class="link-btn" {_called(ref, "discuss")} href="{at.base}suggestions/{pk}/">'
        f'{icon("comment")}<span id="discussed-{said.thread_id}">{escape(discussed(said.thread.post_count))}</span></a>\n'
        f"{_take_back(pk, at) if own and at.open and pending else ''}"
        f"{'' if own else _report(ref, at)}</div>"
        "</article>\n</li>\n"
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
    reason = f"<p>{unbroken(linebreaksbr(proposal.reason))}</p>" if proposal.reason else ""
    return f'<div class="answer-box {OUTCOME_TONES.get(proposal.outcome, "")}"><b>{escape(words)}</b>{reason}</div>\n'


def _take_back(pk: int, at: Setting) -> str:
    """Asked once more before it is done: it folds open in its place, with and without scripts."""
    url, sure = f"{at.base}suggestions/{pk}/withdraw/", _("Take this suggestion back?")
    ask, yes = escape(_("Take back")), escape(_("Yes, take it back"))
    return (
        f'<details class="sure"><summary class="link-btn">{ask}</summary>'
        f'<form class="note tone-oppose" method="post" action="{url}" hx-post="{url}" hx-swap="none">{at.hidden}'
        f'<p class="small">{escape(sure)}</p>'
        f'<button class="btn btn-s btn-danger">{yes}</button></form></details>\n'
    )
