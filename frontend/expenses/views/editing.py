"""An expense entered, changed and taken out by those who lead the project."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from frontend.projects.common import crumbs_of, led, standing
from frontend.templatetags.projects import euros
from participation.refusals import Refused
from volunteers.money.actions.expenses import add_expense, change_expense, remove_expense
from volunteers.money.actions.papers import prepare_paper
from volunteers.money.policies import refusal_to_account
from volunteers.money.selectors.expenses import get_expense, paid_payouts, spending_of

from ..forms import ExpenseForm, PaperForm, RemoveForm, as_typed


@led
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, project: Any) -> HttpResponse:
    """What was paid, with its receipt where there is one; what was typed stays where either is refused."""
    if (refusal := refusal_to_account(project, timezone.now())) is not None:
        raise refusal
    if request.method == "POST":
        form, file_form = _form(project, request.POST), PaperForm(request.POST, request.FILES, is_needed=False)
        if form.is_valid() & file_form.is_valid() and _entered(request, project, form, file_form):
            messages.success(request, _("It is entered, and counted in the sums."))
            return redirect(f"{reverse('project_expenses', args=[project.pk])}#expenses")
    else:
        form, file_form = _form(project, initial={"client_key": secrets.token_urlsafe(12)}), PaperForm(is_needed=False)
    return show_form(request, project, form, file_form)


@led
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, project: Any, expense_id: int) -> HttpResponse:
    """Other words or another sum; and what else can be done with it."""
    expense = find_expense(request, project, expense_id)
    form = _form(project, request.POST) if request.method == "POST" else _form(project, initial=as_typed(expense))
    if request.method == "POST" and form.is_valid():
        try:
            change_expense(
                person=request.user, expense_id=expense_id, seen=form.cleaned_data["seen"], **form.given()
            )  # fmt: skip
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It is changed."))
            return redirect(f"{reverse('project_expenses', args=[project.pk])}#expense-{expense_id}")
    return show_form(request, project, form, expense=expense)


@led
@require_POST
def remove(request: HttpRequest, project: Any, expense_id: int) -> HttpResponse:
    """It does not count any more, and everybody reads why."""
    expense, form = find_expense(request, project, expense_id), RemoveForm(request.POST, auto_id="remove-%s")
    if form.is_valid():
        try:
            remove_expense(person=request.user, expense_id=expense_id, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It is taken out. Its papers are deleted."))
            return redirect("project_expenses", project.pk)
    shown = _form(project, initial=as_typed(expense))
    return show_form(request, project, shown, expense=expense, remove_form=form, status=422)


def find_expense(request: HttpRequest, project: Any, expense_id: int) -> Any:
    """An expense of the project. 404 for none."""
    found = get_expense(expense_id, request.user)
    if found is None or found.project_id != project.pk:
        raise Http404(_("There is no such expense."))
    return found


def show_form(
    request: HttpRequest,
    project: Any,
    form: ExpenseForm | None = None,
    file_form: PaperForm | None = None,
    *,
    expense: Any = None,
    remove_form: RemoveForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of an expense that is entered or, with ``expense``, changed; 422 where something was refused."""
    form = form or _form(project, initial=as_typed(expense))
    heading = _("Change the expense") if expense else _("Enter an expense")
    context = {
        **standing(project),
        "heading": heading,
        "form": form,
        "file_form": file_form or PaperForm(),
        "file_is_lost": bool(request.FILES) and not expense,
        "expense": expense,
        "papers": expense.shown_papers if expense else [],
        "remove_form": remove_form or RemoveForm(auto_id="remove-%s"),
        "crumbs": crumbs_below(project, heading),
    }
    is_wrong = form.errors or (file_form is not None and file_form.errors)
    return render(request, "expenses/form.html", context, status=422 if is_wrong else status)


def crumbs_below(project: Any, here: str) -> list[tuple[str, str]]:
    """The way to a page below the project's expenses."""
    way = (_("What was spent"), reverse("project_expenses", args=[project.pk]))
    return [*crumbs_of(project, here)[:-1], way, (here, "")]


def _entered(request: HttpRequest, project: Any, form: ExpenseForm, file_form: PaperForm) -> bool:
    """Whether it was; otherwise the forms say why not."""
    file = file_form.cleaned_data["file"]
    try:
        papers = [prepare_paper(person=request.user, file=file)] if file else []
    except Refused as refusal:
        file_form.refuse(refusal)
        return False
    try:
        add_expense(
            person=request.user, project_id=project.pk, papers=papers, client_key=form.cleaned_data["client_key"],
            **form.given(),
        )  # fmt: skip
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


def _form(project: Any, *sent: Any, **how: Any) -> ExpenseForm:
    lines = [(line.id, line.what) for line in spending_of(project).lines]
    payouts = [(one.pk, f"{one.purpose} ({euros(one.cents)})") for one in paid_payouts(project)]
    return ExpenseForm(lines, payouts, *sent, **how)
