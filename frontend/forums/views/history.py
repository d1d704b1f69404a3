"""What was done to a topic as a whole, for everybody to read."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forums.selectors.history import list_topic_acts
from forums.selectors.topics import titles_of
from frontend.feeds import tell

from ..finding import find_topic, forum_crumbs

PER_PAGE = 50


@require_safe
def topic_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every act of order and every decision of a moderator in the topic: who, as what, when; newest first."""
    topic = find_topic(request, pk)
    page = Paginator(list_topic_acts(topic), PER_PAGE).get_page(request.GET.get("page"))
    others = titles_of(other for act in page if (other := _other(act)) is not None)
    lines = [(line, _called(act), _other(act), others.get(_other(act) or 0, "")) for act, line in tell(page)]
    context = {
        "topic": topic,
        "page": page,
        "lines": lines,
        "crumbs": [*forum_crumbs(topic.forum), (topic.title, reverse("topic", args=[pk]))],
    }
    return render(request, "forums/topic_history.html", context)


def _called(act: Any) -> str:
    """How the topic was called before and since."""
    if act.kind != "topic.renamed":
        return ""
    return _("“%(before)s” → “%(title)s”") % {"before": act.data.get("before", ""), "title": act.data.get("title", "")}


def _other(act: Any) -> int | None:
    """The topic that posts went to or came from."""
    other = act.data.get("to") if act.kind == "topic.split" else act.data.get("from")
    return other if isinstance(other, int) else None
