"""The receipt of one's own pledge: to read, to print, and as a PDF."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from volunteers.money.paper import notes_of, paper_for, rows_of
from volunteers.money.selectors.receipts import Proof, own_proof


@never_cache
@login_required
@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """What was given, by whom, for what; nothing but the receipt is printed."""
    proof = _find(request, pk)
    address = reverse("own_pledge", args=[pk])
    context = {
        "proof": proof,
        "rows": rows_of(proof),
        "notes": notes_of(proof),
        "crumbs": [(_("My pledges"), reverse("own_pledges")), (proof.project, address), (_("Receipt"), "")],
    }
    return render(request, "giving/receipt.html", context)


@never_cache
@login_required
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a PDF."""
    proof = _find(request, pk)
    headers = {"Content-Disposition": f'inline; filename="receipt-{proof.number}.pdf"'}
    return HttpResponse(paper_for(proof), content_type="application/pdf", headers=headers)


def _find(request: HttpRequest, pk: int) -> Proof:
    found = own_proof(request.user, pk)
    if found is None:
        raise Http404(_("There is no such receipt."))
    return found
