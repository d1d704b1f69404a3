"""Saying something on a clause: comments, suggested wordings and what is said about them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from forums.selectors import get_post_view, list_posts
from frontend.diffs import redline
from frontend.pictures.preview import can_be_sent, pictures_of, received
from participation.notifications.selectors import will_be_told
from participation.organisations.selectors import list_voices
from participation.refusals import Refused
from proposals.actions.commenting import add_comment
from proposals.actions.taking_part import suggest_wording, withdraw_suggestion
from proposals.selectors.suggestions import get_suggestion

from .. import arrivals, pending
from ..finding import find_clause, find_clause_ids, find_consultation, find_suggestion
from ..forms import CommentForm, SuggestForm
from ..pieces import answer, drawn, piece, unsent
from .clauses import show
from .reading import frame


@require_POST
def comment(request: HttpRequest, pk: int, clause_id: int) -> HttpResponse:
    """A comment on a clause."""
    consultation = find_consultation(request, pk)
    _question_id, thread_id = find_clause_ids(consultation, clause_id)
    form, is_draft = received(request, CommentForm)
    if not is_draft and not request.user.is_authenticated:
        back = reverse("clause", args=[pk, clause_id]) + f"#comment-form-{clause_id}"
        return pending.keep(request, act="comment", back=back, clause=clause_id)
    post = None if is_draft else send_comment(request, form, thread_id)
    if post is None:
        if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
            return show(request, consultation, clause_id, comment_form=form)
        return form_again(request, consultation, clause_id, "comment", {"comment_form": form}, is_draft=is_draft)
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return redirect(f"{reverse('clause', args=[pk, clause_id])}?sent=comment#post-{post.pk}")
    told = will_be_told(request.user, consultation.scope)
    fresh = form_piece(request, consultation, clause_id, "comment", {"comment_form": CommentForm(), "told": told})
    return answer([*arrivals.own_post(request, consultation, get_post_view(post.pk, viewer=request.user)), fresh])


def send_comment(request: HttpRequest, form: CommentForm, thread_id: int | None, parent_id: int | None = None) -> Any:
    """The post that was made, or None with the form saying why not."""
    if not can_be_sent(form) or thread_id is None:
        return None
    try:
        return add_comment(
            author=request.user,
            thread_id=thread_id,
            body=form.cleaned_data["body"],
            argument=form.cleaned_data["argument"],
            parent_id=parent_id,
            organisation_id=form.cleaned_data["organisation"],
            quote=form.cleaned_data["quote"],
            pictures=pictures_of(form),
            client_key=form.cleaned_data["client_key"],
        )
    except Refused as refusal:
        form.refuse(refusal)
        return None


def form_piece(
    request: HttpRequest, consultation: Any, clause_id: int, name: str, forms: dict[str, Any], say: str = ""
) -> str:
    """The comment or suggest form of a clause, to replace the one that was sent."""
    if name == "suggest":  # it shows what changes, and so needs the text
        view = find_clause(request, consultation, clause_id)
    else:
        view = SimpleNamespace(clause=SimpleNamespace(pk=clause_id))
    part = SimpleNamespace(view=view)
    context = {"consultation": consultation, "part": part, "voices": list_voices(request.user), "open": True, **forms}
    html = drawn(f"consultations/{name}_form.html", context, request)
    return piece(f"{name}-form-{clause_id}", "replace", html, say=say)


def form_again(
    request: HttpRequest, consultation: Any, clause_id: int, name: str, forms: dict[str, Any], *, is_draft: bool = False
) -> HttpResponse:
    """The form with its errors and with what was typed; as a draft, with its preview or pictures and no error."""
    kept = getattr(forms.get("comment_form"), "kept", None)
    again = form_piece(request, consultation, clause_id, name, forms, say=kept.said if kept else "")
    return unsent([again]) if is_draft else answer([again], status=422)


@require_POST
def suggest(request: HttpRequest, pk: int, clause_id: int) -> HttpResponse:
    """Another wording for a clause; with ``preview`` only what it would change."""
    consultation = find_consultation(request, pk)
    view = find_clause(request, consultation, clause_id)
    if request.POST.get("preview"):
        typed = {"act": "suggest", "typed": {key: value for key, value in request.POST.items() if key != "client_key"}}
        return show(request, consultation, clause_id, kept=typed)
    if not request.user.is_authenticated:
        back = reverse("clause", args=[pk, clause_id]) + f"#suggest-form-{clause_id}"
        return pending.keep(request, act="suggest", back=back, clause=clause_id)
    form = SuggestForm(request.POST)
    made = _send_suggestion(request, form, clause_id)
    if made is None:
        changes = redline(view.passage.body, request.POST.get("text", ""))
        if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
            return show(request, consultation, clause_id, suggest_form=form, suggest_diff=changes)
        return form_again(request, consultation, clause_id, "suggest", {"suggest_form": form})
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return redirect(f"{reverse('clause', args=[pk, clause_id])}?sent=suggest#suggestion-{made.pk}")
    fresh = {"suggest_form": SuggestForm(initial={"text": view.passage.body})}
    item = get_suggestion(made.pk, viewer=request.user)
    pieces = arrivals.own_suggestion(request, consultation, item)
    return answer([*pieces, form_piece(request, consultation, clause_id, "suggest", fresh)])


def _send_suggestion(request: HttpRequest, form: SuggestForm, clause_id: int) -> Any:
    if not form.is_valid():
        return None
    data = form.cleaned_data
    try:
        return suggest_wording(
            author=request.user,
            clause_id=clause_id,
            text=data["text"],
            reason=data["reason"],
            organisation_id=data["organisation"],
            client_key=data["client_key"],
        )
    except Refused as refusal:
        form.refuse(refusal)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def suggestion(request: HttpRequest, pk: int, suggestion_id: int) -> HttpResponse:
    """One suggestion with what is said about it; POST says something."""
    consultation = find_consultation(request, pk)
    item = find_suggestion(request, consultation, suggestion_id)
    thread_id, back = item.suggestion.thread_id, reverse("suggestion", args=[pk, suggestion_id])
    form, is_draft = received(request, CommentForm) if request.method == "POST" else (CommentForm(), False)
    if request.method == "POST" and not is_draft:
        if not request.user.is_authenticated:
            return pending.keep(request, act="discuss", back=f"{back}#comments", suggestion=suggestion_id)
        post = send_comment(request, form, thread_id)
        if post is not None:
            return redirect(f"{back}?sent=discuss#post-{post.pk}")
    kept = pending.take(request, "discuss", suggestion=suggestion_id)
    if kept:
        form = CommentForm(initial=dict(kept["typed"]))
    context = {
        **frame(request, consultation),
        "item": item,
        "clause_url": reverse("clause", args=[pk, item.suggestion.clause_id]),
        "posts": list_posts(thread_id, viewer=request.user),
        "form": form,
        "voices": list_voices(request.user),
        "viewer_id": request.user.pk,
        "answered": consultation.state in ("answered", "adopted"),
        "forget": f"discuss-{suggestion_id}" if request.GET.get("sent") else "",
    }
    return render(request, "consultations/suggestion_page.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw(request: HttpRequest, pk: int, suggestion_id: int) -> HttpResponse:
    """Take one's own suggestion back."""
    consultation = find_consultation(request, pk)
    item = find_suggestion(request, consultation, suggestion_id)
    withdraw_suggestion(author=request.user, suggestion_id=suggestion_id)
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        messages.success(request, _("Your suggestion was taken back."))
        return redirect("clause", pk, item.suggestion.clause_id)
    found = get_suggestion(suggestion_id, viewer=request.user)
    return answer(arrivals.own_suggestion(request, consultation, found))
