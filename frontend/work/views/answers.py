"""Answering proposals: the list, one at a time, several at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend.work.common import own_consultation, show
from frontend.work.forms import AnswerForm
from participation.keys import as_id
from participation.refusals import Refused, Stale
from proposals.actions.answering import answer_proposals
from proposals.selectors.details import outcome_choices
from proposals.selectors.standing import ProposalView, get_proposal, list_proposals, progress_of, used_reasons

ORDERS = (
    ("support", gettext_lazy("most supported first")),
    ("text", gettext_lazy("in the order of the text")),
    ("time", gettext_lazy("oldest first")),
)
FILTERS = ("outcome", "clause", "q", "order")


@dataclass
class Desk:
    """The list as filtered, and what stands open on it."""

    views: list[ProposalView]
    clauses: list[tuple[int, str]]
    chosen: dict[str, str]

    @property
    def query(self) -> str:
        """The filters as a query string, to keep them from page to page."""
        kept = {name: value for name, value in self.chosen.items() if value}
        return f"?{urlencode(kept)}" if kept else ""

    def after(self, proposal_id: int) -> ProposalView | None:
        """The next one without an answer, from the top again at the end; None when all are answered."""
        at = next((n for n, view in enumerate(self.views) if view.pk == proposal_id), -1)
        waiting = [view for view in self.views[at + 1 :] + self.views[: max(at, 0)] if not view.proposal.outcome]
        return waiting[0] if waiting else None

    def beside(self, proposal_id: int) -> tuple[ProposalView | None, ProposalView | None]:
        """The ones before and after it in the list."""
        at = next((n for n, view in enumerate(self.views) if view.pk == proposal_id), -1)
        before = self.views[at - 1] if at > 0 else None
        return before, self.views[at + 1] if -1 < at < len(self.views) - 1 else None


def desk_of(request: HttpRequest, consultation: Any) -> Desk:
    """The desk with the filters of the address."""
    chosen = {name: request.GET.get(name, "")[:80] for name in FILTERS}
    everything = list_proposals(consultation, order="text")
    clauses = {view.proposal.clause_id: view.clause for view in everything}
    clause_id = as_id(chosen["clause"])
    views = list_proposals(
        consultation,
        outcome=chosen["outcome"],
        clause_id=clause_id,
        words=chosen["q"],
        order=chosen["order"] or "support",
    )
    return Desk(views, list(clauses.items()), chosen)


@own_consultation
@require_safe
def page(request: HttpRequest, consultation: Any) -> HttpResponse:
    """The list with its first proposal open beside it."""
    if consultation.state in ("preparing", "announced", "withdrawn"):
        return redirect("work_consultation", pk=consultation.pk)
    desk = desk_of(request, consultation)
    first = next((view for view in desk.views if not view.proposal.outcome), desk.views[0] if desk.views else None)
    return _page(request, consultation, desk, first, is_list=True)


def _page(
    request: HttpRequest, consultation: Any, desk: Desk, view: ProposalView | None, *, form: Any = None, status: int = 200,
    **extra: Any,
) -> HttpResponse:  # fmt: skip
    can_answer = consultation.state == "closed"
    before, after = desk.beside(view.pk) if view else (None, None)
    clause_id = view.proposal.clause_id if view else None
    accepted = list_proposals(consultation, clause_id=clause_id, outcome="accepted") if view and view.is_wording else []
    context = {
        "desk": desk, "view": view, "before": before, "after": after, "can_answer": can_answer,
        "rivals": [one for one in accepted if view and one.is_wording and one.pk != view.pk],
        "form": form or (form_of(view) if view else None), "progress": progress_of(consultation),
        "outcomes": outcome_choices(), "orders": ORDERS, "reasons": used_reasons(consultation) if can_answer else [],
        **extra,
    }  # fmt: skip
    return show(request, "work/answers/page.html", consultation, "answers", status=status, **context)


def form_of(view: ProposalView) -> AnswerForm:
    """The form with the answer so far."""
    proposal = view.proposal
    return AnswerForm(
        initial={"outcome": proposal.outcome, "reason": proposal.reason, "resulting_text": proposal.resulting_text}
    )


@own_consultation
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, consultation: Any, proposal_id: int) -> HttpResponse:
    """One proposal with its answer; after saving, on to the next that waits."""
    desk = desk_of(request, consultation)
    view = get_proposal(consultation, proposal_id)
    if view is None:
        raise Http404
    if request.method != "POST":
        return _page(request, consultation, desk, view)
    sent = request.POST.copy()
    if "take_back" in sent:
        sent["outcome"] = ""
    form = AnswerForm(sent)
    form.fields["outcome"].required = "take_back" not in sent
    if form.is_valid():
        try:
            _save(request, consultation, [proposal_id], form, request.POST.get("seen", ""))
        except Refused as refusal:
            _tell(form, refusal)
            newest = get_proposal(consultation, proposal_id) if isinstance(refusal, Stale) else None
            return _page(request, consultation, desk, newest or view, form=form, status=refusal.status, newest=newest)
        return _onwards(request, consultation, desk, proposal_id)
    return _page(request, consultation, desk, view, form=form, status=422)


def _save(request: HttpRequest, consultation: Any, ids: list[int], form: AnswerForm, seen: str | None) -> int:
    data = form.cleaned_data
    return answer_proposals(
        official=request.user,  # type: ignore[arg-type]  # signed in, by own_consultation
        consultation_id=consultation.pk,
        proposal_ids=ids,
        outcome=data["outcome"],
        reason=data["reason"],
        resulting_text=data["resulting_text"] if seen is not None else None,
        seen=seen,
    )


def _tell(form: AnswerForm, refusal: Refused) -> None:
    field = refusal.extra.get("field")
    form.add_error(str(field) if field in form.fields else None, str(refusal))


def _onwards(request: HttpRequest, consultation: Any, desk: Desk, proposal_id: int) -> HttpResponse:
    target = desk.after(proposal_id) if "next" in request.POST else None
    if target is not None:
        return redirect(reverse("work_answer", args=[consultation.pk, target.pk]) + desk.query)
    if "next" in request.POST:
        left = progress_of(consultation).waiting
        messages.success(request, _("All of these are answered.") if left else _("Every proposal is answered."))
        return redirect("work_answers" if left else "work_report", pk=consultation.pk)
    return redirect(reverse("work_answer", args=[consultation.pk, proposal_id]) + desk.query)


@own_consultation
@require_POST
def several(request: HttpRequest, consultation: Any) -> HttpResponse:
    """The chosen proposals get one answer with one reason."""
    desk = desk_of(request, consultation)
    ids = [pk for value in request.POST.getlist("ids") if (pk := as_id(value)) is not None]
    form = AnswerForm(request.POST, prefix="all")
    if form.is_valid():
        try:
            n = _save(request, consultation, ids, form, None)
        except Refused as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, ngettext("%d proposal is answered.", "%d proposals are answered.", n) % n)
            return redirect(reverse("work_answers", args=[consultation.pk]) + desk.query)
    first = next((view for view in desk.views if view.pk in ids), desk.views[0] if desk.views else None)
    return _page(request, consultation, desk, first, status=422, several_form=form, chosen_ids=ids)
