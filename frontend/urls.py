"""Every page's address: one include per area."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from frontend.addresses import post_address
from frontend.pictures import views as pictures

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("frontend.home.urls")),
    path("", include("frontend.forums.urls")),
    path("municipalities/", include("frontend.places.urls")),
    path("consultations/", include("frontend.consultations.urls")),
    path("polls/", include("frontend.polls.urls")),
    path("sessions/", include("frontend.sessions.urls")),
    path("posts/<key:post_id>/", post_address, name="post_address"),
    path("pictures/<slug:key>/", pictures.picture, name="picture"),
    path("pictures/<slug:key>/small/", pictures.small_picture, name="picture_small"),
    path("links/<slug:key>/", pictures.link_picture, name="link_picture"),
    path("", include("frontend.volunteers.urls")),
    path("", include("frontend.giving.urls")),
    path("", include("frontend.hours.urls")),
    path("", include("frontend.tasks.urls")),
    path("", include("frontend.paying.urls")),
    path("", include("frontend.treasury.urls")),
    path("projects/", include("frontend.projects.urls")),
    path("projects/", include("frontend.expenses.urls")),
    path("work/projects/", include("frontend.projects.work_urls")),
    path("work/money/statements/", include("frontend.statements.urls")),
    path("work/money/", include("frontend.treasury.work_urls")),
    path("work/", include("frontend.work.urls")),
    path("organisations/", include("frontend.organisations.urls")),
    path("notifications/", include("frontend.notifications.urls")),
    path("", include("frontend.moderation.urls")),
    path("", include("frontend.people.urls")),
    path("language/", set_language, name="set_language"),
]
