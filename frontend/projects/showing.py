"""The page of a project, whatever led to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from frontend import dates
from frontend.consultations import pending
from frontend.consultations.voices import draw_posts
from participation.live.selectors import get_head
from participation.organisations.selectors import list_voices
from proposals.selectors.reading import get_clause
from volunteers.projects.selectors.page import list_offers, list_questions, page_of

from . import drawing, strangers, words
from .common import crumbs_of, standing
from .figures import figures_of_page
from .parts import parts_of
from .reading import read
from .small_forms import OfferForm, QuestionForm
from .talk import place_of

OVER = ("finished", "ended")
OfferTried = tuple[int, OfferForm]  # the need, and the form that was refused


def show(
    request: HttpRequest, project: Any, *, ask_form: Any = None, offer: OfferTried | None = None, status: int = 200
) -> HttpResponse:
    """The page, with what could not be sent where there is something. The stream's place is asked first."""
    head = get_head(project.scope)
    if ask_form is None and offer is None and strangers.is_one(request):
        html = strangers.draw(request, project, head, lambda: _drawn(request, project, head, QuestionForm(), None))
        response = HttpResponse(html, status=status)
    else:
        if ask_form is None:
            kept = pending.take(request, "ask", project=project.pk)
            ask_form = QuestionForm(initial=dict(kept["typed"])) if kept else QuestionForm()
        response = HttpResponse(_drawn(request, project, head, ask_form, offer), status=status)
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    response["Cache-Control"] = "private, no-cache"
    return response


def _drawn(request: HttpRequest, project: Any, head: Any, ask_form: Any, offer: OfferTried | None) -> str:
    """The page as this reader sees it."""
    page = page_of(project, request.user, head)
    read(project, page, head)
    context = {
        "head": head,
        "ask_form": ask_form,
        "takes_questions": project.state in words.PUBLIC and project.hidden_at is None,
        "questions": draw_posts(list_questions(project, viewer=request.user, head=head), place_of(request, project)),
        "needs": [shown_need(request, one, offer, project.state not in OVER) for one in page.needs],
        "news": drawing.draw_updates(page.updates, project.language),
        "voices": list_voices(request.user),
        "following": page.standing.follows,
        "waiting_offers": _waiting(project) if page.standing.leads else 0,
        "parts": parts_of(request, project),
        **whole(project, page),
    }
    return render_to_string("projects/page.html", context, request=request)


def whole(project: Any, page: Any) -> dict[str, Any]:
    """What the project is, for its page and for those who check it."""
    return {
        **standing(project),
        "is_coordinator": page.standing.leads,
        "may_change": page.standing.may_change,
        "may_check": page.standing.may_check,
        "may_end": page.standing.may_end,
        "steps": words.steps(project),
        "next_step": words.next_step(project) if not project.hidden_at else "",
        "who": words.who_proposed(project),
        "is_own_idea": _is_own_idea(project, page),
        "coordinators": page.coordinators,
        "meters": drawing.draw_meters(figures_of_page(project, page)),
        "goals": [_shown_goal(one) for one in page.goals],
        "budget": page.budget,
        "budget_cents": page.budget_cents,
        "check": page.check,
        "report": page.report,
        "where": where_of(project),
        "days": days_of(project),
        "clause": clause_of(project),
        "crumbs": crumbs_of(project),
    }


def shown_need(request: HttpRequest, view: Any, tried: OfferTried | None, is_running: bool) -> dict[str, Any]:
    """A thing that is needed, with the form to offer it, as it was typed."""
    need, form, is_asked, voice = view.need, None, False, ""
    if tried and tried[0] == need.pk:
        form, voice = tried[1], request.POST.get("organisation", "")
    elif kept := pending.take(request, "offer", need=need.pk):
        form, is_asked, voice = OfferForm(need.pk, initial=kept["typed"]), True, kept["typed"].get("organisation", "")
    return {
        "pk": need.pk,
        "key": str(need.pk),
        "what": need.what,
        "missing": view.missing,
        "own": view.own,
        "words": drawing.need_words(need.quantity, need.unit, view.missing, None if is_running else view.brought),
        "meter": drawing.draw_need(need.what, need.quantity, view.brought, view.offered + view.accepted),
        "form": form or OfferForm(need.pk, initial={"quantity": view.missing}),
        "is_asked": is_asked,
        "voice": voice,
    }


def _shown_goal(goal: Any) -> dict[str, Any]:
    reached = goal.actual
    label = f"{goal.text}: {drawing.told(reached)} / {drawing.told(goal.target)} {goal.unit}"
    return {
        "text": goal.text,
        "unit": goal.unit,
        "target": goal.target,
        "actual": reached,
        "is_met": reached is not None and reached >= goal.target,
        "bar": drawing.draw_bar(reached, goal.target, label) if reached is not None else "",
    }


def _is_own_idea(project: Any, page: Any) -> bool:
    """Whether whoever proposed it, as a person, coordinates it as well: then they are named once."""
    is_person = not project.by_municipality and project.organisation_id is None
    return is_person and any(one.user_id == project.proposer_id for one in page.coordinators)


def _waiting(project: Any) -> int:
    return int(list_offers(project).filter(state="offered").count())


def where_of(project: Any) -> str:
    """Where it takes place, and that one can help from home."""
    home = _("also from home") if project.where else _("from home")
    return " · ".join(part for part in (project.where, home if project.is_remote else "") if part)


def days_of(project: Any) -> SafeString | str:
    """From which day to which."""
    shown = [
        format_html('<time datetime="{}">{}</time>', day.isoformat(), dates.day(day))
        for day in (project.starts_on, project.ends_on)
        if day
    ]
    return format_html("{} – {}", *shown) if len(shown) == 2 else shown[0] if shown else ""


def clause_of(project: Any) -> dict[str, str] | None:
    """The clause it serves, as it is called, and its address."""
    view = get_clause(project.consultation, project.clause_id) if project.clause_id and project.consultation else None
    if view is None:
        return None
    passage = view.passage
    called = " ".join(part for part in (passage.label, passage.heading) if part) or passage.body[:80]
    return {"words": called, "url": f"{project.consultation.get_absolute_url()}clauses/{project.clause_id}/"}
