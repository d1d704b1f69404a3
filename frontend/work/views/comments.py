"""What came in: comments, and which of them are proposals to be answered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontend.work.common import is_htmx, own_consultation, show
from participation.refusals import Refused
from proposals.actions.answering import mark_proposal, unmark_proposal
from proposals.selectors.names import clause_names
from proposals.selectors.standing import list_comments_to_mark, supported

A_PAGE = 50


@own_consultation
@require_safe
def page(request: HttpRequest, consultation: Any) -> HttpResponse:
    """Comments on the clauses, newest first; suggested wordings are proposals by themselves."""
    if consultation.state == "preparing":
        return redirect("work_consultation", pk=consultation.pk)
    chosen = {"q": request.GET.get("q", "")[:80], "marked": request.GET.get("marked", "")}
    found = list_comments_to_mark(consultation, words=chosen["q"], marked=chosen["marked"])
    sheet = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    names = clause_names(consultation)
    lines = []
    for post, support in supported(sheet.object_list):
        clause_id = int(post.thread.ref.rpartition(".")[2])
        lines.append({"post": post, "support": support, "clause_id": clause_id, "clause": names.get(clause_id, "")})
    context = {"lines": lines, "sheet": sheet, "chosen": chosen, "can_mark": consultation.stage == "published"}
    return show(request, "work/comments.html", consultation, "comments", **context)


@own_consultation
@require_POST
def mark(request: HttpRequest, consultation: Any, post_id: int) -> HttpResponse:
    """The comment is a proposal (``marked=1``), or a comment again."""
    act = mark_proposal if request.POST.get("marked") == "1" else unmark_proposal
    error = ""
    try:
        act(official=request.user, post_id=post_id)  # type: ignore[arg-type]  # signed in, by own_consultation
    except Refused as refusal:
        error = str(refusal)
    if is_htmx(request):
        is_marked = (request.POST.get("marked") == "1") is not bool(error)
        context = {"consultation": consultation, "post_id": post_id, "is_marked": is_marked, "error": error}
        return render(request, "work/mark.html", context)
    if error:
        messages.error(request, error)
    else:
        messages.success(
            request, _("It will be answered in the report.") if act is mark_proposal else _("It is a comment again.")
        )
    back = request.POST.get("back", "")
    is_safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if is_safe else reverse("work_comments", args=[consultation.pk]))
