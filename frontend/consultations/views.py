"""Consultations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    """Every public consultation."""
    return render(request, "home/home.html")
