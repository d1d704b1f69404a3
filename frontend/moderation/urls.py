"""Addresses of reports and moderation."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("", views.moderation, name="moderation"),
    path("report/", views.report, name="report"),
    path("cases/<str:ref>/", views.case, name="moderation_case"),
    path("decisions/<int:pk>/reverse/", views.reverse_view, name="moderation_reverse"),
]
