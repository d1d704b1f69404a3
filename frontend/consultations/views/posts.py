"""One comment: its address, answering it, changing it, taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from forums.actions import delete_post, edit_post
from forums.policies import is_own
from forums.selectors import get_post_view
from participation.organisations.selectors import list_voices
from participation.refusals import NotAllowed, Refused

from .. import arrivals, pending
from ..finding import find_consultation, find_post
from ..forms import CommentForm, EditForm
from ..pieces import answer, drawn, piece
from .discussing import send_comment


@require_safe
def post(request: HttpRequest, pk: int, post_id: int) -> HttpResponse:
    """The comment's permanent address: where it stands among the others."""
    consultation = find_consultation(request, pk)
    return redirect(place_of(pk, find_post(consultation, post_id)))


def place_of(pk: int, found: Any) -> str:
    """Where a comment stands: on its clause, or on the suggestion it discusses."""
    kind, _dot, number = found.thread.ref.partition(".")
    base = reverse("suggestion" if kind == "suggestion" else "clause", args=[pk, int(number)])
    return f"{base}#post-{found.pk}"


@require_http_methods(["GET", "HEAD", "POST"])
def answer_post(request: HttpRequest, pk: int, post_id: int) -> HttpResponse:
    """Answer a comment."""
    consultation = find_consultation(request, pk)
    found = find_post(consultation, post_id)
    form = CommentForm(request.POST or None)
    if request.method == "POST":
        if not request.user.is_authenticated:
            return pending.keep(request, act="answer", back=request.path, post=post_id)
        made = send_comment(request, form, found.thread_id, found.pk)
        if made is not None:
            return _answered(request, consultation, found, made)
    kept = pending.take(request, "answer", post=post_id)
    if kept:
        form = CommentForm(initial=dict(kept["typed"]))
    context = {
        "consultation": consultation,
        "post": found,
        "form": form,
        "voices": list_voices(request.user),
        "heading": _("Answer this comment"),
        "back": place_of(pk, found),
        "form_template": "consultations/answer_form.html",
    }
    return _form(request, context, into=f"reply-{found.parent_id or found.pk}")


def _answered(request: HttpRequest, consultation: Any, found: Any, made: Any) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return redirect(place_of(consultation.pk, get_post_view(made.pk).post))  # type: ignore[union-attr]  # just made
    view = get_post_view(made.pk, viewer=request.user)
    return answer(
        [*arrivals.own_post(request, consultation, view), piece(f"reply-{found.parent_id or found.pk}", "inner")]
    )


def _form(request: HttpRequest, context: dict[str, Any], *, into: str) -> HttpResponse:
    """The form as a page; for a script alone, and with errors as a piece in its place."""
    failed = bool(context["form"].errors)
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return render(request, "consultations/post_page.html", context, status=422 if failed else 200)
    html = drawn(context["form_template"], {**context, "part_only": True}, request)
    return answer([piece(into, "inner", html)], status=422) if failed else answer([html])


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, post_id: int) -> HttpResponse:
    """Change one's own comment, or with ``delete`` take it back."""
    consultation = find_consultation(request, pk)
    found = find_post(consultation, post_id)
    if not is_own(request.user, found):
        raise NotAllowed
    form = EditForm(request.POST or None, initial={"body": found.body})
    back = place_of(pk, found)
    if request.method == "POST":
        try:
            if request.POST.get("delete"):
                delete_post(editor=request.user, post_id=post_id)
                return _deleted(request, back, post_id)
            if form.is_valid():
                edit_post(editor=request.user, post_id=post_id, body=form.cleaned_data["body"])
                return _edited(request, back, post_id)
        except Refused as refusal:
            form.add_error("body" if refusal.field == "body" else None, str(refusal))
    context = {
        "consultation": consultation,
        "post": found,
        "form": form,
        "heading": _("Change your comment"),
        "back": back,
        "form_template": "consultations/edit_form.html",
    }
    return _form(request, context, into=f"post-{post_id}-body")


def _deleted(request: HttpRequest, back: str, post_id: int) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return answer(arrivals.gone_post(post_id, "comment.deleted"))
    messages.success(request, _("Your comment was taken back."))
    return redirect(back.partition("#")[0])


def _edited(request: HttpRequest, back: str, post_id: int) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return redirect(back)
    view = get_post_view(post_id)
    return answer([piece(f"post-{post_id}-body", "inner", view.post.body_html if view else "")])
