"""Atom feeds of forums and topics, and the site map: what is public, for programs that come by."""

from __future__ import annotations

from html import escape
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import feedgenerator
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from forums.parts import told_part
from forums.selectors.forums import visible_forums
from forums.selectors.topics import list_newest_posts, list_topics, visible_topics
from frontend.consultations.speakers import speaker_of
from proposals.selectors.consultations import list_consultations

from ..finding import find_forum, find_topic

MOST, MOST_MAPPED = 30, 20_000


@require_safe
def forum_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """The topics of a forum that moved last. Summaries are HTML to whoever reads them, titles are text."""
    forum = find_forum(request, pk)
    feed = _feed(request, forum.title, reverse("forum", args=[pk]))
    for topic in list_topics(forum=forum).order_by("-last_post_at", "-id")[:MOST]:
        url = request.build_absolute_uri(reverse("topic", args=[topic.pk]))
        who = speaker_of(topic.author, topic.organisation, topic.group).name
        feed.add_item(
            topic.title, url, escape(told_part(topic.category.title)), author_name=who, unique_id=url,
            pubdate=topic.created_at, updateddate=topic.last_post_at,
        )  # fmt: skip
    return _answer(feed)


@require_safe
def topic_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest posts of a topic."""
    topic = find_topic(request, pk)
    feed = _feed(request, topic.title, reverse("topic", args=[pk]))
    for post in list_newest_posts(topic, MOST):
        url = request.build_absolute_uri(f"/posts/{post.pk}/")
        who = speaker_of(post.author, post.organisation, post.group).name
        feed.add_item(
            f"{topic.title} #{post.number}", url, post.body_html, author_name=who, unique_id=url,
            pubdate=post.created_at, updateddate=post.edited_at or post.created_at,
        )  # fmt: skip
    return _answer(feed)


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Consultations, forums and topics, for search engines."""
    pages: list[tuple[str, Any]] = [
        (reverse("home"), None),
        (reverse("consultations"), None),
        (reverse("forums"), None),
    ]
    found = list_consultations().values_list("pk", "published_at")[:MOST_MAPPED]
    pages += [(reverse("consultation", args=[pk]), at) for pk, at in found]
    pages += [(reverse("forum", args=[pk]), None) for pk in visible_forums().values_list("pk", flat=True)]
    topics = visible_topics().select_related(None).order_by("-last_post_at", "-id")
    pages += [(reverse("topic", args=[pk]), at) for pk, at in topics.values_list("pk", "last_post_at")[:MOST_MAPPED]]
    lines = (
        f"<url><loc>{escape(request.build_absolute_uri(path))}</loc>"
        f"{f'<lastmod>{at.isoformat()}</lastmod>' if at else ''}</url>"
        for path, at in pages
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(lines)}</urlset>'
    return HttpResponse(xml, content_type="application/xml; charset=utf-8")


def _feed(request: HttpRequest, title: str, path: str) -> feedgenerator.Atom1Feed:
    return feedgenerator.Atom1Feed(
        title=title,
        link=request.build_absolute_uri(path),
        description="",
        feed_url=request.build_absolute_uri(),
        language="bg",
    )


def _answer(feed: feedgenerator.Atom1Feed) -> HttpResponse:
    """Kept by nobody in between without asking again: what is hidden is in no feed either, and languages do not mix."""
    answer = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    patch_vary_headers(answer, ("Cookie", "Accept-Language"))
    answer["Cache-Control"] = "private, no-cache"
    return answer
