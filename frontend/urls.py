"""Every page's address: one include per area."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("frontend.home.urls")),
    path("municipalities/", include("frontend.places.urls")),
    path("consultations/", include("frontend.consultations.urls")),
    path("work/", include("frontend.work.urls")),
    path("language/", set_language, name="set_language"),
]
