"""The draft as a book page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forums.selectors import count_posts
from forums.selectors.forums import get_forum_of
from frontend import charts
from gatherings.selectors.sessions import list_about
from participation.documents.selectors import list_attachments
from participation.live.selectors import get_head
from participation.notifications.selectors import is_following
from proposals.readiness import is_short
from proposals.selectors.reading import read_draft
from volunteers.projects.selectors.projects import list_of_consultation

from .. import outline, timeline
from ..finding import find_consultation

FORUMS = 3  # public forums about it, the newest
PROJECTS = 5  # that serve it, the newest
OUTCOME = ("decision", "consolidated")  # files shown beside the decision


@require_safe
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole draft with what people think of each clause."""
    found = find_consultation(request, pk)
    head = frame(request, found)
    reading = read_draft(found, viewer=request.user)
    parts = outline.arrange(reading)
    attached = attachments_of(found)
    context = {
        **head,
        "reading": reading,
        "parts": parts,
        "outline": outline.outline(parts),
        "columns": outline.strip(parts),
        "contested": outline.most_contested(parts),
        "totals": totals(found, parts),
        "documents": documents_of(found),
        "forum": get_forum_of(found.scope),
        "attachments": attached,
        "outcome_files": [file for file in attached if file["code"] in OUTCOME],
        "forums": list(list_about(found.scope)[:FORUMS]),
        "projects": list(list_of_consultation(found.pk)[:PROJECTS]),
        "short_term": is_short(found),
        "first": next((part for part in parts if part.takes_part), None),
    }
    response = render(request, "consultations/read.html", context)
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    response["Cache-Control"] = "private, no-cache"
    return response


def frame(request: HttpRequest, found: Any) -> dict[str, Any]:
    """What stands at the head of every page of a consultation."""
    place = found.municipality
    return {
        "consultation": found,
        "place": place,
        "steps": timeline.steps(found),
        "left": timeline.time_left(found),
        "soon": timeline.closes_soon(found),
        "next_step": timeline.next_step(found),
        "open": found.state == "open",
        "head": get_head(found.scope),  # asked first: what happens while the page is drawn is heard afterwards
        "following": is_following(request.user, found.scope),
        "crumbs": [
            (place.name, reverse("municipality", args=[place.code])),
            (_("Consultations"), reverse("consultations")),
        ],
    }


def attachments_of(found: Any) -> list[dict[str, Any]]:
    """Its public files with their addresses."""
    return [
        {
            "title": file.title,
            "size": file.size,
            "code": file.kind,
            "kind": file.get_kind_display(),
            "type": file.ending.upper(),
            "url": reverse("consultation_file", args=[found.pk, file.pk]),
        }
        for file in list_attachments(found.scope)
    ]


def documents_of(found: Any) -> list[tuple[Any, str]]:
    """What the law wants beside the text: motives and the consultation document, each part with its name."""
    names = [field.name for field in found._meta.fields if field.name.startswith(("motives_", "document_"))]
    return [(found._meta.get_field(name).verbose_name, getattr(found, name)) for name in names if getattr(found, name)]


def totals(found: Any, parts: list[outline.Part]) -> dict[str, Any]:
    """Numbers of the whole document, and in words what its strip shows."""
    counts: dict[str, int] = {}
    for part in parts:
        if part.takes_part and part.view.tally:
            for choice, n in part.view.tally.counts.items():
                counts[choice] = counts.get(choice, 0) + n
    return {
        "counts": counts,
        "ballots": sum(counts.values()),
        "comments": count_posts(found.scope),
        "suggestions": sum(part.view.clause.suggestion_count for part in parts),
        "words": charts.in_words(counts),
    }
