"""Saying something in a topic, changing it, taking it back; its earlier wordings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forums.actions import add_topic_post, delete_post, edit_post, remove_card
from forums.policies import is_own
from forums.selectors.mentions import unnamed_in
from forums.selectors.topics import PER_PAGE, get_topic_post, list_edits, page_of, post_rows
from frontend.consultations import pending
from frontend.consultations.pieces import answer, drawn, piece, unsent
from frontend.pictures.kept import of_post
from frontend.pictures.preview import can_be_sent, pictures_of, received
from participation.documents.markup import render_typed
from participation.organisations.selectors import list_voices
from participation.refusals import NotAllowed, Refused

from .. import arrivals, preview, talk
from ..finding import find_post, find_topic, forum_crumbs
from ..forms import PostForm, SayForm
from ..naming import tell_unnamed, words_for
from .topics import answered, answering, show


@require_POST
def say(request: HttpRequest, pk: int) -> HttpResponse:
    """A post at the end of the topic; with ``preview``, or while its pictures are chosen, only the form again."""
    topic = find_topic(request, pk)
    form, is_draft = received(request, SayForm)
    if is_draft:
        return _form_again(request, topic, form, is_draft=True)
    if not request.user.is_authenticated:
        return pending.keep(request, act="say", back=reverse("topic", args=[pk]) + "?post=newest#say", topic=pk)
    post = _said(request, topic, form)
    if post is None:
        return _form_again(request, topic, form)
    pending.take(request, "say", topic=pk)
    where = f"{reverse('topic', args=[pk])}?post={post.number}"
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        tell_unnamed(request, post)
        return redirect(f"{where}&said={topic.pk}#post-{post.pk}")
    if page_of(post.number) != _page_shown(request) and post.number > PER_PAGE:
        tell_unnamed(request, post)
        response = HttpResponse(status=204)
        response["HX-Redirect"] = f"/posts/{post.pk}/"
        return response
    made = get_topic_post(post.pk)
    assert made is not None
    row = post_rows([made], request.user)[0]
    fresh = _form_piece(request, topic, SayForm(), nobody=words_for(unnamed_in(made)))
    return answer([*arrivals.own_post(request, topic, row), fresh])


def _page_shown(request: HttpRequest) -> int:
    """The first number on the page from which the form was sent; what came since stands on it too."""
    shown = request.POST.get("shown", "")
    return page_of(int(shown)) if shown.isascii() and shown.isdigit() and len(shown) < 10 else 0


def _said(request: HttpRequest, topic: Any, form: SayForm) -> Any:
    """The post that was made, or None with the form saying why not."""
    if not can_be_sent(form):
        return None
    values = form.cleaned_data
    try:
        return add_topic_post(
            author=request.user,
            topic_id=topic.pk,
            body=values["body"],
            parent_id=values["parent"],
            quote=values["quote"],
            organisation_id=values["organisation"],
            pictures=pictures_of(form),
            client_key=values["client_key"],
        )
    except Refused as refusal:
        form.refuse(refusal)
        return None


def _form_again(request: HttpRequest, topic: Any, form: SayForm, *, is_draft: bool = False) -> HttpResponse:
    """The form with its errors; as a draft, with its preview or pictures and no error. What was typed stays."""
    preview.complete(form, topic, talk.place_of(request, topic), answered(topic, form))
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        came_back = request.POST.get("again") and _page_shown(request)  # a draft: where its author reads now
        return show(request, topic, number=came_back or topic.thread.last_number, form=form)
    again = _form_piece(request, topic, form)
    return unsent([again]) if is_draft else answer([again], status=422)


def _form_piece(request: HttpRequest, topic: Any, form: SayForm, *, nobody: str = "") -> str:
    context = {
        "topic": topic,
        "form": form,
        **answering(topic, form),
        "voices": list_voices(request.user),
        "first": request.POST.get("shown", "1"),
        "nobody": nobody,
    }
    return piece(
        "say", "replace", drawn("forums/say_form.html", context, request), say=form.kept.said if form.kept else ""
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, post_id: int) -> HttpResponse:
    """Change one's own post; with ``?delete=1`` be asked whether to take it back, with ``delete`` sent do it."""
    topic = find_topic(request, pk)
    post = find_post(topic, post_id)
    if not is_own(request.user, post):
        raise NotAllowed
    ids = f"edit_{post_id}_%s"
    form, is_draft = PostForm(initial={"body": post.body}, auto_id=ids), False
    form.kept = of_post(post_id)
    back = f"{reverse('topic', args=[pk])}?post={post.number}"
    if request.method == "POST":
        form, is_draft = received(request, PostForm, post_id=post_id, auto_id=ids)
        preview.complete(form, topic, talk.place_of(request, topic))
        done = None if is_draft else _changed(request, topic, form, back, post)
        if done is not None:
            return done
    context = {
        "topic": topic,
        "post": post,
        "form": form,
        "media_id": f"edit-media-{post_id}",
        "back": back,
        "crumbs": forum_crumbs(topic.forum),
    }
    if "delete" in request.GET or "delete" in request.POST:
        return _asked(request, "take_back", f"post-{post_id}-ask", context)
    return _asked(request, "edit", f"post-{post_id}-body", context, is_draft=is_draft)


