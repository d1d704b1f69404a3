"""The front page, and the pages that say what the site is and how it treats people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is being decided, where, and what has just happened."""
    return render(request, "home/home.html")


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
