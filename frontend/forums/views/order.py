"""Keeping order in a topic: pinning, locking, naming, moving, merging, splitting. For its hosts and moderators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forums.actions import (
    lock_topic,
    merge_topics,
    move_topic,
    pin_topic,
    rename_topic,
    split_topic,
    take_back_topic,
)
from forums.actions.taking_back import SHARED
from forums.policies import began, may_lock, may_rename
from forums.selectors.forums import places_to_move
from forums.selectors.topics import PER_PAGE, get_topic, is_theirs_alone, list_topic_posts, page_of
from participation.keys import as_id
from participation.refusals import BadInput, NotAllowed, Refused, SignInFirst

from ..finding import find_topic, forum_crumbs, keeps_order
from ..forms import MergeForm, MoveForm, SplitForm, TitleForm


@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be done with a topic; ``act`` says which of it."""
    topic = _kept(request, pk)
    orders = keeps_order(request, topic.forum)
    forms, refusal = _empty(topic), ""
    if request.method == "POST":
        act = request.POST.get("act", "")
        try:
            if act in forms:
                forms[act] = form = _bound(act, request, topic)
                if form.is_valid():
                    if act == "merge" and not request.POST.get("sure"):
                        return _sure(request, topic, form.cleaned_data)
                    return _done(request, ACTS[act](request.user, topic, form.cleaned_data))
            elif act in SWITCHES:
                return _done(request, SWITCHES[act](request.user, topic.pk))
            else:
                raise BadInput
        except NotAllowed:  # also signing in first: an answer of its own, not a word beside a form
            raise
        except Refused as refused:
            if act in forms:
                forms[act].add_error(refused.field if refused.field in forms[act].fields else None, str(refused))
            else:
                refusal = str(refused)
    context = {
        "topic": topic,
        "forms": forms,
        "orders": orders,
        "locks": orders and may_lock(request.user, topic.forum),
        "refusal": refusal,
        "crumbs": [*forum_crumbs(topic.forum), (topic.title, reverse("topic", args=[pk]))],
    }
    return render(request, "forums/order.html", context, status=422 if _failed(refusal, forms) else 200)


def _failed(refusal: str, forms: dict[str, Any]) -> bool:
    return bool(refusal) or any(form.errors for form in forms.values())


def _empty(topic: Any) -> dict[str, Any]:
    places = places_to_move(topic.forum)
    return {
        "rename": TitleForm(initial={"title": topic.title}, auto_id="rename_%s"),
        "move": MoveForm(places=places, initial={"category": topic.category_id}, auto_id="move_%s"),
        "merge": MergeForm(auto_id="merge_%s"),
    }


def _bound(act: str, request: HttpRequest, topic: Any) -> Any:
    if act == "rename":
        return TitleForm(request.POST, auto_id="rename_%s")
    if act == "move":
        return MoveForm(request.POST, places=places_to_move(topic.forum), auto_id="move_%s")
    return MergeForm(request.POST, auto_id="merge_%s")


def _rename(user: object, topic: Any, values: dict[str, Any]) -> Any:
    return rename_topic(editor=user, topic_id=topic.pk, title=values["title"])


def _move(user: object, topic: Any, values: dict[str, Any]) -> Any:
    return move_topic(by=user, topic_id=topic.pk, category_id=int(values["category"]))


def _merge(user: object, topic: Any, values: dict[str, Any]) -> Any:
    return merge_topics(by=user, topic_id=topic.pk, into_id=_named(values))


def _named(values: dict[str, Any]) -> int:
    """The number of the topic that was named. Raises BadInput."""
    named = values["into"].strip().partition("?")[0].partition("#")[0].rstrip("/")
    into = as_id(named.rpartition("/")[2])
    if into is None:
        raise BadInput(_("Name the other topic by its address or number."), field="into")
    return into


