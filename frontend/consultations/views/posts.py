"""One comment: its address, answering it, changing it, taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from forums.actions import delete_post, edit_post, remove_card
from forums.actions.posts import MARKED
from forums.actions.writing import LOCKED
from forums.policies import is_own, may_change
from forums.selectors import get_post_view
from frontend.pictures.kept import of_post
from frontend.pictures.preview import can_be_sent, pictures_of, received
from participation.organisations.selectors import list_voices
from participation.refusals import NotAllowed, Refused

from .. import arrivals, pending
from ..finding import find_consultation, find_post
from ..forms import CommentForm, EditForm
from ..pieces import answer, drawn, piece, unsent
from ..speakers import speaker_of
from .discussing import send_comment

SAID = 140  # characters of the comment that is answered, above the form


@require_safe
def post(request: HttpRequest, pk: int, post_id: int) -> HttpResponse:
    """The comment's permanent address: where it stands among the others."""
    consultation = find_consultation(request, pk)
    return redirect(place_of(pk, find_post(request, consultation, post_id)))


def place_of(pk: int, found: Any) -> str:
    """Where a comment stands: on its clause, or on the suggestion it discusses."""
    kind, _dot, number = found.thread.ref.partition(".")
    base = reverse("suggestion" if kind == "suggestion" else "clause", args=[pk, int(number)])
    return f"{base}#post-{found.pk}"


@require_http_methods(["GET", "HEAD", "POST"])
def answer_post(request: HttpRequest, pk: int, post_id: int) -> HttpResponse:
    """Answer a comment."""
    consultation = find_consultation(request, pk)
    found = find_post(request, consultation, post_id)
    ids = f"answer_{post_id}_%s"  # the form of a comment, and other answers, may stand on the same page
    form, is_draft = CommentForm(auto_id=ids), False
    if request.method != "POST" and found.thread.locked_at is not None:
        raise NotAllowed(LOCKED)  # an answer that was being written meanwhile is refused below, with its words kept
    if request.method == "POST":
        form, is_draft = received(request, CommentForm, auto_id=ids)
    if request.method == "POST" and not is_draft:
        if not request.user.is_authenticated:
            return pending.keep(request, act="answer", back=request.path, post=post_id)
        made = send_comment(request, form, found.thread_id, found.pk)
        if made is not None:
            return _answered(request, consultation, found, made)
    kept = pending.take(request, "answer", post=post_id)
    if kept:
        form = CommentForm(initial=dict(kept["typed"]), auto_id=ids)
    name = speaker_of(found.author, found.organisation, found.group).name
    form.fields["body"].label = _("Your answer to %(name)s") % {"name": name}
    context = {
        "consultation": consultation,
        "post": found,
        "form": form,
        "voices": list_voices(request.user),
        "voice_id": f"answer-voice-{post_id}",
        "pictures_id": f"answer-pictures-{post_id}",
        "heading": _("Answer this comment"),
        "said": Truncator(" ".join(strip_tags(found.body_html).split())).chars(SAID, truncate="…"),
        "back": place_of(pk, found),
        "form_template": "consultations/answer_form.html",
    }
    return _form(request, context, into=f"reply-{found.parent_id or found.pk}", is_draft=is_draft)


def _answered(request: HttpRequest, consultation: Any, found: Any, made: Any) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        messages.success(request, _("Your answer is published."))
        base, _hash, place = place_of(consultation.pk, get_post_view(made.pk).post).partition("#")  # type: ignore[union-attr]  # just made
        return redirect(f"{base}?sent=answer-{found.pk}#{place}")
    view = get_post_view(made.pk, viewer=request.user)
    return answer(
        [*arrivals.own_post(request, consultation, view), piece(f"reply-{found.parent_id or found.pk}", "inner")]
    )


def _form(request: HttpRequest, context: dict[str, Any], *, into: str, is_draft: bool) -> HttpResponse:
    """The form as a page; for a script alone, and with errors or as a draft as a piece in its place."""
    form = context["form"]
    failed = bool(form.errors)
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return render(request, "consultations/post_page.html", context, status=422 if failed else 200)
    html = drawn(context["form_template"], {**context, "part_only": True}, request)
    again = [piece(into, "inner", html, say=form.kept.said if form.kept else "")]
    if is_draft:
        return unsent(again)
    return answer(again, status=422) if failed else answer([html])


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, post_id: int) -> HttpResponse:
    """Change one's own comment, or with ``delete`` take it back."""
    consultation = find_consultation(request, pk)
    found = find_post(request, consultation, post_id)
    if not is_own(request.user, found):
        raise NotAllowed
    if request.method != "POST" and not may_change(request.user, found):
        raise NotAllowed(MARKED)
    back, ids = place_of(pk, found), f"edit_{post_id}_%s"
    form, is_draft = EditForm(initial={"body": found.body}, auto_id=ids), False
    form.kept = of_post(post_id)
    if request.method == "POST":
        form, is_draft = received(request, EditForm, post_id=post_id, auto_id=ids)
        done = None if is_draft else _changed(request, form, post_id, back)
        if done is not None:
            return done
    context = {
        "consultation": consultation,
        "post": found,
        "form": form,
        "heading": _("Change your comment"),
        "pictures_id": f"edit-pictures-{post_id}",
        "back": back,
        "form_template": "consultations/edit_form.html",
    }
    return _form(request, context, into=f"post-{post_id}-body", is_draft=is_draft)


def _changed(request: HttpRequest, form: EditForm, post_id: int, back: str) -> HttpResponse | None:
    """What the author wanted is done; None with the form saying why not."""
    try:
        if request.POST.get("delete"):
            delete_post(editor=request.user, post_id=post_id)
            return _deleted(request, back, post_id)
        if request.POST.get("drop_card"):
            remove_card(editor=request.user, post_id=post_id)
            return _edited(request, back, post_id)
        if can_be_sent(form):
            body = form.cleaned_data["body"]
            edit_post(editor=request.user, post_id=post_id, body=body, pictures=pictures_of(form))
            return _edited(request, back, post_id)
    except Refused as refusal:
        form.add_error("body" if refusal.field == "body" else None, str(refusal))
    return None


def _deleted(request: HttpRequest, back: str, post_id: int) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return answer(arrivals.gone_post(post_id, "comment.deleted", _("Your comment was taken back.")))
    messages.success(request, _("Your comment was taken back."))
    return redirect(back.partition("#")[0])


def _edited(request: HttpRequest, back: str, post_id: int) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        messages.success(request, _("Your comment is changed."))
        return redirect(back)
    view, say = get_post_view(post_id), _("Your comment is changed.")
    assert view is not None  # changed just now
    words = piece(f"post-{post_id}-body", "inner", view.post.body_html, say=say)
    return answer([words, arrivals.media_piece(post_id, view.post.pictures, view.post.card)])
