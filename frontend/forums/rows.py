"""Topics as lines of a list. Drawn in Python: a page holds thirty."""

from __future__ import annotations

from html import escape
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forums.parts import told_part
from frontend import dates
from frontend.consultations.speakers import speaker_of
from frontend.forums.excerpts import excerpt
from frontend.forums.finding import name_of
from frontend.painted import avatar, icon, tag


def draw_topic(
    topic: Any, standing: Any = None, *, where: bool = False, found: Any = None, words: str = ""
) -> SafeString:
    """One topic: title, who began it, how much was said, who spoke last. ``where``: with its forum. ``found``: the post
    in which the ``words`` of a search stand.
    """
    pk, url = topic.pk, reverse("topic", args=[topic.pk])
    began = speaker_of(topic.author, topic.organisation, topic.group)
    unread = ""
    if standing is not None and standing.unread and not standing.is_ignored:
        words = ngettext("%d new", "%d new", standing.unread) % standing.unread
        unread = f'<a class="tag tag-accent" href="{url}?post=unread">{escape(words)}</a>'
    posts = _("Posts:")
    ignored = " is-ignored" if standing is not None and standing.is_ignored else ""
    # TRANSLATORS: %s is the name of the person or organisation that began the topic
    by = escape(_("began: %s") % "\0").replace("\0", _who(began))
    part = name_of(topic.forum) if where else told_part(topic.category.title)
    return mark_safe(
        f'<li class="topic-row{ignored}" id="topic-{pk}" data-last="{topic.thread.last_number}">'
        f"{avatar(began.name, began.organisation)}"
        f'<div class="topic-main"><a class="topic-title" href="{url}">{_marks(topic)}'
        f'<span id="topic-title-{pk}">{escape(topic.title)}</span></a> {unread}'
        f'<p class="tiny quiet">{tag(part, line=True)} <span>{by}</span></p>{_found(found, words)}</div>'
        f'<p class="topic-n"><span class="sr">{escape(posts)} </span>{icon("comment")}'
        f'<b class="num" id="topic-n-{pk}">{topic.thread.post_count}</b></p>'
        f'<p class="topic-last tiny quiet">{_last(topic, url)}</p></li>\n'
    )


def _found(post: Any, words: str) -> str:
    """Where the words of the search stand, and the way there."""
    if post is None:
        return ""
    who = _who(speaker_of(post.author, post.organisation, post.group))
    return (
        f'<p class="topic-found small"><a href="/posts/{post.pk}/">{who} <span class="num">#{int(post.number)}</span></a> '
        f"{excerpt(post.body_html, words)}</p>"
    )


def _who(shown: Any) -> str:
    """A name that an event can find when its bearer erases their account."""
    person = f' data-who="{shown.person}"' if shown.person else ""
    return f"<span{person}>{escape(shown.name)}</span>"


def _marks(topic: Any) -> str:
    pinned = _sign("pin", _("Pinned:")) if topic.is_pinned else ""
    return pinned + (_sign("lock", _("Locked:")) if topic.is_locked else "")


def _sign(name: str, words: str) -> str:
    """An icon, and its words for those who do not see it."""
    return f'{icon(name)}<span class="sr">{escape(words)} </span>'


def _last(topic: Any, url: str) -> str:
    post = topic.last_post
    if post is None:
        return ""
    shown = speaker_of(post.author, post.organisation, post.group)
    when = dates.ago(topic.last_post_at)
    return f'<a href="{url}?post=newest">{when}</a><span>{_who(shown)}</span>'
