"""Acts of one click: a reaction, following or ignoring, how far one has read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from forums.actions import mark_forum_read, mark_read, set_level
from forums.selectors.topics import get_topic_post, post_rows, standing_of
from frontend.consultations import pending
from frontend.consultations.pieces import answer, drawn, piece
from participation.keys import as_id, as_ref
from participation.refusals import BadInput, Refused, SignInFirst
from participation.voting.actions import cast_ballot, withdraw_ballot
from participation.voting.selectors import get_question

from .. import arrivals, talk
from ..finding import find_forum, find_topic

DONE = {
    "follow": lambda: _("You follow this topic: you are told of new posts."),
    "normal": lambda: _("You are told when somebody answers or names you."),
    "ignore": lambda: _("You ignore this topic: you are told nothing of it."),
}


@require_POST
def react(request: HttpRequest, pk: int, question_id: int) -> HttpResponse:
    """Say with one click what one thinks of a post; with an empty choice take it back."""
    topic = find_topic(request, pk)
    post = _post_of(topic, question_id)
    if not request.user.is_authenticated:
        return pending.keep(request, act="react", back=reverse("topic_resume", args=[pk]), question=question_id)
    _react(request.user, question_id, request.POST.get("choice", ""))
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return redirect(_where(post))
    row = post_rows([post], request.user)[0]
    said = _("Your reaction is counted.") if row.reaction.own else _("Your reaction was taken back.")
    return answer([arrivals.reactions(row, talk.place_of(request, topic), said)])


def _react(user: object, question_id: int, choice: str) -> None:
    if choice:
        cast_ballot(voter=user, question_id=question_id, choice=choice)
    else:
        withdraw_ballot(voter=user, question_id=question_id)


def _post_of(topic: Any, question_id: int) -> Any:
    """The post whose reactions these are. Raises BadInput where it is none of this topic."""
    question = get_question(question_id)
    kind, number = as_ref(question.ref) or ("", 0) if question else ("", 0)
    post = get_topic_post(number) if kind == "post" else None
    if post is None or post.thread_id != topic.thread_id:
        raise BadInput(_("There is nothing to react to here."))
    return post


def _where(post: Any) -> str:
    return f"{reverse('topic', args=[post.thread.topic.pk])}?post={post.number}#post-{post.pk}"


@require_POST
def level(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow the topic, ignore it, or neither."""
    topic, wanted = find_topic(request, pk), request.POST.get("level", "")
    if not request.user.is_authenticated:
        return pending.keep(request, act="level", back=reverse("topic_resume", args=[pk]), topic=pk)
    set_level(user=request.user, topic_id=pk, level=wanted)
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        messages.success(request, DONE[wanted]())
        return redirect("topic", pk)
    context = {"topic": topic, "standing": standing_of(request.user, topic)}
    return answer(
        [piece("level", "replace", drawn("forums/level.html", context, request), say=DONE[wanted](), seen=True)]
    )


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """The person has read up to this post."""
    topic = find_topic(request, pk)
    if not request.user.is_authenticated:
        raise SignInFirst
    mark_read(user=request.user, topic_id=topic.pk, number=as_id(request.POST.get("number", "")) or 0)
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return HttpResponse(status=204)
    return redirect("forum", topic.forum_id)


@require_POST
def forum_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing in the forum is unread any more."""
    forum = find_forum(request, pk)
    mark_forum_read(user=request.user, forum_id=forum.pk)
    messages.success(request, _("Everything here counts as read."))
    return redirect("forum", pk)


@require_safe
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """After signing in: do what was clicked before, and land where it was clicked.

    It was sent by a form of ours in this very session, with its token, and is done at most once.
    """
    topic = find_topic(request, pk)
    kept = pending.take(request, "react", "level")
    if kept is None:
        return redirect("topic", pk)
    back = reverse("topic", args=[pk])
    try:
        if kept["act"] == "react":
            back = _where(_post_of(topic, kept["values"]["question"]))
            _react(request.user, kept["values"]["question"], kept["typed"].get("choice", ""))
        else:
            set_level(user=request.user, topic_id=topic.pk, level=kept["typed"].get("level", ""))
    except SignInFirst:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(back)
