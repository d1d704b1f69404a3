"""Addresses of the API: one router over the rooms' views, its schema, its documentation."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path
from rest_framework.routers import SimpleRouter

import config.api_schema  # noqa: F401  # tells drf-spectacular how a token is sent
from config.api_views import Docs, NoSuchAddress, Root, Schema
from forums.api import Categories, Forums, Posts, Topics
from gatherings.api import Sessions
from participation.accounts.api import Copy, Erase, SignOutEverywhere, Tokens
from participation.documents.api import Imports
from participation.live.api import LiveView
from participation.moderation.api import Appeals, Cases, Decisions, ModerationLog, Reports, Rules, Suspensions
from participation.notifications.api import Follows, Notifications
from participation.organisations.api import Me, Organisations
from participation.pictures.api import Pictures
from participation.places.api import Municipalities
from participation.polls.api import Polls
from participation.rest.proofs import Challenge
from participation.voting.api import Ballots, Questions
from proposals.api import CarriedThings, Clauses, Comments, Consultations, Contributions, Proposals, Suggestions
from volunteers.money.api import (
    Arrivals,
    Campaigns,
    Expenses,
    Papers,
    Payouts,
    Pledges,
    Pools,
    Reconciliations,
    Statements,
    Treasuries,
)
from volunteers.projects.api import Criteria, Projects
from volunteers.register.api import Applications, Guardians, Volunteers
from volunteers.tasks.api import Certificates, HoursNotes, Shifts, Tasks

router = SimpleRouter()
router.register("tokens", Tokens, "api-tokens")
router.register("municipalities", Municipalities, "api-municipalities")
router.register("organisations", Organisations, "api-organisations")
router.register("consultations", Consultations, "api-consultations")
router.register("sessions", Sessions, "api-sessions")
router.register("carried", CarriedThings, "api-carried")
router.register("imports", Imports, "api-imports")
router.register("clauses", Clauses, "api-clauses")
router.register("comments", Comments, "api-comments")
router.register("pictures", Pictures, "api-pictures")
router.register("suggestions", Suggestions, "api-suggestions")
router.register("proposals", Proposals, "api-proposals")
router.register("polls", Polls, "api-polls")
router.register("forums", Forums, "api-forums")
router.register("categories", Categories, "api-categories")
router.register("topics", Topics, "api-topics")
router.register("posts", Posts, "api-posts")
router.register("notifications", Notifications, "api-notifications")
router.register("follows", Follows, "api-follows")
router.register("reports", Reports, "api-reports")
router.register("cases", Cases, "api-cases")
router.register("decisions", Decisions, "api-decisions")
router.register("appeals", Appeals, "api-appeals")
router.register("moderation-log", ModerationLog, "api-moderation-log")
router.register("rules", Rules, "api-rules")
router.register("suspensions", Suspensions, "api-suspensions")
router.register("projects", Projects, "api-projects")
router.register("project-criteria", Criteria, "api-project-criteria")
router.register("campaigns", Campaigns, "api-campaigns")
router.register("pledges", Pledges, "api-pledges")
router.register("statements", Statements, "api-statements")
router.register("expenses", Expenses, "api-expenses")
router.register("papers", Papers, "api-papers")
router.register("payouts", Payouts, "api-payouts")
router.register("pools", Pools, "api-pools")
router.register("treasuries", Treasuries, "api-treasuries")
router.register("arrivals", Arrivals, "api-arrivals")
router.register("reconciliations", Reconciliations, "api-reconciliations")
router.register("questions", Questions, "api-questions")
router.register("ballots", Ballots, "api-ballots")
router.register("tasks", Tasks, "api-tasks")
router.register("shifts", Shifts, "api-shifts")
router.register("hours", HoursNotes, "api-hours")
router.register("certificates", Certificates, "api-certificates")
router.register("applications", Applications, "api-applications")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", Root.as_view(), name="api-root"),
    path("schema/", Schema.as_view(), name="api-schema"),
    path("docs/", Docs.as_view(), name="api-docs"),
    path("challenge/", Challenge.as_view(), name="api-challenge"),
    path("me/", Me.as_view(), name="api-me"),
    path("me/contributions/", Contributions.as_view({"get": "list"}), name="api-me-contributions"),
    path("me/export/", Copy.as_view(), name="api-me-export"),
    path("me/sign_out_everywhere/", SignOutEverywhere.as_view(), name="api-me-sign-out"),
    path("me/erase/", Erase.as_view(), name="api-me-erase"),
    path("live/", LiveView.as_view(), name="api-live"),
    path(
        "consultations/<key:pk>/report.csv", Consultations.as_view({"get": "report_csv"}), name="api-consultations-csv"
    ),
    path("polls/<key:pk>/results.csv", Polls.as_view({"get": "results_csv"}), name="api-polls-csv"),
    path("sessions/<key:pk>/calendar.ics", Sessions.as_view({"get": "calendar"}), name="api-sessions-calendar"),
    path("shifts/<key:pk>/calendar.ics", Shifts.as_view({"get": "calendar"}), name="api-shifts-calendar"),
    path("shifts/feed/<str:key>.ics", Shifts.as_view({"get": "feed_file"}), name="api-shifts-feed-file"),
    path("hours/record.csv", HoursNotes.as_view({"get": "record_csv"}), name="api-hours-csv"),
    path("pledges/<key:pk>/receipt.pdf", Pledges.as_view({"get": "pdf"}), name="api-pledges-receipt-pdf"),
    path("certificates/<str:code>/certificate.pdf", Certificates.as_view({"get": "pdf"}), name="api-certificates-pdf"),
    path("volunteers/", Volunteers.as_view({"get": "own", "put": "save", "delete": "leave"}), name="api-volunteers"),
    path("volunteers/figures/", Volunteers.as_view({"get": "figures"}), name="api-volunteers-figures"),
    path("volunteers/lists/", Volunteers.as_view({"get": "lists"}), name="api-volunteers-lists"),
    path("volunteers/letter/", Volunteers.as_view({"post": "letter"}), name="api-volunteers-letter"),
    path(
        "volunteers/guardians/<slug:key>/",
        Guardians.as_view({"get": "retrieve", "post": "answer"}),
        name="api-guardians",
    ),
    path("", include(router.urls)),
    re_path(r"^.*$", NoSuchAddress.as_view(), name="api-nothing"),
]
