"""Addresses of the bell."""

from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("", views.notifications, name="notifications"),
    path("read/", views.read_all, name="notifications_read"),
    path("<key:pk>/", views.open_one, name="notification"),
]
