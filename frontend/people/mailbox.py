"""The demo's mailbox."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .letters import has_mailbox, newest_letters

PER_PAGE = 20


@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Every mail the demo wrote, to whomever: there is no such page where mails are sent."""
    if not has_mailbox():
        raise Http404
    wanted = request.GET.get("to", "").strip()
    page = Paginator(newest_letters(wanted), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/mailbox.html", {"page": page, "wanted": wanted})
