"""Carrying what was said into a consultation, and the speaker's name after it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gatherings.policies import may_arrange
from gatherings.selectors.floor import get_question_post, list_spoken
from participation.keys import as_ref
from participation.refusals import Refused
from proposals.actions.carrying import carry, claim_carried
from proposals.selectors.carried import get_carried, list_targets

from ..common import find_session, stranger
from ..forms import CarryForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def carry_over(request: HttpRequest, pk: int) -> HttpResponse:
    """``?source=question.7`` or ``turn.3``: choose the clause on which it will stand and be answered."""
    session = find_session(request, pk)
    if not may_arrange(request.user, session.municipality_id):
        raise PermissionDenied
    source, said = _source(session, request.POST.get("source") or request.GET.get("source", ""))
    targets = sorted(list_targets(session.municipality_id), key=lambda one: one[0].scope != session.about)
    groups = [(one.title, [(str(clause), name) for clause, name in clauses]) for one, clauses in targets]
    form = CarryForm(groups, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            carry(official=request.user, session_id=pk, clause_id=int(form.cleaned_data["clause"]), **source)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It stands in the consultation now and will be answered there. Go on here."))
            anchor = source_anchor(source)
            return redirect(f"{reverse('session_host', args=[pk])}#{anchor}")
    name, number = next(iter(source.items()))
    context = {
        "session": session, "form": form, "heading": _("Carry into a consultation"), "said": said,
        "source": f"{name.removesuffix('_id')}.{number}", "nowhere": not groups, "is_desk": True,
    }  # fmt: skip
    return render(request, "sessions/note.html", context, status=422 if form.errors else 200)


def source_anchor(source: dict[str, int]) -> str:
    """Where it stands on the desk."""
    name, number = next(iter(source.items()))
    return f"turn-{number}" if name == "turn_id" else f"post-{number}"


def _source(session: Any, named: str) -> tuple[dict[str, int], str]:
    """What is to be carried, as the action takes it, and its words; 404 for what is not there."""
    kind, number = as_ref(named) or ("", 0)
    if kind == "question" and (post := get_question_post(session, number)):
        return {"question_id": number}, post.body
    turn = next((one for one in list_spoken(session) if one.pk == number), None) if kind == "turn" else None
    if turn is None or not turn.gist:
        raise Http404(_("There is nothing to carry."))
    return {"turn_id": number}, turn.gist


@require_POST
def claim(request: HttpRequest, pk: int, carried_id: int) -> HttpResponse:
    """The speaker puts their name to what was carried."""
    found = get_carried(carried_id)
    if found is None or found.session_id != find_session(request, pk).pk:
        raise Http404
    if (way := stranger(request, pk)) is not None:
        return way
    made = claim_carried(person=request.user, carried_id=carried_id)
    messages.success(request, _("It stands under your name now."))
    return redirect("post", made.consultation_id, made.comment_id)
