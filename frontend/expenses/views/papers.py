"""Papers: added and removed by coordinators, read by them and by the officials of the municipality."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend.projects.common import find_project, led, standing, stranger
from participation.refusals import NotAllowed, Refused
from volunteers.money.actions.papers import attach_paper, prepare_paper, remove_paper
from volunteers.money.policies import may_add_payout_papers, may_see_papers
from volunteers.money.selectors.expenses import get_paper, get_payout_of, papers_of_payout, project_of
from volunteers.money.serving import as_download

from ..forms import PaperForm
from .editing import crumbs_below, find_expense, show_form


@led
@require_POST
def add(request: HttpRequest, project: Any, expense_id: int) -> HttpResponse:
    """Another paper beside an expense."""
    expense, form = find_expense(request, project, expense_id), PaperForm(request.POST, request.FILES)
    if form.is_valid() and _kept(request, form, expense_id=expense_id):
        messages.success(request, _("The paper is kept."))
        return redirect(_back(project, expense))
    return show_form(request, project, None, form, expense=expense, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def payout(request: HttpRequest, pk: int, payout_id: int) -> HttpResponse:
    """The papers of a payout; its coordinators add to them until it is decided."""
    if (way := stranger(request, request.path)) is not None:
        return way
    project = find_project(request, pk)
    if not may_see_papers(request.user, project):
        raise NotAllowed
    found = get_payout_of(payout_id, project)
    if found is None:
        raise Http404(_("There is no such payout."))
    form = PaperForm(request.POST, request.FILES) if request.method == "POST" else PaperForm()
    if request.method == "POST" and form.is_valid() and _kept(request, form, payout_id=payout_id):
        messages.success(request, _("The paper is kept."))
        return redirect(request.path)
    may_add, heading = may_add_payout_papers(request.user, found), _("Papers of the payout")
    context = {
        **standing(project), "heading": heading, "payout": found, "papers": papers_of_payout(found), "form": form,
        "may_add": may_add, "crumbs": crumbs_below(project, heading),
    }  # fmt: skip
    return render(request, "expenses/payout.html", context, status=422 if form.errors else 200)


@require_safe
def paper(request: HttpRequest, pk: int, paper_id: int) -> HttpResponseBase:
    """The file, always as a download."""
    if (way := stranger(request, request.path)) is not None:
        return way
    return as_download(_find(request, pk, paper_id))


@require_POST
def remove(request: HttpRequest, pk: int, paper_id: int) -> HttpResponse:
    """Nobody sees it any more, and its file is deleted."""
    if (way := stranger(request, reverse("project_expenses", args=[pk]))) is not None:
        return way
    found = _find(request, pk, paper_id)
    remove_paper(person=request.user, paper_id=paper_id)
    messages.success(request, _("The paper is removed."))
    if found.payout_id:
        return redirect("expense_payout", pk, found.payout_id)
    return redirect(_back(project_of(found), found.expense))


def _find(request: HttpRequest, pk: int, paper_id: int) -> Any:
    found = get_paper(paper_id, request.user)
    if found is None or project_of(found).pk != pk:
        raise Http404(_("There is no such file."))
    return found


def _kept(request: HttpRequest, form: PaperForm, **where: int) -> bool:
    """Whether the file was kept; otherwise the form says why not."""
    try:
        taken = prepare_paper(person=request.user, file=form.cleaned_data["file"])
        attach_paper(person=request.user, paper=taken, **where)
    except NotAllowed:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


def _back(project: Any, expense: Any) -> str:
    return f"{reverse('expense_edit', args=[project.pk, expense.pk])}#papers"
