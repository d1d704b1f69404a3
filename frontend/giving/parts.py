"""What giving money puts on a project's page: the button among the others, and a card with the numbers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from frontend.consultations.pieces import drawn

from .drawing import draw_button, draw_more
from .showing import shown_of, told_of


def draw_way(request: HttpRequest, project: Any) -> SafeString:
    """The way to give; empty where one cannot, for the event that tells of a campaign that opens."""
    shown = shown_of(request, project)
    if shown is None or not shown.is_open:
        return mark_safe('<div id="give-way" class="give-way"></div>')
    button, more = draw_button(project.pk), draw_more(project.pk)
    return mark_safe(f'<div><div id="give-way" class="give-way">{button}</div>{more}</div>')  # drawn by us


def draw_campaign(request: HttpRequest, project: Any) -> SafeString:
    """The card of the campaign; nothing where the project asks for no money."""
    shown = shown_of(request, project)
    if shown is None:
        return SafeString("")
    context = {"project": project, **told_of(shown)}
    return mark_safe(drawn("giving/part.html", context, request))  # a template
