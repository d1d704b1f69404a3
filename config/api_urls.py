"""Addresses of the API: one router over the rooms' views, its schema, its documentation."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path
from rest_framework.routers import SimpleRouter

import config.api_schema  # noqa: F401  # tells drf-spectacular how a token is sent
from config.api_views import Docs, NoSuchAddress, Root, Schema
from participation.accounts.api import Tokens
from participation.documents.api import Imports
from participation.live.api import LiveView
from participation.moderation.api import Cases, Decisions, Reports
from participation.notifications.api import Follows, Notifications
from participation.organisations.api import Me, Organisations
from participation.places.api import Municipalities
from participation.voting.api import Ballots, Questions
from proposals.api import Clauses, Comments, Consultations, Proposals, Suggestions

router = SimpleRouter()
router.register("tokens", Tokens, "api-tokens")
router.register("municipalities", Municipalities, "api-municipalities")
router.register("organisations", Organisations, "api-organisations")
router.register("consultations", Consultations, "api-consultations")
router.register("imports", Imports, "api-imports")
router.register("clauses", Clauses, "api-clauses")
router.register("comments", Comments, "api-comments")
router.register("suggestions", Suggestions, "api-suggestions")
router.register("proposals", Proposals, "api-proposals")
router.register("notifications", Notifications, "api-notifications")
router.register("follows", Follows, "api-follows")
router.register("reports", Reports, "api-reports")
router.register("cases", Cases, "api-cases")
router.register("decisions", Decisions, "api-decisions")
router.register("questions", Questions, "api-questions")
router.register("ballots", Ballots, "api-ballots")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", Root.as_view(), name="api-root"),
    path("schema/", Schema.as_view(), name="api-schema"),
    path("docs/", Docs.as_view(url_name="api-schema"), name="api-docs"),
    path("me/", Me.as_view(), name="api-me"),
    path("live/", LiveView.as_view(), name="api-live"),
    path(
        "consultations/<int:pk>/report.csv", Consultations.as_view({"get": "report_csv"}), name="api-consultations-csv"
    ),
    path("", include(router.urls)),
    re_path(r"^.*$", NoSuchAddress.as_view(), name="api-nothing"),
]
