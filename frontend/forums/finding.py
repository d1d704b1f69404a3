"""What an address names, or 404; who keeps order there."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from forums.policies import may_order
from forums.selectors.forums import get_forum
from forums.selectors.topics import get_topic, get_topic_post
from frontend.viewer import roles_of, stopped_here
from participation.polls.policies import may_hold_any


def find_forum(request: HttpRequest, pk: int) -> Any:
    """The forum; its municipality becomes the page's."""
    forum = get_forum(pk)
    if forum is None:
        raise Http404(_("There is no such forum."))
    request.place = forum.municipality  # type: ignore[attr-defined]  # the frame reads it
    return forum


def find_topic(request: HttpRequest, pk: int) -> Any:
    """The topic; its municipality becomes the page's."""
    topic = get_topic(pk)
    if topic is None:
        raise Http404(_("This topic is not there any more."))
    request.place = topic.forum.municipality  # type: ignore[attr-defined]  # the frame reads it
    return topic


def find_post(topic: Any, post_id: int) -> Any:
    """A readable post of the topic."""
    post = get_topic_post(post_id)
    if post is None or post.thread_id != topic.thread_id:
        raise Http404(_("This post is not there any more."))
    return post


def keeps_order(request: HttpRequest, forum: Any) -> bool:
    """Whether the person keeps order there; most have no role anywhere, and nothing is asked of the database then."""
    if not request.user.is_authenticated:
        return False
    known = forum.scope.startswith("organisation.") or roles_of(request)
    return bool(known) and may_order(request.user, forum)


def asks_here(request: HttpRequest, topic: Any) -> bool:
    """Whether the person may put a poll at the head of the topic while it is open: who began it, officials and
    moderators of the place.
    """
    if not request.user.is_authenticated or topic.is_locked or stopped_here(request) is not None:
        return False
    if request.user.pk == topic.author_id:
        return True
    return bool(roles_of(request)) and may_hold_any(request.user, topic.forum.municipality_id)


def name_of(forum: Any) -> str:
    """What the forum is called: a municipality by its name in the reader's script, everything else as it calls itself."""
    return str(forum.municipality.name if forum.scope.startswith("municipality.") else forum.title)


def forum_crumbs(forum: Any) -> list[tuple[str, str]]:
    """The way to a forum."""
    return [(_("Topics"), reverse("forums")), (name_of(forum), reverse("forum", args=[forum.pk]))]


def belongs_to(forum: Any) -> tuple[str, str]:
    """What the forum belongs to: its words and its address."""
    kind, _dot, number = forum.scope.partition(".")
    if kind == "consultation":
        return _("To the consultation"), reverse("consultation", args=[int(number)])
    if kind == "organisation":
        return _("To the organisation"), reverse("organisation", args=[int(number)])
    return _("To the municipality"), reverse("municipality", args=[forum.municipality.code])
