"""A topic with one page of its posts; starting a topic."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from forums.actions import start_topic
from forums.selectors.forums import list_categories
from forums.selectors.topics import (
    PER_PAGE,
    first_unread,
    get_first_post,
    get_topic_post,
    page_of,
    post_numbered,
    split_around,
    standing_of,
    where_merged,
)
from frontend.consultations import pending
from frontend.consultations.speakers import speaker_of
from frontend.pictures.preview import can_be_sent, pictures_of, received
from frontend.polls.component import draw_polls_about
from participation.keys import as_id
from participation.live.selectors import Head, get_head
from participation.moderation.masking import MARK
from participation.organisations.selectors import list_voices
from participation.refusals import Refused

from .. import strangers
from ..finding import asks_here, find_forum, find_topic, forum_crumbs, keeps_order
from ..forms import SayForm, TopicForm
from ..naming import tell_unnamed
from ..pages import draw_page

BIGGEST = 2**31 - 1


@require_safe
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    """One page of its posts; ``?post=640`` the page of that one, ``newest`` and ``unread`` theirs, ``?answer=`` answers."""
    try:
        found = find_topic(request, pk)
    except Http404:
        into = where_merged(pk)
        if into is None:
            raise
        return redirect("topic", into, permanent=True)
    asked = request.GET.get("post", "")
    if asked in ("newest", "unread"):
        return _jump(request, found, asked)
    if (wanted := request.GET.get("to")) is not None:
        return _to_number(request, found, wanted.strip().lstrip("#"), as_id(request.GET.get("from", "")) or 1)
    return show(request, found, number=as_id(asked) or 1)


def _to_number(request: HttpRequest, topic: Any, typed: str, here: int) -> HttpResponse:
    """To the post with the number that was typed, in its place; else the same page, which says what numbers there are."""
    number, last = as_id(typed), topic.thread.last_number
    if not number or number > last:
        words = _("Posts here have the numbers 1 to %(last)d.") % {"last": last}
        return show(request, topic, number=here, jump={"typed": typed, "error": words})
    post = post_numbered(topic, number)
    address = f"{reverse('topic', args=[topic.pk])}?post={number}"
    return redirect(f"{address}#post-{post}" if post else address)


def _jump(request: HttpRequest, topic: Any, asked: str) -> HttpResponse:
    """To the newest post, or the first one that was not read; the page and the place on it."""
    post = first_unread(topic, standing_of(request.user, topic)) if asked == "unread" else None
    post = post or topic.last_post
    here = reverse("topic", args=[topic.pk])
    return redirect(f"{here}?post={post.number}#post-{post.pk}" if post else here)


def show(
    request: HttpRequest, topic: Any, *, number: int = 1, form: SayForm | None = None, jump: Any = None
) -> HttpResponse:
    """The page of the topic on which the post with this number stands, with the form below. ``jump``: a number that was
    typed and is none.
    """
    head = get_head(topic.scope)  # asked first: what happens while the page is drawn is heard afterwards
    here = max(1, min(number, BIGGEST, topic.thread.last_number))
    if form is None and jump is None and strangers.is_one(request, topic):
        response = HttpResponse(
            strangers.draw(request, topic, head, lambda own: _draw(request, topic, head, here, own))
        )
    else:
        form = form or _form(request, topic)
        own = {"form": form, "jump": jump}
        response = HttpResponse(_draw(request, topic, head, here, own), status=422 if form.errors or jump else 200)
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    response["Cache-Control"] = "private, no-cache"
    return response


def _draw(request: HttpRequest, topic: Any, head: Head, here: int, own: dict[str, Any]) -> str:
    """The page with the post numbered ``here``. ``own``: the form below it, a number that was typed and is none, another
    token for its forms.
    """
    first = page_of(here)
    last = first + PER_PAGE > topic.thread.last_number
    split_from, split_off = split_around(topic)
    context: dict[str, Any] = {
        "topic": topic,
        "forum": topic.forum,
        "head": head,
        "posts": draw_page(request, topic, head, first, own.get("csrf_token", "")),
        "standing": standing_of(request.user, topic),
        "orders": keeps_order(request, topic.forum),
        "began": speaker_of(topic.author, topic.organisation, topic.group),
        "first": first,
        "here": here,
        "is_last_page": last,
        "before": first - PER_PAGE if first > 1 else None,
        "after": None if last else first + PER_PAGE,
        **answering(topic, own["form"]),
        "polls": draw_polls_about(request, topic.scope) if topic.is_asked else [],
        "asks": asks_here(request, topic),
        "split_from": split_from,
        "split_off": split_off,
        "masked_title": MARK in topic.title,
        "voices": list_voices(request.user),
        "crumbs": forum_crumbs(topic.forum),
    }
    return render_to_string("forums/topic.html", context | own, request)


def _form(request: HttpRequest, topic: Any) -> SayForm:
    """An empty form, or what was typed before signing in; with ``?answer=`` for an answer."""
    kept = pending.look(request, "say", topic=topic.pk) if "pending_act" in request.session else None
    if kept:
        return SayForm(initial=dict(kept["typed"]))
    return SayForm(initial={"parent": as_id(request.GET.get("answer", ""))})


def answering(topic: Any, form: SayForm) -> dict[str, Any]:
    """The post that the form answers and who wrote it, as its template takes them."""
    parent = answered(topic, form)
    name = speaker_of(parent.author, parent.organisation, parent.group).name if parent else ""
    return {"parent": parent, "parent_name": name}


def answered(topic: Any, form: SayForm) -> Any:
    """The post that the form answers, if it is one of this topic; none otherwise, and no query."""
    parent_id = as_id(str(form["parent"].value() or ""))
    parent = get_topic_post(parent_id) if parent_id else None
    return parent if parent is not None and parent.thread_id == topic.thread_id else None


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a topic; with ``preview``, or while its pictures are chosen, only the form again."""
    forum = find_forum(request, pk)
    back = request.get_full_path()
    if not request.user.is_authenticated:
        if request.method != "POST":
            return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")
        return pending.keep(request, act="begin", back=reverse("topic_new", args=[pk]), forum=pk)
    categories = list(list_categories(forum))
    kept = pending.look(request, "begin", forum=pk)
    start = dict(kept["typed"]) if kept else {"category": request.GET.get("category", "")}
    form = TopicForm(categories=categories, initial=start)
    if request.method == "POST":
        form, is_draft = received(request, TopicForm, categories=categories)
        if not is_draft and (made := _started(request, form)) is not None:
            pending.take(request, "begin", forum=pk)
            messages.success(request, _("Your topic is open to everybody."))
            if (first := get_first_post(made)) is not None:
                tell_unnamed(request, first)
            return redirect(f"{reverse('topic', args=[made.pk])}?began={forum.pk}")
    context = {
        "forum": forum,
        "form": form,
        "voices": list_voices(request.user),
        "crumbs": forum_crumbs(forum),
    }
    return render(request, "forums/new.html", context, status=422 if form.errors else 200)


def _started(request: HttpRequest, form: TopicForm) -> Any:
    """The topic that was made, or None with the form saying why not."""
    if not can_be_sent(form):
        return None
    values = form.cleaned_data
    try:
        return start_topic(
            author=request.user,
            category_id=int(values["category"]),
            title=values["title"],
            body=values["body"],
            organisation_id=values["organisation"],
            pictures=pictures_of(form),
            client_key=values["client_key"],
        )
    except Refused as refusal:
        form.refuse(refusal)
        return None