def _asked(
    request: HttpRequest, name: str, into: str, context: dict[str, Any], *, is_draft: bool = False
) -> HttpResponse:
    """The form of this name: as a page, or for a script where it belongs; after it was sent, in the place of the old."""
    form = context["form"]
    failed = bool(form.errors)
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return render(request, f"forums/{name}.html", context, status=422 if failed else 200)
    html = drawn(f"forums/{name}_form.html", {**context, "part_only": True}, request)
    again = [piece(into, "inner", html, say=form.kept.said if form.kept else "")]
    if is_draft:
        return unsent(again)
    return answer(again, status=422) if failed else answer([html])


def _changed(request: HttpRequest, topic: Any, form: PostForm, back: str, post: Any) -> HttpResponse | None:
    """What the author wanted is done; None with the form saying why not."""
    post_id, number = post.pk, post.number
    try:
        if request.POST.get("delete"):
            delete_post(editor=request.user, post_id=post_id)
            return _deleted(request, f"{back}#post-{post_id}", post_id, number)
        if request.POST.get("drop_card"):
            remove_card(editor=request.user, post_id=post_id)
            return _edited(request, topic, f"{back}#post-{post_id}", post_id)
        if can_be_sent(form):
            body = form.cleaned_data["body"]
            edit_post(editor=request.user, post_id=post_id, body=body, pictures=pictures_of(form))
            return _edited(request, topic, f"{back}#post-{post_id}", post_id)
    except Refused as refusal:
        form.add_error("body" if refusal.field == "body" else None, str(refusal))
    return None


def _deleted(request: HttpRequest, back: str, post_id: int, number: int) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return answer(arrivals.gone_post(post_id, "post.deleted", _("Your post was taken back."), number))
    messages.success(request, _("Your post was taken back."))
    return redirect(back)


def _edited(request: HttpRequest, topic: Any, back: str, post_id: int) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        messages.success(request, _("Your post is changed."))
        return redirect(back)
    post = get_topic_post(post_id)
    assert post is not None  # changed just now
    said = " ".join(filter(None, (_("Your post is changed."), words_for(unnamed_in(post)))))
    return answer(arrivals.edited(post, talk.place_of(request, topic), said))


@require_safe
def history(request: HttpRequest, pk: int, post_id: int) -> HttpResponse:
    """How a post read before it was changed."""
    topic = find_topic(request, pk)
    post = find_post(topic, post_id)
    context = {
        "topic": topic,
        "post": post,
        "edits": [(edit, render_typed(edit.body)) for edit in list_edits(post)],
        "back": f"{reverse('topic', args=[pk])}?post={post.number}#post-{post.pk}",
        "crumbs": forum_crumbs(topic.forum),
    }
    return render(request, "forums/history.html", context)
