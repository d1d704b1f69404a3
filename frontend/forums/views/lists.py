"""All forums, and the topics of one."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from forums.policies import may_start
from forums.selectors.forums import forum_views, list_categories, visible_forums
from forums.selectors.mine import SHOWS, narrowed, posts_with
from forums.selectors.topics import by_last_post, list_newest, list_topics, matching, standings_of
from frontend.places.chosen import chosen_place
from participation.keys import as_id
from participation.live.selectors import get_head

from ..finding import belongs_to, find_forum, forum_crumbs, keeps_order, name_of

PER_PAGE = 30  # topics
NEWEST = 12


@require_safe
def forums(request: HttpRequest) -> HttpResponse:
    """What is talked about now, and every forum; the reader's own municipality first."""
    views = forum_views(visible_forums())
    own = chosen_place(request)
    views.sort(key=lambda view: (own is None or view.forum.municipality.code != own.code, -view.posts))
    show = shown(request)
    page = _page(request, narrowed(by_last_post(), request.user, show)) if show else None
    newest = list(page) if page is not None else list(list_newest(NEWEST))
    standings = standings_of(request.user, newest)
    places = [view for view in views if view.forum.scope.startswith("municipality.")]
    silent = [view for view in places if not view.topics and (own is None or view.forum.municipality.code != own.code)]
    context = {
        "of_places": [view for view in places if view not in silent],
        "of_silent": silent,  # the reader's own is never one of them
        "of_others": [view for view in views if not view.forum.scope.startswith("municipality.")],
        "topics": [(topic, standings.get(topic.pk)) for topic in newest],
        "page": page,
        "show": show,
        "shows": shows(),
    }
    return _private(render(request, "forums/list.html", context))


@require_safe
def forum(request: HttpRequest, pk: int) -> HttpResponse:
    """The topics of a forum; ``?category= q= page=`` in the address."""
    found = find_forum(request, pk)
    head = get_head(found.stream)  # asked first: what happens while the page is drawn is heard afterwards
    categories = list(list_categories(found))
    category = next((one for one in categories if one.pk == as_id(request.GET.get("category", ""))), None)
    words = request.GET.get("q", "").strip()[:80]
    show = shown(request)
    topics = list_topics(forum=found, category_id=category.pk if category else None)
    page = _page(request, narrowed(matching(topics, words) if words else topics, request.user, show))
    rows = list(page)
    places = posts_with(rows, words) if words else {}
    standings = standings_of(request.user, rows)
    context: dict[str, Any] = {
        "forum": found,
        "head": head,
        "categories": categories,
        "category": category,
        "words": words,
        "page": page,
        "topics": [(topic, standings.get(topic.pk), places.get(topic.pk)) for topic in rows],
        "show": show,
        "shows": shows(),
        "any_unread": any(one.unread for one in standings.values()),
        "orders": (orders := keeps_order(request, found)),
        "starts": orders or found.starting == "everyone" or may_start(request.user, found),
        "belongs": belongs_to(found),
        "name": name_of(found),
        "crumbs": forum_crumbs(found)[:1],
    }
    return _private(render(request, "forums/forum.html", context))


def shown(request: HttpRequest) -> str:
    """What a reader who is signed in wants to see of the topics; nothing: all of them."""
    wanted = request.GET.get("show", "")
    return wanted if wanted in SHOWS and request.user.is_authenticated else ""


def shows() -> list[tuple[str, str]]:
    """The ways to narrow a list, with their words."""
    return [
        ("", pgettext("topics", "All")),
        ("unread", pgettext("topics", "Unread")),
        ("followed", pgettext("topics", "Followed")),
        ("mine", pgettext("topics", "Where I spoke")),
        ("ignored", pgettext("topics", "Ignored")),
    ]


def _page(request: HttpRequest, topics: Any) -> Any:
    return Paginator(topics, PER_PAGE).get_page(request.GET.get("page"))


def _private(response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    response["Cache-Control"] = "private, no-cache"
    return response
