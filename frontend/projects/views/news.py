"""News of a project, and its report: written, changed, taken back by those who lead it."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from frontend.pictures.kept import of_ref
from frontend.pictures.preview import can_be_sent, pictures_of, received
from participation.organisations.selectors import list_voices
from participation.refusals import Closed, Refused
from volunteers.projects.actions.news import edit_update, post_update, remove_update
from volunteers.projects.actions.reporting import correct_report, publish_report
from volunteers.projects.selectors.page import get_report, get_update, page_of

from .. import words
from ..common import crumbs_of, led, standing
from ..kinds import told_number
from ..small_forms import NewsForm, report_form


@led
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, project: Any) -> HttpResponse:
    """News, with pictures; followers are told."""
    if project.state not in words.PUBLIC:
        raise Closed(_("There is news to tell once the municipality has opened the project."))
    form, is_draft = NewsForm(initial={"client_key": secrets.token_urlsafe(12)}), False
    if request.method == "POST":
        form, is_draft = received(request, NewsForm)
    if request.method == "POST" and not is_draft and can_be_sent(form):
        data = form.cleaned_data
        try:
            made = post_update(
                person=request.user, project_id=project.pk, title=data["title"], text=data["body"],
                pictures=pictures_of(form), organisation_id=data["organisation"], client_key=data["client_key"],
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It is published, and followers are told."))
            return redirect(f"{project.get_absolute_url()}#update-{made.pk}")
    voices = [one for one in list_voices(request.user) if one.pk == project.organisation_id]
    more = {"voices": voices, "voice": form["organisation"].value() or "", "keep": f"news-{project.pk}"}
    lead = _("A title, two sentences and a picture are enough.")
    return _page(request, project, form, _("Write news"), lead=lead, send=_("Publish"), **more)


@led
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, project: Any, update_id: int) -> HttpResponse:
    """Other words; who wrote it chooses other pictures."""
    update = _find(request, project, update_id)
    is_author = update.author_id == request.user.pk
    form, is_draft = NewsForm(initial={"title": update.title, "body": update.text}), False
    form.kept = of_ref(update.ref) if is_author else None
    if request.method == "POST":
        form, is_draft = received(request, NewsForm, ref=update.ref)
    if request.method == "POST" and not is_draft and can_be_sent(form):
        data = form.cleaned_data
        try:
            edit_update(
                person=request.user, update_id=update_id, title=data["title"], text=data["body"],
                pictures=pictures_of(form) if is_author else None,
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It is changed."))
            return redirect(f"{project.get_absolute_url()}#update-{update_id}")
    more = {"takes_pictures": is_author, "removable": update, "keep": f"news-edit-{update_id}"}
    return _page(request, project, form, _("Change the news"), send=_("Keep"), **more)


@led
@require_POST
def remove(request: HttpRequest, project: Any, update_id: int) -> HttpResponse:
    """Its words and pictures are gone."""
    _find(request, project, update_id)
    remove_update(person=request.user, update_id=update_id)
    messages.success(request, _("It is taken back."))
    return redirect("project_lead", project.pk)


@led
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, project: Any) -> HttpResponse:
    """What became of every goal: published once, then corrected."""
    there = get_report(project)
    if there is None and project.state != "under_way":
        raise Closed(_("A report is published once, for a project that is under way."))
    goals = page_of(project, request.user).goals
    kind, ref = report_form(goals), there.ref if there else ""
    is_author = there is None or there.author_id == request.user.pk
    form: Any = kind(initial=_as_reported(there, goals))
    form.kept = of_ref(ref) if there and is_author else None
    is_draft = False
    if request.method == "POST":
        form, is_draft = received(request, kind, ref=ref)
    if request.method == "POST" and not is_draft and can_be_sent(form):
        try:
            _report(request, project, form, is_new=there is None, is_author=is_author)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            said = (
                _("The report is corrected.")
                if there
                else _("The report is published, and followers are told. Thank you.")
            )
            messages.success(request, said)
            return redirect(f"{project.get_absolute_url()}#report")
    aims = [(field, _aim(goal)) for field, goal in zip(form.goal_fields(), goals, strict=True)]
    more = {"goals": aims, "takes_pictures": is_author, "keep": f"report-{project.pk}"}
    if there:
        return _page(request, project, form, _("Correct the report"), send=_("Keep"), **more)
    lead = _("With it the project is finished. Everybody reads it, and followers are told.")
    return _page(request, project, form, _("Write the report"), lead=lead, send=_("Publish the report"), **more)


def _report(request: HttpRequest, project: Any, form: Any, *, is_new: bool, is_author: bool) -> None:
    data = form.cleaned_data
    given = {
        "person": request.user,
        "project_id": project.pk,
        "text": data["body"],
        "thanks": data["thanks"],
        "actuals": form.actuals(),
    }
    if is_new:
        publish_report(**given, pictures=pictures_of(form))
    else:
        correct_report(**given, pictures=pictures_of(form) if is_author else None)


def _as_reported(there: Any, goals: list[Any]) -> dict[str, Any]:
    if there is None:
        return {}
    reached = {f"goal_{one.pk}": told_number(one.actual) for one in goals}
    return {"body": there.text, "thanks": there.thanks, **reached}


def _aim(goal: Any) -> str:
    return _("The goal was %(target)s %(unit)s.") % {"target": told_number(goal.target), "unit": goal.unit}


def _find(request: HttpRequest, project: Any, update_id: int) -> Any:
    found = get_update(update_id, request.user)
    if found is None or found.project_id != project.pk:
        raise Http404(_("There is no such news."))
    return found


def _page(request: HttpRequest, project: Any, form: Any, heading: str, **more: Any) -> HttpResponse:
    context = {
        **standing(project), "form": form, "heading": heading, "takes_pictures": True, "voices": [], "voice": "",
        "crumbs": crumbs_of(project, heading), **more,
    }  # fmt: skip
    return render(request, "projects/write.html", context, status=422 if form.errors else 200)
