"""The checklist, the preview, and publishing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from frontend.work.common import own_consultation, show, steps_of
from frontend.work.next_steps import deadline_of, next_of
from participation.documents.selectors import list_attachments
from participation.notifications.selectors import followers_of
from participation.refusals import Refused
from proposals import readiness
from proposals.actions.drafts import SECTIONS, discard_draft
from proposals.actions.publishing import NotReady, publish_consultation
from proposals.selectors.details import detail
from proposals.selectors.drafts import get_draft, get_work
from proposals.selectors.standing import progress_of


@own_consultation
@require_safe
def overview(request: HttpRequest, consultation: Any) -> HttpResponse:
    """While preparing, the checklist with the way to publish; afterwards where it stands and what to do."""
    if consultation.state == "preparing":
        return _checklist(request, consultation)
    work = get_work(consultation)
    context: dict[str, Any] = {"work": work, "next": next_of(work), "progress": progress_of(consultation)}
    context["deadline"] = deadline_of(consultation)
    return show(request, "work/overview.html", consultation, "overview", **context)


def _checklist(request: HttpRequest, consultation: Any, refusal: Refused | None = None) -> HttpResponse:
    items = readiness.check(consultation)
    opens, closes = consultation.planned_opens_at, consultation.planned_closes_at
    is_scheduled = bool(opens and opens > timezone.now())
    starts = opens if is_scheduled else timezone.now()
    context: dict[str, Any] = {
        "items": [item for item in items if not item.is_advice],
        "advice": [item for item in items if item.is_advice and not item.ok],
        "missing": [item for item in items if not (item.ok or item.is_advice)],
        "steps": steps_of(consultation, "publish", items),
        "is_scheduled": is_scheduled,
        "days": readiness.term_days(consultation, starts, closes) if closes and starts else None,
        "refusal": refusal,
    }
    return show(
        request, "work/checklist.html", consultation, "publish", status=refusal.status if refusal else 200, **context
    )


@own_consultation
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, consultation: Any) -> HttpResponse:
    """What will happen, and once that is confirmed: public from now, or from the planned moment."""
    if request.method != "POST":
        return _confirmation(request, consultation)
    try:
        published = publish_consultation(official=request.user, consultation_id=consultation.pk)  # type: ignore[arg-type]  # signed in
    except NotReady as refusal:
        return _checklist(request, consultation, refusal)
    opens = published.window.opens_at
    is_scheduled = bool(opens and opens > timezone.now())
    messages.success(
        request, _("It is announced and opens by itself.") if is_scheduled else _("It is published and open.")
    )
    return redirect(published)


def _confirmation(request: HttpRequest, consultation: Any) -> HttpResponse:
    if consultation.state != "preparing" or readiness.missing(consultation):
        return redirect("work_consultation", pk=consultation.pk)
    opens, closes, now = consultation.planned_opens_at, consultation.planned_closes_at, timezone.now()
    is_scheduled = bool(opens and opens > now)
    context: dict[str, Any] = {
        "is_scheduled": is_scheduled,
        "was_planned": bool(opens and not is_scheduled),
        "days": readiness.term_days(consultation, opens if is_scheduled else now, closes),
        "followers": len(followers_of(consultation.scope)),
        "files": list_attachments(consultation.scope, public_only=False).count(),
    }
    return show(request, "work/publish.html", consultation, "publish", **context)


@own_consultation
@require_safe
def preview(request: HttpRequest, consultation: Any) -> HttpResponse:
    """The draft as citizens will read it."""
    draft = get_draft(consultation)
    papers = SECTIONS["motives"] if consultation.kind == "normative" else SECTIONS["document"]
    context: dict[str, Any] = {
        "draft": draft,
        "outline": [row for row in draft.rows if row.heading or row.kind in ("chapter", "section")],
        "papers": [(detail(name).label, getattr(consultation, name)) for name in papers if getattr(consultation, name)],
        "files": list_attachments(consultation.scope, public_only=False),
    }
    return show(request, "work/preview.html", consultation, "publish", **context)


@own_consultation
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, consultation: Any) -> HttpResponse:
    """Throwing a draft away, after one question."""
    if request.method == "POST":
        discard_draft(official=request.user, consultation_id=consultation.pk)  # type: ignore[arg-type]  # signed in
        messages.success(request, _("The draft is gone."))
        return redirect("work")
    return show(request, "work/discard.html", consultation, "publish")
