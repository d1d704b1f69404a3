"""What came in: comments, and which of them are proposals to be answered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from frontend.work.common import is_htmx, own_consultation, show
from participation.keys import as_id
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
    chosen = {name: request.GET.get(name, "")[:80] for name in ("q", "marked", "clause")}
    found = list_comments_to_mark(
        consultation, words=chosen["q"], marked=chosen["marked"], clause_id=as_id(chosen["clause"])
    )
    sheet = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    names = clause_names(consultation)
    lines, can_mark = [], consultation.stage == "published"
    for post, support in supported(sheet.object_list):
        clause_id = int(post.thread.ref.rpartition(".")[2])
        # What the municipality says itself is not a proposal to it; a mark made before can be taken away.
        may_be_marked = can_mark and (post.group != "official" or post.is_proposal)
        line = {"post": post, "support": support, "clause_id": clause_id, "clause": names.get(clause_id, "")}
        lines.append({**line, "may_be_marked": may_be_marked})
    context: dict[str, Any] = {"lines": lines, "sheet": sheet, "chosen": chosen, "names": names.items()}
    context["can_mark"] = can_mark
    return show(request, "work/comments.html", consultation, "comments", **context)


@own_consultation
@require_POST
def mark_several(request: HttpRequest, consultation: Any) -> HttpResponse:
    """The chosen comments are proposals, to be answered in the report; what cannot be one is told."""
    done, refused = 0, ""
    for pk in filter(None, map(as_id, request.POST.getlist("ids")[:A_PAGE])):
        try:
            mark_proposal(official=request.user, post_id=pk)  # type: ignore[arg-type]  # signed in
            done += 1
        except Refused as refusal:
            refused = str(refusal)
    if done:
        messages.success(request, ngettext("%d comment is marked.", "%d comments are marked.", done) % done)
    if refused or not done:
        messages.error(request, refused or _("Choose at least one comment."))
    return redirect("work_comments", pk=consultation.pk)


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
    is_safe = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    # An address, never the name of a view, as which `redirect` would look for it.
    return HttpResponseRedirect(back if is_safe else reverse("work_comments", args=[consultation.pk]))
