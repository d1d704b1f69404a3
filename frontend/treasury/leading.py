"""A project's money on the page of those who lead it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from frontend.consultations.pieces import drawn
from volunteers.money.selectors.campaigns import campaign_of
from volunteers.projects.policies import leads

from .words import CAMPAIGNS


def draw_money(request: HttpRequest, project: Any) -> SafeString:
    """How far its campaign is and the way to it, for those who lead it; nothing for all others. One query."""
    if not leads(request.user, project):
        return SafeString("")
    found = campaign_of(project.pk)
    words, tone = CAMPAIGNS[found.state] if found else ("", "")
    context = {"project": project, "campaign": found, "campaign_words": words, "campaign_tone": tone}
    return mark_safe(drawn("treasury/lead.html", context, request))  # a template
