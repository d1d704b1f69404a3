"""One clause: its own page, and the same as a panel beside the text."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from forums.selectors import list_posts
from frontend.diffs import redline
from participation.notifications.selectors import will_be_told
from participation.organisations.selectors import list_voices
from proposals.selectors.names import clause_names
from proposals.selectors.suggestions import list_suggestions

from .. import offering, outline, pending
from ..finding import find_clause, find_consultation
from ..forms import CommentForm, SuggestForm
from .reading import frame

ANSWERED = re.compile(r"answer-[0-9]{1,18}")  # whose words were typed in a form of that name
STANCES = (("support", _("Support")), ("unsure", _("Unsure")), ("oppose", _("Oppose")))


@require_safe
def clause(request: HttpRequest, pk: int, clause_id: int) -> HttpResponse:
    """The clause with everything said about it; for a script only the panel."""
    consultation = find_consultation(request, pk)
    kept = pending.take(request, "comment", "suggest", clause=clause_id)
    sent = request.GET.get("sent", "")
    forget = f"{sent}-{clause_id}" if sent in ("comment", "suggest") else ""
    if ANSWERED.fullmatch(sent):
        forget = sent
    told = sent == "comment" and will_be_told(request.user, consultation.scope)
    waiting = kept["act"] if kept else ""
    return show(request, consultation, clause_id, kept=kept, forget=forget, waiting=waiting, told=told)


def show(
    request: HttpRequest, consultation: Any, clause_id: int, *, kept: dict[str, Any] | None = None, **extra: Any
) -> HttpResponse:
    """The clause's page or panel, with forms as they were sent (``extra``) or kept from before signing in."""
    head = frame(request, consultation)
    view = find_clause(request, consultation, clause_id)
    names = clause_names(consultation)
    part = outline.Part(
        view, names.get(clause_id, "").rstrip("."), 2, reverse("clause", args=[consultation.pk, clause_id])
    )
    context = {**head, **around(consultation.pk, names, clause_id), **panel(request, consultation, part, kept), **extra}
    template = "consultations/panel.html" if is_panel(request) else "consultations/clause.html"
    status = 422 if any(form.errors for form in extra.values() if hasattr(form, "errors")) else 200
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ("Cookie", "Accept-Language", "HX-Request"))
    response["Cache-Control"] = "private, no-cache"
    return response


def is_panel(request: HttpRequest) -> bool:
    """Whether a script asks for the panel alone."""
    return bool(getattr(request, "htmx", False))


def around(pk: int, names: dict[int, str], clause_id: int) -> dict[str, Any]:
    """Where the clauses before and after it are."""
    order = list(names)
    place = order.index(clause_id) if clause_id in names else 0

    def way(at: int) -> dict[str, str] | None:
        if not 0 <= at < len(order):
            return None
        return {"url": reverse("clause", args=[pk, order[at]]), "name": names[order[at]].rstrip(".")}

    return {"before": way(place - 1), "after": way(place + 1)}


def panel(
    request: HttpRequest, consultation: Any, part: outline.Part, kept: dict[str, Any] | None = None
) -> dict[str, Any]:
    """What the panel shows: stances, suggestions, comments and their forms."""
    passage, thread_id = part.view.passage, part.view.clause.thread_id
    typed = kept["typed"] if kept else {}
    suggesting = bool(kept and kept["act"] == "suggest")
    words = {"text": passage.body, **(typed if suggesting else {})}
    return {
        **stance_context(request, consultation, part),
        "suggestions": list_suggestions(part.view.clause.pk, viewer=request.user),
        "posts": list_posts(thread_id, viewer=request.user) if thread_id else [],
        "comment_form": CommentForm(initial={} if suggesting else dict(typed)),
        "suggest_form": SuggestForm(initial=words),
        "suggest_open": suggesting,
        "suggest_diff": redline(passage.body, words["text"]) if suggesting else "",
        "offer_follow": offering.take(request, consultation),
        "answered": consultation.state in ("answered", "adopted"),
    }


def stance_context(request: HttpRequest, consultation: Any, part: outline.Part) -> dict[str, Any]:
    """What the stance part of the panel shows."""
    return {
        "consultation": consultation,
        "part": part,
        "stances": STANCES,
        "open": consultation.state == "open",
        "voices": list_voices(request.user),
        "viewer_id": request.user.pk,
    }