def _sure(request: HttpRequest, topic: Any, values: dict[str, Any]) -> HttpResponse:
    """What merging does, before it is done. Raises BadInput where it could not be."""
    number = _named(values)
    into = get_topic(number)
    if number == topic.pk:
        raise BadInput(_("A topic cannot be merged with itself."), field="into")
    if into is None:
        raise BadInput(_("There is no topic with this address or number."), field="into")
    if into.forum.municipality_id != topic.forum.municipality_id:
        raise BadInput(_("Only topics of one municipality can be merged."), field="into")
    last = into.thread.last_number
    context = {
        "topic": topic,
        "into": into,
        "first": last + 1,
        "last": last + topic.thread.last_number,
        "crumbs": [*forum_crumbs(topic.forum), (topic.title, reverse("topic", args=[topic.pk]))],
    }
    return render(request, "forums/merge.html", context)


ACTS: dict[str, Callable[[object, Any, dict[str, Any]], Any]] = {"rename": _rename, "move": _move, "merge": _merge}
SWITCHES: dict[str, Callable[[object, int], Any]] = {
    "pin": lambda user, pk: pin_topic(by=user, topic_id=pk),
    "unpin": lambda user, pk: pin_topic(by=user, topic_id=pk, is_pinned=False),
    "lock": lambda user, pk: lock_topic(by=user, topic_id=pk),
    "unlock": lambda user, pk: lock_topic(by=user, topic_id=pk, is_locked=False),
}


def _done(request: HttpRequest, topic: Any) -> HttpResponse:
    way, words = reverse("topic_history", args=[topic.pk]), _("the history of this topic")
    said = _("Done. It stands in {history}, where everybody reads it.")
    messages.success(request, format_html(said, history=format_html('<a href="{}">{}</a>', way, words)))
    return redirect("topic", topic.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Make chosen posts of one page a topic of their own."""
    topic = _kept(request, pk, alone=True)
    first = page_of(as_id(request.GET.get("post", "")) or 1)
    form, chosen = SplitForm(request.POST or None), {as_id(one) or 0 for one in request.POST.getlist("posts")}
    if request.method == "POST" and form.is_valid():
        try:
            made = split_topic(by=request.user, topic_id=pk, post_ids=chosen, title=form.cleaned_data["title"])
            return _done(request, made)
        except Refused as refusal:
            form.add_error("title" if refusal.field == "title" else None, str(refusal))
    context = {
        "topic": topic,
        "form": form,
        "rows": list_topic_posts(topic, first),
        "chosen": chosen,
        "first": first,
        "before": first - PER_PAGE if first > 1 else None,
        "after": first + PER_PAGE if first + PER_PAGE <= topic.thread.last_number else None,
        "crumbs": [*forum_crumbs(topic.forum), (topic.title, reverse("topic", args=[pk]))],
    }
    return render(request, "forums/split.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the topic that one began back, as long as it is one's own alone."""
    topic = find_topic(request, pk)
    if not request.user.is_authenticated:
        raise SignInFirst
    if not began(request.user, topic):
        raise NotAllowed
    if request.method == "POST":
        take_back_topic(by=request.user, topic_id=pk)
        messages.success(request, _("Your topic was taken back."))
        return redirect("forum", topic.forum_id)
    context = {
        "topic": topic,
        "refusal": "" if is_theirs_alone(topic) else SHARED,
        "crumbs": [*forum_crumbs(topic.forum), (topic.title, reverse("topic", args=[pk]))],
    }
    return render(request, "forums/take_back_topic.html", context)


def _kept(request: HttpRequest, pk: int, *, alone: bool = False) -> Any:
    """The topic for who keeps order there; unless ``alone``, also for who may only rename it."""
    topic = find_topic(request, pk)
    if not request.user.is_authenticated:
        raise SignInFirst
    if not keeps_order(request, topic.forum) and (alone or not may_rename(request.user, topic)):
        raise NotAllowed
    return topic
