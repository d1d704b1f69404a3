"""The front page, and the pages that say what the site is and how it treats people."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from forums.selectors.topics import list_newest
from frontend.cards import cards
from frontend.feeds import tell_standing
from frontend.places.chosen import known_places
from frontend.projects.figures import cards_of
from frontend.record import LIVELY
from frontend.sessions.common import session_card
from gatherings.selectors.sessions import list_coming
from participation.record.selectors import list_public_acts
from proposals.selectors.consultations import list_consultations
from proposals.selectors.titles import titles_of
from volunteers.projects.selectors.projects import list_running

OPEN_SHOWN, ANSWERED_SHOWN, ACTS_SHOWN, TOPICS_SHOWN, SESSIONS_SHOWN, PROJECTS_SHOWN = 6, 3, 5, 4, 3, 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is being decided, where, and what has just happened."""
    open_now = list(list_consultations(states=["open"]).order_by("window__closes_at", "id")[:OPEN_SHOWN])
    coming = list(list_consultations(states=["announced"]).order_by("window__opens_at", "id")[:ANSWERED_SHOWN])
    answered = list(list_consultations(states=["answered", "adopted"]).order_by("-answered_at", "-id")[:ANSWERED_SHOWN])
    drawn = cards([*open_now, *coming, *answered])
    titles = {card.consultation.scope: card.consultation.title for card in drawn}
    acts = tell_standing(list_public_acts(kinds=LIVELY), ACTS_SHOWN)
    titles |= titles_of(act.scope for act, _line in acts)
    context = {
        "open": drawn[: len(open_now)],
        "coming": drawn[len(open_now) : len(open_now) + len(coming)],
        "answered": drawn[len(open_now) + len(coming) :],
        "where": {found.municipality.code: found.municipality.name for found in open_now},
        "acts": [(line, titles.get(act.scope, "")) for act, line in acts],
        "topics": list(list_newest(TOPICS_SHOWN)),
        "sessions": [session_card(one) for one in coming_first_live()],
        "projects": cards_of(list_running()[:PROJECTS_SHOWN]),
        "places": known_places(),
    }
    response = render(request, "home/home.html", context)
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    response["Cache-Control"] = "private, no-cache"
    return response


def coming_first_live() -> list[Any]:
    """The next public forums, those that are live before all others."""
    coming: list[Any] = list(list_coming()[: 4 * SESSIONS_SHOWN])
    return sorted(coming, key=lambda one: bool(one.state != "live"))[:SESSIONS_SHOWN]


@require_safe
@cache_control(public=True, max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    """For browsers that ask without being told: the icon of the site."""
    return redirect(static("megdan/icon.svg"))


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What Megdan is and how a decision comes about on it."""
    return render(request, "home/about.html")


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """What may be written, and what happens with what may not."""
    return render(request, "home/rules.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement and where to say that something is in the way."""
    return render(request, "home/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Which personal data is kept, why, and for how long."""
    return render(request, "home/privacy.html")
