"""Every page's address: one include per area."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from frontend.addresses import post_address

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("frontend.home.urls")),
    path("municipalities/", include("frontend.places.urls")),
    path("consultations/", include("frontend.consultations.urls")),
    path("posts/<int:post_id>/", post_address, name="post_address"),
    path("work/", include("frontend.work.urls")),
    path("organisations/", include("frontend.organisations.urls")),
    path("notifications/", include("frontend.notifications.urls")),
    path("moderation/", include("frontend.moderation.urls")),
    path("", include("frontend.people.urls")),
    path("language/", set_language, name="set_language"),
]
