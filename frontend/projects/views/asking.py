"""Questions to those who lead a project: asked, answered, changed, taken back, supported."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forums.policies import is_own
from forums.selectors import get_post, get_post_view
from frontend.consultations import arrivals, pending
from frontend.consultations.forms import EditForm
from frontend.consultations.pieces import answer, drawn, piece
from frontend.consultations.voices import draw_post, draw_support
from participation.organisations.selectors import list_voices
from participation.refusals import BadInput, NotAllowed, Refused
from participation.voting.actions import cast_ballot, withdraw_ballot
from participation.voting.selectors import ballots_of, get_question, tally_of
from volunteers.projects.actions.asking import ask as ask_question
from volunteers.projects.actions.asking import change_question, take_question_back

from ..common import crumbs_of, find_project, stranger
from ..showing import show
from ..small_forms import QuestionForm, ReplyForm
from ..talk import place_of


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """A question, which everybody reads."""
    project = find_project(request, pk)
    if not request.user.is_authenticated:
        return pending.keep(request, act="ask", back=reverse("project", args=[pk]) + "#ask", project=pk)
    form = QuestionForm(request.POST)
    post = _sent(request, project, form, None)
    if post is None:
        if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
            return show(request, project, ask_form=form, status=422)
        return answer([_ask_piece(request, project, form)], status=422)
    said = _("Your question is asked. The coordinators are told.")
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        messages.success(request, said)
        return redirect(f"{reverse('project', args=[pk])}#post-{post.pk}")
    item = draw_post(get_post_view(post.pk, viewer=request.user), place_of(request, project))
    return answer(
        [arrivals.post_place(None, project.thread_id, item, said), _ask_piece(request, project, QuestionForm())]
    )


@require_safe
def question(request: HttpRequest, pk: int, post_id: int) -> HttpResponse:
    """The permanent address of a question or an answer: where it stands among the others."""
    _find_post(find_project(request, pk), post_id)
    return redirect(f"{reverse('project', args=[pk])}#post-{post_id}")


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, pk: int, post_id: int) -> HttpResponse:
    """Answer a question."""
    project = find_project(request, pk)
    found = _find_post(project, post_id)
    if (way := stranger(request, request.path)) is not None:
        return way
    ids = f"answer_{post_id}_%s"
    form = ReplyForm(request.POST, auto_id=ids) if request.method == "POST" else ReplyForm(auto_id=ids)
    if request.method == "POST" and (made := _sent(request, project, form, post_id)) is not None:
        return _answered(request, project, found, made)
    context = {
        "project": project, "post": found, "form": form, "voices": list_voices(request.user),
        "heading": _("Answer this question"), "url": reverse("project_reply", args=[pk, post_id]),
        "voice_id": f"answer-voice-{post_id}", "form_template": "projects/reply.html",
        "crumbs": crumbs_of(project, _("Answer this question")),
    }  # fmt: skip
    return _form(request, context, into=f"reply-{found.parent_id or found.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int, post_id: int) -> HttpResponse:
    """Change one's own words, or with ``delete`` take them back."""
    project = find_project(request, pk)
    found = _find_post(project, post_id)
    if (way := stranger(request, request.path)) is not None:
        return way
    if not is_own(request.user, found):
        raise NotAllowed
    ids = f"edit_{post_id}_%s"
    form = EditForm(request.POST or None, initial={"body": found.body}, auto_id=ids)
    if request.method == "POST":
        try:
            if request.POST.get("delete"):
                take_question_back(person=request.user, project_id=pk, post_id=post_id)
                return _changed(request, project, post_id, _("It was taken back."), gone=True)
            if form.is_valid():
                body = form.cleaned_data["body"]
                change_question(person=request.user, project_id=pk, post_id=post_id, body=body)
                return _changed(request, project, post_id, _("It is changed."))
        except Refused as refusal:
            form.add_error("body" if refusal.field == "body" else None, str(refusal))
    context = {
        "project": project, "post": found, "form": form, "heading": _("Change what you wrote"),
        "url": reverse("project_post_edit", args=[pk, post_id]), "form_template": "projects/change.html",
        "crumbs": crumbs_of(project, _("Change what you wrote")),
    }  # fmt: skip
    return _form(request, context, into=f"post-{post_id}-body")


@require_POST
def support(request: HttpRequest, pk: int, question_id: int) -> HttpResponse:
    """Support a question with ``on``, take it back with an empty one."""
    project = find_project(request, pk)
    found = get_question(question_id)
    if found is None or found.window_id != project.thread.window_id:
        raise BadInput(_("There is nothing to support here."))
    ref = found.ref.replace(".", "-")
    back = f"{reverse('project', args=[pk])}#{ref}"
    if (way := stranger(request, back)) is not None:
        return way
    if request.POST.get("on"):
        cast_ballot(voter=request.user, question_id=question_id, choice="support")
    else:
        withdraw_ballot(voter=request.user, question_id=question_id)
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return redirect(back)
    supported = question_id in ballots_of(request.user, [question_id])
    html = draw_support(question_id, tally_of(question_id).total, supported, place_of(request, project), ref)
    said = _("Your support is counted.") if supported else _("Your support was taken back.")
    return answer([piece(f"support-form-{question_id}", "replace", html, say=said)])


def _find_post(project: Any, post_id: int) -> Any:
    post = get_post(post_id)
    if post is None or post.thread_id != project.thread_id:
        raise Http404(_("This comment is not there any more."))
    return post


def _sent(request: HttpRequest, project: Any, form: QuestionForm, parent_id: int | None) -> Any:
    """The post; None with the form saying why not."""
    if not form.is_valid():
        return None
    data = form.cleaned_data
    try:
        return ask_question(
            person=request.user, project_id=project.pk, body=data["body"], parent_id=parent_id,
            organisation_id=data["organisation"], client_key=data["client_key"],
        )  # fmt: skip
    except Refused as refusal:
        form.refuse(refusal)
    return None


def _ask_piece(request: HttpRequest, project: Any, form: QuestionForm) -> str:
    context = {"project": project, "form": form, "voices": list_voices(request.user)}
    return piece("ask", "inner", drawn("projects/ask.html", context, request))


def _answered(request: HttpRequest, project: Any, found: Any, made: Any) -> HttpResponse:
    said = _("Your answer is published.")
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        messages.success(request, said)
        return redirect(f"{project.get_absolute_url()}#post-{made.pk}")
    item = draw_post(get_post_view(made.pk, viewer=request.user), place_of(request, project))
    first = found.parent_id or found.pk
    return answer([arrivals.post_place(first, project.thread_id, item, said), piece(f"reply-{first}", "inner")])


def _changed(request: HttpRequest, project: Any, post_id: int, said: str, *, gone: bool = False) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        messages.success(request, said)
        place = "#questions" if gone else f"#post-{post_id}"
        return redirect(f"{project.get_absolute_url()}{place}")
    if gone:
        return answer(arrivals.gone_post(post_id, "comment.deleted", said))
    view = get_post_view(post_id)
    assert view is not None  # changed just now
    return answer([piece(f"post-{post_id}-body", "inner", view.post.body_html, say=said)])


def _form(request: HttpRequest, context: dict[str, Any], *, into: str) -> HttpResponse:
    """The form as a page; for a script alone, and with errors as a piece in its place."""
    failed = bool(context["form"].errors)
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return render(request, "projects/post_page.html", context, status=422 if failed else 200)
    html = drawn(context["form_template"], {**context, "part_only": True}, request)
    return answer([piece(into, "inner", html)], status=422) if failed else answer([html])
