"""Bank statements: uploaded, looked at, booked, and what is unclear settled line by line."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participation.refusals import Closed, NotAllowed, Refused
from participation.retries import was_there
from volunteers.money.actions.settling import set_aside_line, settle_line
from volunteers.money.actions.statements import book_statement, discard_statement, upload_statement
from volunteers.money.selectors import statements as selectors

from . import words
from .forms import AsideForm, SettleForm, UploadForm

A_PAGE, LINES_A_PAGE = 30, 50


def _places(request: HttpRequest) -> list[Any]:
    """The municipalities whose official the person is. Raises PermissionDenied for none."""
    found = selectors.account_places(request.user)
    if not found:
        raise PermissionDenied
    return found


def _found(request: HttpRequest, pk: int) -> Any:
    """The statement; its municipality becomes the page's. 404 for none."""
    made: Any = selectors.get_statement(request.user, pk)
    if made is None:
        raise Http404(_("There is no such statement."))
    request.place = made.municipality  # type: ignore[attr-defined]  # the frame reads it
    return made


@login_required
@require_safe
def statements(request: HttpRequest) -> HttpResponse:
    """What was uploaded, the newest first, and what waits in it."""
    places = _places(request)
    page = Paginator(selectors.statements_of(request.user), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [(one, words.period(one)) for one in page],
        "page": page,
        "are_several": len(places) > 1,
        "has_account": any(selectors.has_account(place) for place in places),
        "crumbs": words.crumbs(),
    }
    return render(request, "statements/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A file is read; where its columns are not clear, the form asks for them."""
    places = [(place.pk, str(place.name)) for place in _places(request)]
    if request.method != "POST":
        return _new_page(request, UploadForm(places))
    form = UploadForm(places, request.POST, request.FILES, headings=request.POST.getlist("heading"))
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = upload_statement(
                official=request.user, municipality_id=form.cleaned_data["municipality"], name=file.name,
                data=file.read(selectors.MOST_BYTES + 1), columns=form.columns(),
            )  # fmt: skip
        except NotAllowed as refusal:
            raise PermissionDenied from refusal
        except Refused as refusal:
            if headings := refusal.extra.get("headings"):
                form.ask_columns(headings)
            form.refuse(refusal)
        else:
            if was_there(made):
                messages.info(request, _("This file was uploaded before. Here it is."))
            return redirect("work_statement", pk=made.pk)
    return _new_page(request, form)


def _new_page(request: HttpRequest, form: UploadForm) -> HttpResponse:
    context = {"form": form, "crumbs": words.crumbs((_("Upload a statement"), ""))}
    return render(request, "statements/new.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """What was understood, before anything is booked; afterwards what became of each line."""
    made = _found(request, pk)
    is_booked = made.state == "booked"
    seen = selectors.seen_lines(made, request.user)  # type: ignore[arg-type]  # an official, or it was not found
    sums = selectors.sums_of(seen)
    show = request.GET.get("show", "")
    if show not in sums:
        show = "unclear" if is_booked and "unclear" in sums and "show" not in request.GET else ""
    page = Paginator([one for one in seen if not show or one.state == show], LINES_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "statement": made,
        "period": words.period(made),
        "is_booked": is_booked,
        "sums": [
            (state, words.state_words(state, is_booked=is_booked), *sums[state])
            for state in words.ORDER
            if state in sums
        ],
        "show": show,
        "show_words": words.state_words(show, is_booked=is_booked) if show else "",
        "lines": [_line_view(one, is_booked=is_booked) for one in page],
        "page": page,
        "to_book": sums.get("booked", (0, 0))[0],
        "crumbs": words.crumbs((words.period(made), "")),
    }
    return render(request, "statements/statement.html", context)


def _line_view(one: Any, *, is_booked: bool) -> dict[str, Any]:
    return {
        "seen": one,
        "line": one.line,
        "sum": words.money(one.line.cents, one.line.currency),
        "text": "" if one.line.text == one.reference else one.line.text,
        "state": words.state_words(one.state, is_booked=is_booked),
        "tone": words.TONES.get(one.state, ""),
        "is_open": is_booked and one.state in ("unclear", "not_ours"),
    }


@login_required
@require_POST
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """What is clear is booked; then on to what is not."""
    _found(request, pk)
    try:
        made = book_statement(official=request.user, statement_id=pk)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("work_statement", pk=pk)
    if not was_there(made):
        n = selectors.sums_of(selectors.seen_lines(made, request.user)).get("booked", (0, 0))[0]  # type: ignore[arg-type]  # signed in
        said = ngettext("%(n)s line was booked.", "%(n)s lines were booked.", n) % {"n": n}
        messages.success(request, said)
    return redirect("work_statement", pk=pk)


@login_required
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """A statement of which nothing was booked is thrown away."""
    _found(request, pk)
    try:
        discard_statement(official=request.user, statement_id=pk)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("work_statement", pk=pk)
    messages.success(request, _("The statement was thrown away. Nothing of it was booked."))
    return redirect("work_statements")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, pk: int, line_id: int) -> HttpResponse:
    """One line: whose money it is."""
    row = _line(request, pk, line_id)
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            settle_line(official=request.user, line_id=row.pk, reference=form.cleaned_data["reference"])
        except Refused as refusal:
            return _line_page(request, row, _refused(form, refusal), AsideForm(), refusal)
        messages.success(request, _("The line is settled."))
        return redirect("work_statement", pk=pk)
    return _line_page(request, row, form, AsideForm())


@login_required
@require_POST
def aside(request: HttpRequest, pk: int, line_id: int) -> HttpResponse:
    """One line: what it is instead."""
    row = _line(request, pk, line_id)
    form = AsideForm(request.POST)
    if form.is_valid():
        try:
            set_aside_line(official=request.user, line_id=row.pk, words=form.cleaned_data["words"])
        except Refused as refusal:
            return _line_page(request, row, SettleForm(), _refused(form, refusal), refusal)
        messages.success(request, _("The line is set aside. It can still be settled."))
        return redirect("work_statement", pk=pk)
    return _line_page(request, row, SettleForm(), form)


def _line(request: HttpRequest, pk: int, line_id: int) -> Any:
    _found(request, pk)
    row = selectors.get_line(request.user, pk, line_id)
    if row is None:
        raise Http404(_("There is no such line."))
    return row


def _refused(form: Any, refusal: Refused) -> Any:
    form.refuse(refusal)
    return form


def _line_page(
    request: HttpRequest, row: Any, form: SettleForm, aside_form: AsideForm, refusal: Refused | None = None
) -> HttpResponse:
    seen = selectors.seen_line(row, request.user)  # type: ignore[arg-type]  # an official, or it was not found
    is_booked = row.statement.state == "booked"
    status = 422 if form.errors or aside_form.errors else 200
    if isinstance(refusal, Closed | NotAllowed):
        status = refusal.status
    if not form.is_bound and seen.reference:
        form.initial["reference"] = seen.reference
    context = {
        **_line_view(seen, is_booked=is_booked),
        "statement": row.statement,
        "next": words.NEXT.get(seen.verdict, ""),
        "near": [
            {"one": one, "sum": words.money(one.pledge.cents, "EUR")} for one in selectors.near_pledges(row)
        ] if is_booked and seen.state == "unclear" and row.cents > 0 else [],
        "may_settle": row.currency == "EUR" and seen.verdict != "bounced",
        "form": form, "aside_form": aside_form,
        "crumbs": words.crumbs((_("Line %(n)s") % {"n": row.number}, "")),
    }  # fmt: skip
    return render(request, "statements/line.html", context, status=status)
